"""Counts what is in an export with another parser than the importer's, and what is in the database."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from django.apps import apps

from blog.models import Page, Post
from comments.models import Comment

STATES = {"1": "public", "0": "pending", "spam": "spam", "trash": "removed", "post-trashed": "removed"}


@dataclass
class Figures:
    posts: int = 0
    pages: int = 0
    states: Counter[str] = field(default_factory=Counter)
    answers: Counter[tuple[str, str]] = field(default_factory=Counter)  # numbers of a comment and its parent

    def __str__(self) -> str:
        states = ", ".join(f"{count} {state}" for state, count in sorted(self.states.items()))
        answers = self.answers.total()
        return f"{self.posts} posts, {self.pages} pages, {answers} answers, {states or 'no comments'}"


def in_file(path: Path) -> Figures:
    """Count posts, pages, comments by state, and who answers whom."""
    figures = Figures()
    for item in ET.parse(path).getroot().iter("item"):
        kind = _word(item, "post_type")
        figures.posts += kind == "post"
        figures.pages += kind == "page"
        if kind not in {"post", "page", ""}:
            continue
        talk = [child for child in item if child.tag.endswith("}comment")]
        remarks = [each for each in talk if _word(each, "comment_type") not in {"pingback", "trackback"}]
        figures.states.update(STATES.get(_word(remark, "comment_approved"), "pending") for remark in remarks)
        figures.answers.update(_answers(remarks))
    return figures


def by_identity(path: Path) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Count posts, pages and comments of a file by what tells them from others in any file."""
    root = ET.parse(path).getroot()
    channel = next(root.iter("channel"))
    site = _word(channel, "base_blog_url") or _word(channel, "link") or _word(channel, "title")
    found: tuple[Counter[str], Counter[str], Counter[str]] = (Counter(), Counter(), Counter())
    holder = {}
    for item in sorted(root.iter("item"), key=lambda each: not _word(each, "post_type")):
        kind, number = _word(item, "post_type"), _word(item, "post_id")
        born = _word(item, "post_date") or _word(item, "post_date_gmt") or _word(item, "pubDate")
        name = f"{site}|{kind}|{number or _word(item, 'title')}|{born}" if kind else holder.get(number, "")
        if kind in {"post", "page"}:
            holder.setdefault(number, name)
            found[kind == "page"][name] += 1
        if kind in {"post", "page", ""}:
            talk = (child for child in item if child.tag.endswith("}comment"))
            said = [each for each in talk if _word(each, "comment_type") not in {"pingback", "trackback"}]
            found[2].update(f"{name}|{_word(each, 'comment_id')}" for each in said)
    return found


def _answers(remarks: list[ET.Element]) -> set[tuple[str, str]]:
    """Return who answers whom; the oldest of those that answer each other in a circle answers nobody."""
    dates = {_word(remark, "comment_id"): _word(remark, "comment_date_gmt") for remark in remarks}
    parents = {_word(r, "comment_id"): _word(r, "comment_parent") for r in reversed(remarks)}
    parents = {child: parent for child, parent in parents.items() if parent.isdecimal() and parent in dates}
    for start in sorted(parents):
        ring = [start]
        while (above := parents.get(ring[-1])) is not None and above not in ring:
            ring.append(above)
        if above == start:
            del parents[min(ring, key=lambda number: (dates[number], number))]
    return set(parents.items())


def in_database() -> Figures:
    return Figures(
        posts=Post.objects.count(),
        pages=Page.objects.count(),
        states=Counter(Comment.objects.values_list("state", flat=True)),
        answers=Counter(
            (_number(child), _number(parent))
            for child, parent in Comment.objects.exclude(parent=None).values_list(
                "foreign_id", "parent__foreign_id"
            )
        ),
    )


def _number(foreign_id: str) -> str:
    return foreign_id.rpartition("#")[2]


def dump() -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table of ours: equal dumps mean that nothing changed."""
    ours = [model for app in ("accounts", "blog", "comments", "account") for model in _models(app)]
    return {model._meta.db_table: sorted(map(repr, model.objects.values_list())) for model in ours}  # type: ignore[misc]


def _models(app: str):  # type: ignore[no-untyped-def]
    return apps.get_app_config(app).get_models(include_auto_created=True)


def _word(element: ET.Element, name: str) -> str:
    found = (child.text or "" for child in element if child.tag.rpartition("}")[2] == name)
    return next(found, "").strip()
