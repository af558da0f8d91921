"""Comments of Disqus, under the posts and pages that are here already."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import batched
from typing import BinaryIO

from allauth.account.models import EmailAddress

from accounts.models import Community, User
from accounts.rules.names import name_key, speaks_for_the_house
from accounts.rules.roles import Actor
from blog.actions.importing.guests import marked_as_guest, name_of_guest, usable_mail
from blog.actions.importing.matching import Owner, matched
from blog.actions.importing.pages import thread_of
from blog.actions.importing.report import Kind, Outcome, Tallies
from blog.actions.permission import ask_to_lead
from blog.models import Page
from blog.rules.disqus import ForeignThread, Loss, Remark, Survey, read_export, state_of, survey
from blog.rules.disqus.records import is_clear, parent_key, remark_key
from blog.rules.exports import repeated
from blog.rules.wordpress.dates import moment_of
from comments.actions.adopt import Adopted, ForeignComment, adopt_comments, adopted
from comments.actions.threads import rules_of, set_thread_rules
from comments.models import Thread
from comments.rules.foreign import Ordered, in_order
from markup import COMMENT_LIMIT, comment_from_html

AT_ONCE = 50_000  # comments in memory; for more the file is read several times
LOOKUP = 500  # mail addresses asked for in one query
_MEDIA = re.compile(r"<(?:img|iframe|video|audio|object|embed)\b", re.IGNORECASE)

type Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Elsewhere:
    """A thread that matches no page: where it stood, and how many comments it has."""

    address: str
    comments: int


@dataclass
class DisqusReport(Tallies[Loss]):
    """Everything that is told after an import from Disqus; a dry run tells the same."""

    survey: Survey
    is_dry: bool
    matched: int = 0  # threads
    elsewhere: list[Elsewhere] = field(default_factory=list)


@dataclass
class _Group:
    """The threads over there that belong to one post or page here."""

    owner: Owner
    threads: list[ForeignThread] = field(default_factory=list)


def import_disqus(
    *,
    open_export: Callable[[], BinaryIO],
    is_dry: bool,
    actor: Actor,
    now: datetime,
    progress: Progress = lambda done, total: None,
) -> DisqusReport:
    """Read an export to its end to see that it can be read, then store the comments that are new.

    `open_export` opens the file anew for each pass. Stored is in transactions of at most 500 comments, so a
    run that was killed is repeated without harm. `progress` hears of comments done and in all. Raises
    PermissionDenied, and ImportRefused before anything is stored.
    """
    ask_to_lead(actor)
    with open_export() as file:
        seen = survey(read_export(file))
    report = DisqusReport(survey=seen, is_dry=is_dry)
    groups = _groups(seen, report)
    run = _Run(report, actor, now)
    total = sum(seen.remarks[thread.number] for group in groups for thread in group.threads)
    done = 0
    for some in _portions(groups, seen.remarks):
        with open_export() as file:
            remarks = _by_thread(read_export(file), {each.number for group in some for each in group.threads})
        for group in some:
            done += run.take_in(group, remarks)
            progress(done, total)
    return report


def _groups(seen: Survey, report: DisqusReport) -> list[_Group]:
    """Put threads to the pages where they belong, and tell of those that belong nowhere."""
    alive = [thread for thread in seen.threads.values() if not thread.is_deleted]
    owners = matched(alive)
    groups: dict[tuple[type, int], _Group] = {}
    for thread in seen.threads.values():
        number = seen.remarks[thread.number]
        if thread.is_deleted:
            report.tell(Loss.DELETED_THREADS, thread.title, number)
        elif owner := owners.get(thread.number):
            groups.setdefault((type(owner), owner.pk), _Group(owner)).threads.append(thread)
        elif number:
            report.tell(Loss.ELSEWHERE, number=number)
            report.elsewhere.append(Elsewhere(thread.link or thread.identifier or thread.title, number))
    report.elsewhere.sort(key=lambda each: (-each.comments, each.address))
    report.matched = sum(len(group.threads) for group in groups.values())
    for group in groups.values():
        talking = [thread for thread in group.threads if seen.remarks[thread.number]]
        report.tell(Loss.SEVERAL, talking[0].title if talking else "", len(talking) * (len(talking) > 1))
    lost = sum(number for thread, number in seen.remarks.items() if thread not in seen.threads)
    report.tell(Loss.WITHOUT_THREAD, number=lost)
    return list(groups.values())


def _portions(groups: list[_Group], sizes: Counter[str]) -> Iterator[list[_Group]]:
    """Yield groups with comments, as many at a time as fit into memory."""
    some: list[_Group] = []
    size = 0
    for group in groups:
        own = sum(sizes[thread.number] for thread in group.threads)
        if some and size + own > AT_ONCE:
            yield some
            some, size = [], 0
        if own:
            some.append(group)
            size += own
    if some:
        yield some


def _by_thread(records: Iterator[object], wanted: set[str]) -> dict[str, list[Remark]]:
    found: dict[str, list[Remark]] = defaultdict(list)
    for record in records:
        if isinstance(record, Remark) and record.thread in wanted:
            found[record.thread].append(record)
    return found


class _Run:
    """One import: turns remarks into comments of ours and hands them to their thread."""

    def __init__(self, report: DisqusReport, actor: Actor, now: datetime) -> None:
        self._report = report
        self._forum = report.survey.forum
        self._actor = actor
        self._now = now
        self._times: Counter[str] = Counter()
        self._house = Community.objects.values_list("name", flat=True).first() or ""
        self._marked: dict[str, bool] = {}  # whether the name of a guest could be taken for another's

    def take_in(self, group: _Group, remarks: dict[str, list[Remark]]) -> int:
        """Store what is new below one post or page; return how many comments were looked at."""
        both = [(thread, remark) for thread in group.threads for remark in remarks.get(thread.number, ())]
        keys = [self._key(remark) for _, remark in both]
        there = adopted(keys)
        fresh = [(key, *pair) for key, pair in zip(keys, both, strict=True) if key not in there]
        self._report.count(Kind.COMMENT, Outcome.UNCHANGED, len(there))
        self._report.count(Kind.COMMENT, Outcome.NEW, len(fresh))
        members = _members([remark for _, _, remark in fresh])
        language = group.owner.thread.language if group.owner.thread else _language_of(group.owner)
        records = [self._record(key, thread, remark, members, language) for key, thread, remark in fresh]
        self._report.comment_states.update(record.state for record in records)
        result = self._store(group, records, there)
        title = group.threads[0].title
        self._report.tell(Loss.ORPHANS, title, len(result.orphans))
        self._report.tell(Loss.CIRCLES, title, len(result.cycles))
        return len(both)

    def _key(self, remark: Remark) -> str:
        key = remark_key(self._forum, remark)
        self._times[key] += 1
        self._report.tell(Loss.UNNAMED, number=not remark.number)
        self._report.tell(Loss.DOUBLED, number=self._times[key] > 1)
        return repeated(key, self._times[key])

    def _store(self, group: _Group, records: Sequence[ForeignComment], there: set[str]) -> Adopted | Ordered:
        """Adopt the records. Also without any: a run that was killed may not have counted what it stored."""
        closed = all(thread.is_closed for thread in group.threads)
        stored = group.owner.thread
        had_comments = stored is not None and stored.last_number > 0
        self._report.tell(Loss.OPEN, group.threads[0].title, number=closed and had_comments and not there)
        if self._report.is_dry:
            return in_order(records, frozenset(there))
        thread = stored or self._thread_of_page(group.owner, closed=closed)
        if closed and not had_comments and not thread.closed:
            self._close(thread)
        return adopt_comments(thread=thread, records=records, now=self._now)

    def _thread_of_page(self, owner: Owner, *, closed: bool) -> Thread:
        assert isinstance(owner, Page)  # noqa: S101 - the database says that every post has a thread
        return thread_of(owner, at=None, closed=closed, now=self._now)

    def _close(self, thread: Thread) -> None:
        set_thread_rules(
            thread=thread,
            rules=replace(rules_of(thread), closed=True),
            actor=self._actor,
            now=self._now,
        )

    def _record(
        self, key: str, thread: ForeignThread, remark: Remark, members: dict[str, int], language: str
    ) -> ForeignComment:
        posted_at = _moment(remark.date)
        text = comment_from_html(remark.text)
        mail = usable_mail(remark.mail)
        member = members.get((mail or "").lower())
        tell = self._report.tell
        tell(Loss.DATE, number=posted_at is None)
        tell(Loss.STATUS, number=not is_clear(remark))
        tell(Loss.LONG, number=len(text) > COMMENT_LIMIT)
        tell(Loss.MEDIA, number=len(_MEDIA.findall(remark.text)))
        tell(Loss.GUEST_DETAILS, number=mail is None)
        tell(Loss.UNCONFIRMED, number=member is not None and remark.is_anonymous)
        author = None if remark.is_anonymous else member
        name = name_of_guest(remark.author)
        return ForeignComment(
            foreign_id=key,
            source=text,
            posted_at=posted_at or _moment(thread.date) or self._now,
            state=state_of(remark),
            language=language,
            parent_foreign_id=parent_key(self._forum, remark),
            author_id=author,
            guest_name=name if author else self._guest(name, language),
            guest_mail=mail or "",
        )

    def _guest(self, name: str, language: str) -> str:
        """Return the name of a guest, marked as one where it could be taken for staff or for a member."""
        if name not in self._marked:
            is_member = User.objects.filter(name_key=name_key(name)).exists()
            self._marked[name] = bool(name) and (is_member or speaks_for_the_house(name, self._house))
        if not self._marked[name]:
            return name
        self._report.tell(Loss.GUEST_NAME, name)
        return marked_as_guest(name, language)


def _moment(date: str) -> datetime | None:
    return moment_of(gmt=date, local="", zone=UTC)


def _language_of(owner: Owner) -> str:
    return owner.language if isinstance(owner, Page) else owner.thread.language


def _members(remarks: Sequence[Remark]) -> dict[str, int]:
    """Return the members whose *verified* address stands in one of these comments."""
    mails = sorted({remark.mail.lower() for remark in remarks if remark.mail})
    found: dict[str, int] = {}
    for chunk in batched(mails, LOOKUP):
        rows = EmailAddress.objects.filter(email__in=chunk, verified=True)
        found.update(rows.values_list("email", "user_id"))
    return found
