"""The links of one text with what is to say about each. Asks our own tables only: nobody else is called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urljoin

from django.conf import settings
from django.core.files.storage import default_storage
from django.urls import Resolver404, resolve
from django.utils import translation

from accounts.models import User
from blog.addresses import Found, found_at, path_of
from blog.models import Category, CheckedLink, Page, Post, Series, Tag
from blog.models.redirect import Target as Leads
from blog.rules.links import Finding, Target, Where, target_of
from blog.rules.old_addresses import (
    LISTS,
    Kind,
    candidates,
    digest_of,
    language_in,
    place_of,
    split_tail,
    without_language,
)
from comments.models import Comment
from markup import SafeHTML, anchors_of, links_of

MOST = 500  # links of one text that are looked at
ON_EVERY_PAGE = frozenset({"", "content"})
ON_A_POST = frozenset({"comments", "record", "thread", "thread-title", "composer"})
_COMMENT = re.compile(r"c([1-9]\d{0,8})")


@dataclass(frozen=True)
class CheckedText:
    """All links of a text, trouble first."""

    links: Sequence[LinkState]

    @property
    def trouble(self) -> int:
        return sum(link.finding.is_trouble for link in self.links)

    @property
    def outside(self) -> list[str]:
        """Addresses elsewhere, each once."""
        return list(dict.fromkeys(link.address for link in self.links if link.is_outside))


@dataclass(frozen=True)
class LinkState:
    """One link: `detail` is where it leads or what was answered, in a form for people.

    `href` is the address as it works on any page, "" for what is none.
    """

    address: str
    words: str
    finding: Finding
    href: str = ""
    detail: str = ""
    is_outside: bool = False
    checked_at: datetime | None = None


def links_in(html: SafeHTML, *, page: Post | Page | None, now: datetime) -> CheckedText:
    """Look at every link of a text that stands, or will stand, at `page`. At most fifteen queries."""
    base = (path_of(page) if page else "") or "/"
    whole = links_of(html)[:MOST]
    links = [(address, words, _target(address, base)) for address, words in whole]
    wanted = {key for _, _, target in links for key in _keys(target)}
    found = found_at(wanted)
    own = _Own(found, html, page, now)
    own.load_comments(target for _, _, target in links)
    outside = _answers([address for address, _, target in links if target.where is Where.OUTSIDE])
    states = [
        _outside(address, words, outside.get(digest_of(address)))
        if target.where is Where.OUTSIDE
        else own.state(address, words, target)
        for address, words, target in links
    ]
    states = [
        state
        if state.finding is Finding.MALFORMED
        else replace(state, href=urljoin(f"{settings.SITE_URL}{base}", state.address))
        for state in states
    ]
    return CheckedText(sorted(states, key=lambda state: not state.finding.is_trouble))


def _target(address: str, base: str) -> Target:
    hosts = {settings.SITE_HOST} - {""}
    return target_of(address, base=base, hosts=hosts, is_secure=settings.SERVED_OVER_TLS)


def _keys(target: Target) -> list[str]:
    """The normal addresses under which what a link of ours leads to may be found, the closest first."""
    if target.where is not Where.OWN:
        return []
    found = candidates(target.path, target.query, language_in(target.path))
    return [candidate.address for candidate in found]


class _Own:
    """What is known about the pages of ours to which a text links."""

    def __init__(
        self, found: dict[str, Found], html: SafeHTML, page: Post | Page | None, now: datetime
    ) -> None:
        self._found = found
        self._html = html
        self._page = page
        self._now = now
        self._comments: set[tuple[int, int]] = set()
        self._with_posts = _lists_with_posts([each.target for each in found.values()], now)

    def load_comments(self, targets: Iterable[Target]) -> None:
        """Ask once which of the comments that links name have a place on their page."""
        wanted = set()
        for target in targets:
            named, thread_id = _COMMENT.fullmatch(target.anchor), self._thread_id(target)
            if named and thread_id:
                wanted.add((thread_id, int(named[1])))
        if wanted:
            threads, numbers = zip(*wanted, strict=True)
            shown = Comment.objects.shown().filter(thread_id__in=threads, number__in=numbers)
            self._comments = set(shown.values_list("thread_id", "number"))

    def state(self, address: str, words: str, target: Target) -> LinkState:
        """What is to say about a link to our own site, or to what is no web page."""
        state = LinkState(address, words, Finding.FINE)
        if target.where is Where.NOWHERE:
            return replace(state, finding=Finding.MALFORMED)
        if target.where is Where.OTHER:
            return state
        state = self._page_of(state, target)
        if state.finding is Finding.FINE and not self._has_place(target):
            return replace(state, finding=Finding.NO_ANCHOR, detail=f"#{target.anchor}")
        if state.finding is Finding.FINE and target.is_insecure:
            return replace(state, finding=Finding.INSECURE)
        return state

    def _page_of(self, state: LinkState, target: Target) -> LinkState:
        if target.where is Where.HERE:
            return state
        found = self._found_for(target)
        if found is None:
            is_there = _answers_by_itself(target)
            return replace(state, finding=Finding.FINE if is_there else Finding.NOWHERE)
        if not self._is_readable(found.target):
            return replace(state, finding=Finding.NOT_PUBLIC, detail=str(found.target))
        if found.by_redirect:
            return replace(state, finding=Finding.MOVED, detail=path_of(found.target))
        return replace(state, detail=str(found.target))

    def _is_readable(self, target: Leads) -> bool:
        if isinstance(target, Post):
            return target.is_public(self._now)
        if isinstance(target, Page):
            return target.public
        return isinstance(target, Category) or (type(target), target.pk) in self._with_posts

    def _found_for(self, target: Target) -> Found | None:
        return next((self._found[key] for key in _keys(target) if key in self._found), None)

    def _owner(self, target: Target) -> object:
        if target.where is Where.HERE:
            return self._page
        found = self._found_for(target)
        return found.target if found else None

    def _thread_id(self, target: Target) -> int | None:
        owner = self._owner(target)
        return owner.thread_id if isinstance(owner, Post | Page) else None

    def _has_place(self, target: Target) -> bool:
        """Whether the page has the place that the link names. Of lists and other pages nothing is known."""
        if target.anchor in ON_EVERY_PAGE or target.anchor.startswith(":~:"):
            return True
        if named := _COMMENT.fullmatch(target.anchor):
            return (self._thread_id(target) or 0, int(named[1])) in self._comments
        owner = self._owner(target)
        if target.where is Where.HERE:
            return target.anchor in anchors_of(self._html) | ON_A_POST
        if isinstance(owner, Post):
            text = owner.live.body if owner.live else SafeHTML()
            return target.anchor in anchors_of(text) | ON_A_POST
        return not isinstance(owner, Page) or target.anchor in anchors_of(owner.body) | ON_A_POST


def _lists_with_posts(targets: Sequence[Leads], now: datetime) -> set[tuple[type, int]]:
    """Those tags, series and authors that have a public post; the others have no page."""
    posts = Post.objects.public(now).order_by()
    found: set[tuple[type, int]] = set()
    ways = {Tag: "live__tags", Series: "live__series", User: "live__bylines__person"}
    for kind, way in ways.items():
        keys = [target.pk for target in targets if isinstance(target, kind)]
        if keys:
            there = posts.filter(**{f"{way}__in": keys}).values_list(way, flat=True).distinct()
            found |= {(kind, key) for key in there}
    return found


def _answers_by_itself(target: Target) -> bool:
    """Whether a page stands there that is neither post, page nor list, such as an archive or a picture."""
    path = target.path
    if path.startswith(settings.MEDIA_URL):
        return default_storage.exists(path.removeprefix(settings.MEDIA_URL))
    place = place_of(without_language(split_tail(path)[0]))
    if place.kind in {Kind.POST, Kind.PAGE, *LISTS}:
        return False
    if target.query and place.kind is Kind.FRONT:
        return True
    try:
        with translation.override(language_in(path).strip("/") or settings.LANGUAGE_CODE):
            resolve(path)
    except Resolver404:
        return False
    return True


def _answers(addresses: Sequence[str]) -> dict[str, CheckedLink]:
    digests = {digest_of(address) for address in addresses}
    rows = CheckedLink.objects.filter(digest__in=digests) if digests else ()
    return {row.digest: row for row in rows}


def _outside(address: str, words: str, answer: CheckedLink | None) -> LinkState:
    state = LinkState(address, words, Finding.NOT_CHECKED, is_outside=True)
    if answer is None:
        return state
    state = replace(state, checked_at=answer.checked_at)
    if answer.is_waiting:
        return replace(state, finding=Finding.WAITING)
    if answer.is_broken:
        return replace(state, finding=Finding.BROKEN, detail=str(answer.status or answer.problem))
    if answer.leads_to:
        return replace(state, finding=Finding.LEADS_ON, detail=f"{answer.status} → {answer.leads_to}")
    return replace(state, finding=Finding.FINE, detail=str(answer.status))
