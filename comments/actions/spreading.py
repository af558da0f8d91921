"""Finding out who hears of what happened, and writing it into their inboxes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Min

from accounts.models import Delivery, Mute, User
from accounts.rules.zones import ZONES
from comments.actions.inbox import count_unread
from comments.actions.measures import MAIL as MAIL_OF_MEASURES
from comments.inbox import settings_of
from comments.models import (
    AnswerWish,
    Comment,
    Follow,
    InboxEntry,
    LogEntry,
    Mention,
    Report,
    Untold,
)
from comments.rules.notices import (
    OF_REPORTS,
    TOPICS,
    News,
    Notice,
    Setting,
    is_news,
    key_of,
    mail_due,
    still_true,
    who_hears,
)
from comments.rules.states import State

NEWS_AT_ONCE = 100  # pieces of news in one transaction
PEOPLE_AT_ONCE = 500  # followers in one transaction


class TakenByAnother(Exception):
    """Another worker told the same news at the same time; its transaction stands."""


@dataclass(frozen=True)
class _Hearer:
    person: int
    kind: Notice
    row: Untold


def spread(now: datetime) -> bool:
    """Tell the oldest news to whoever wants to hear of it; return whether there was any.

    One transaction for a bounded number of people. A worker that dies in the middle leaves everything as it
    was; a second one that tells the same is undone as a whole. So nobody is told twice, or left out.
    """
    if not Untold.objects.due(now).exists():
        return False
    try:
        with transaction.atomic():
            _spread_some(now)
    except TakenByAnother:
        pass
    return True


def spread_without_mails(now: datetime) -> None:
    """Tell everything there is in inboxes alone: for conversations that were invented just now."""
    while spread(now):
        pass
    InboxEntry.objects.filter(mail_due__isnull=False).update(mail_due=None)
    about_measures = Delivery.objects.filter(kind=MAIL_OF_MEASURES, state=Delivery.State.OWED)
    about_measures.delete()


def _spread_some(now: datetime) -> None:
    rows = list(
        Untold.objects.due(now)
        .select_related("comment__thread", "comment__parent")
        .order_by("pk")[:NEWS_AT_ONCE]
    )
    follows = list(Follow.objects.filter(thread__in=_threads_of(rows))[: PEOPLE_AT_ONCE + 1])
    last = 0
    if len(follows) > PEOPLE_AT_ONCE:
        rows, follows = rows[:1], _next_follows(rows[0])
        last = follows[-1].person_id if len(follows) == PEOPLE_AT_ONCE else 0
    hearers = [hearer for row in rows if _still_true(row, now) for hearer in _own(row)]
    hearers += _of_the_news([row for row in rows if _is_heard_by_others(row, now)], follows)
    _write(hearers)
    _settle(rows, last)


def _threads_of(rows: Iterable[Untold]) -> set[int]:
    return {row.comment.thread_id for row in rows if is_news(Notice(row.kind))}


def _next_follows(row: Untold) -> list[Follow]:
    """The next followers of one conversation that has many."""
    follows = Follow.objects.filter(thread=row.comment.thread_id, person__gt=row.after_person)
    return list(follows.order_by("person")[:PEOPLE_AT_ONCE])


def _settle(rows: Sequence[Untold], last: int) -> None:
    """Strike out what is told, or note how far one piece of news has come. Raises TakenByAnother."""
    if last:
        (row,) = rows
        same = Untold.objects.filter(pk=row.pk, after_person=row.after_person)
        settled = same.update(after_person=last)
    else:
        settled, _each = Untold.objects.filter(pk__in=[row.pk for row in rows]).delete()
    if settled != len(rows):
        raise TakenByAnother


def _still_true(row: Untold, now: datetime) -> bool:
    """Whether what the author is to hear is so at this moment."""
    comment = row.comment
    return still_true(Notice(row.kind), State(comment.state), visible=comment.thread.is_visible(now))


def _is_heard_by_others(row: Untold, now: datetime) -> bool:
    return is_news(Notice(row.kind)) and _still_true(row, now)


def _own(row: Untold) -> list[_Hearer]:
    """Who hears of what was decided: the author, or whoever reported the comment."""
    kind, author = Notice(row.kind), row.comment.author_id
    if kind in OF_REPORTS:
        decided = Report.objects.filter(comment=row.comment_id, outcome=kind, decided_at=row.at)
        people = decided.exclude(reporter=None).values_list("reporter", flat=True)
        return [_Hearer(person, kind, row) for person in people if person is not None]
    return [] if is_news(kind) or author is None else [_Hearer(author, kind, row)]


def _of_the_news(rows: Sequence[Untold], follows: Sequence[Follow]) -> list[_Hearer]:
    """Who hears of comments that became public. Five queries for any number of them."""
    if not rows:
        return []
    comments = {row.comment.pk: row.comment for row in rows}
    deaf = _muting({comment.author_id for comment in comments.values()})
    unwanted = set(
        AnswerWish.objects.filter(comment__answers__in=comments, wanted=False).values_list(
            "comment", flat=True
        )
    )
    named = _named_in(comments)
    public_since = _public_since(comments.values(), follows)
    found = []
    for row in rows:
        comment = row.comment
        parent = comment.parent if comment.parent_id not in unwanted else None
        news = News(
            author=comment.author_id,
            answered=parent.author_id if parent else None,
            mentioned=frozenset(named.get(comment.pk, ())),
            followers=frozenset(
                follow.person_id
                for follow in follows
                if follow.thread_id == comment.thread_id and follow.since <= public_since[comment.pk]
            ),
            deaf=frozenset(deaf.get(comment.author_id or 0, ())),
        )
        found += [_Hearer(person, kind, row) for person, kind in who_hears(news).items()]
    return found


def _muting(authors: set[int | None]) -> dict[int, set[int]]:
    """Return for each author who muted them."""
    found: dict[int, set[int]] = {}
    for muted, person in Mute.objects.filter(muted__in=authors - {None}).values_list("muted", "person"):
        found.setdefault(muted, set()).add(person)
    return found


def _named_in(comments: Iterable[int]) -> dict[int, set[int]]:
    """Return for each comment whom it addresses by name."""
    found: dict[int, set[int]] = {}
    for comment, person in Mention.objects.filter(comment__in=comments).values_list("comment", "person"):
        found.setdefault(comment, set()).add(person)
    return found


def _public_since(comments: Iterable[Comment], follows: Sequence[Follow]) -> dict[int, datetime]:
    """Return when each first became public: who follows since then knew it. One query, if any waited."""
    since = {comment.pk: comment.posted_at for comment in comments}
    latest = max((follow.since for follow in follows), default=None)
    waited = [pk for pk, at in since.items() if latest and at < latest]
    if waited:
        first = LogEntry.objects.filter(comment_id__in=waited, to_state=State.PUBLIC)
        since |= dict(first.order_by().values_list("comment_id").annotate(Min("at")))
    return since


def _write(hearers: Sequence[_Hearer]) -> None:
    """Write an entry for each person who wants one."""
    zones = {
        pk: _zone(name)
        for pk, name in User.objects.filter(
            pk__in={hearer.person for hearer in hearers}, is_active=True
        ).values_list("pk", "time_zone")
    }
    wanted = settings_of(zones)
    entries = []
    for hearer in hearers:
        if hearer.person not in zones:
            continue
        setting = wanted[hearer.person][TOPICS[hearer.kind]]
        if not setting.is_silent:
            entries.append(_entry(hearer, setting, zones[hearer.person]))
    InboxEntry.objects.bulk_create(entries, ignore_conflicts=True)
    count_unread({entry.person_id for entry in entries if entry.on_site})


def _entry(hearer: _Hearer, setting: Setting, zone: ZoneInfo) -> InboxEntry:
    row = hearer.row
    return InboxEntry(
        person_id=hearer.person,
        comment_id=row.comment_id,
        kind=hearer.kind,
        key=key_of(hearer.kind, row.comment_id, row.at),
        at=row.at,
        on_site=setting.on_site,
        mail=setting.mail,
        mail_due=mail_due(setting.mail, row.at, zone),
    )


def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name if name in ZONES else settings.TIME_ZONE)
