"""What a person is told, as it is true now: for the page and for mails."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.urls import reverse

from accounts.models import User
from comments.models import Case, Comment, Follow, InboxEntry, NoticeSetting, Thread
from comments.redactions import with_bars_in_words
from comments.rules.notice_words import GONE, MEASURES_SAID, NOWHERE, SAID
from comments.rules.notices import (
    DEFAULTS,
    OF_REPORTS,
    OF_WORDS,
    WITH_REASONS,
    Mail,
    MeasureNews,
    Notice,
    Setting,
    Topic,
    is_news,
    still_true,
)
from comments.rules.states import State
from comments.signed import case_path
from markup import excerpt

EXCERPT = 280  # characters


@dataclass(frozen=True)
class Item:
    """One entry in words. `words` are those of the comment as it is read now, None where nobody reads it.

    `path` leads to it in the language that is spoken now, empty where it would lead nowhere; `said` tells
    what happened, or that the comment has gone since, where it no longer `holds`. A page that is not
    `visible` is not named.
    """

    entry: InboxEntry
    kind: Notice
    said: str
    path: str
    holds: bool
    visible: bool
    words: Comment | None
    case: Case | None = None  # the statement of reasons that it leads to

    @property
    def comment(self) -> Comment:
        """What it is about, readable or not."""
        return cast(Comment, self.entry.comment)

    @property
    def title(self) -> str:
        return self.comment.thread.title if self.visible else str(NOWHERE)

    @property
    def language(self) -> str:
        """That of the title; empty for the one that is spoken now."""
        return self.comment.thread.language if self.visible else ""

    @property
    def number(self) -> int:
        return self.comment.number

    @property
    def excerpt(self) -> str:
        return excerpt(with_bars_in_words(self.words.html), EXCERPT) if self.words else ""


@dataclass(frozen=True)
class MeasureItem:
    """One entry about a measure in words; the page at `path` says the rest."""

    entry: InboxEntry
    said: str
    path: str


def items_of(entries: Iterable[InboxEntry], now: datetime) -> list[Item | MeasureItem]:
    """Put entries into words. They come with their comments, threads and authors.

    One further query where there are decisions that were told with reasons.
    """
    entries = list(entries)
    cases = _cases_of(entries)
    return [
        _item(entry, entry.comment, cases.get((entry.comment.pk, entry.at)), now)
        if entry.comment
        else _about_measure(entry)
        for entry in entries
    ]


def _about_measure(entry: InboxEntry) -> MeasureItem:
    return MeasureItem(entry, str(MEASURES_SAID[MeasureNews(entry.kind)]), reverse("comments:measures"))


def _cases_of(entries: Iterable[InboxEntry]) -> dict[tuple[int, datetime], Case]:
    """Return the cases that were opened, or appealed about, in the moments of which these entries tell."""
    decided = {entry.comment_id for entry in entries if entry.kind in WITH_REASONS}
    if not decided:
        return {}
    found = {}
    for case in Case.objects.filter(comment__in=decided).with_context():
        found[case.comment_id, case.opened_at] = case
        appeal = getattr(case, "appeal", None)
        if appeal and appeal.decided_at:
            found[case.comment_id, appeal.decided_at] = case
    return found


def _item(entry: InboxEntry, comment: Comment, case: Case | None, now: datetime) -> Item:
    kind = Notice(entry.kind)
    visible = comment.thread.is_visible(now)
    holds = still_true(kind, State(comment.state), visible=visible)
    readable = visible and comment.state == State.PUBLIC and kind not in OF_REPORTS | OF_WORDS
    said = SAID[kind] % {"who": comment.speaker} if holds else GONE
    to_the_place = is_news(kind) or (readable and kind is not Notice.EDITED)
    view = "comments:permalink" if to_the_place else "comments:status"
    if kind in OF_REPORTS:
        view = "comments:report"
    with_reasons = case if kind in WITH_REASONS and holds else None
    leads = visible or not to_the_place
    path = reverse(view, args=[comment.pk]) if leads else ""
    return Item(
        entry=entry,
        kind=kind,
        said=str(said),
        path=case_path(with_reasons) if with_reasons else path,
        holds=holds,
        visible=visible,
        words=comment if readable and holds else None,
        case=with_reasons,
    )


def settings_of(people: Iterable[int]) -> dict[int, dict[Topic, Setting]]:
    """Return how each of these people wants to hear of each topic. One query."""
    found = {person: dict(DEFAULTS) for person in people}
    for row in NoticeSetting.objects.filter(person__in=found):
        if row.topic in set(Topic):
            found[row.person_id][Topic(row.topic)] = Setting(row.on_site, Mail(row.mail))
    return found


def follows(person: User, thread: Thread) -> bool:
    """Whether the person follows this conversation."""
    return person.pk > 0 and Follow.objects.filter(person=person, thread=thread).exists()
