"""The birth of a comment."""

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from accounts.actions.measures import ask_stays
from accounts.models import User
from accounts.ready import Blank, Insertion, Ready
from accounts.rules.measures import Deed
from comments.actions.admitting import SlowedDown, admitted
from comments.actions.counters import advance, count_above, credit, hold_record
from comments.actions.drafts import settle_drafts
from comments.actions.facts import Beside, Known, beside, facts_to_judge, known_about
from comments.actions.indexing import index_new_comment, stems_of_comment
from comments.actions.judging import Arrival, evidence_about
from comments.actions.log import entry_about
from comments.actions.mentions import note_mentions
from comments.actions.networks import hashed_network
from comments.actions.offices import ask_for_office
from comments.actions.telling import Notice, tell
from comments.models import Comment, LogEntry, Thread
from comments.people import addressed_in
from comments.rules import paths
from comments.rules.policy import Facts, Verdict, is_too_fast
from comments.rules.spam.findings import as_json, suspicion
from comments.rules.spam.words import Reading
from comments.rules.states import State
from markup import RENDERER_VERSION, check_comment, without_forged_marks
from markup.characters import normalised
from search.rules.texts import Stems

logger = logging.getLogger(__name__)

MINUTE = timedelta(minutes=1)
_INSERT, _LOG = Insertion(Comment), Insertion(LogEntry)
_PARENT = Ready(
    lambda: (
        Comment.objects.public()
        .filter(pk=Blank("parent", Comment._meta.pk), thread=Blank("thread", Thread._meta.pk))
        .values_list("path", "root_id")
    )
)


class NotAnswerable(Exception):
    """The comment that was to be answered is not public (any more), or stands in another thread."""


class PostingTooFast(Exception):
    """The person wrote as many comments within a minute as are allowed."""


class OtherTextPosted(Exception):
    """The key of the form belongs to a comment of the same person with other words; `comment` is that one."""

    def __init__(self, comment: Comment) -> None:
        super().__init__(f"comment {comment.pk} has this key")
        self.comment = comment


@dataclass(frozen=True)
class _Judged:
    """A comment that may be stored: what became clear before anybody has to wait for it."""

    comment: Comment
    known: Known
    facts: Facts
    verdict: Verdict
    stems: Stems | None
    addresses: frozenset[int]

    @property
    def is_public(self) -> bool:
        return self.verdict.state is State.PUBLIC


def post_comment(
    *,
    thread: Thread,
    author: User,
    source: str,
    submission: UUID,
    parent: Comment | None = None,
    language: str,
    seconds_on_form: float | None,
    network: str,
    official: bool = False,
    trap_filled: bool = False,
    now: datetime,
) -> Comment:
    """Judge, store and return a new comment; its `state` says whether it waits.

    The same `submission` with the same words again returns the comment that it made the first time.
    `source` is Markdown, `seconds_on_form` the time between showing the form and sending it (None: unknown),
    `network` the address that the request came from; only a hash of its network is kept.
    `official`: it is said for the house, in the office that the author has here. `trap_filled`: the form
    brought words in the field that people do not see.
    Raises ThreadClosed (PostingStopped, NobodyReads), UnderMeasure, NotAnswerable, MarkupRefused, SlowedDown,
    PostingTooFast, NotInOffice, OtherTextPosted; PermissionDenied for somebody who was locked out, or whose
    `submission` is another's.
    """
    if not author.is_active:
        raise PermissionDenied
    ask_stays(author)
    source = without_forged_marks(normalised(source))
    known = known_about(thread=thread, author=author, language=language, submission=submission, now=now)
    if known.first and (first := _already_posted(submission, author, source)):
        return first
    facts = facts_to_judge(thread, author, known, now)
    admitted(facts, known.discussion)
    known.ask_leave(Deed.POST)
    hashed, day = hashed_network(network, now, known.key)
    reading = Reading(source)
    comment = Comment(
        thread=thread,
        parent=parent,
        author=author,
        source=source,
        renderer=RENDERER_VERSION,
        language=language,
        posted_at=now,
        submission=submission,
        text_key=reading.key,
        network_hash=hashed,
        network_day=day,
    )
    arrival = Arrival(seconds_on_form=seconds_on_form, trap_filled=trap_filled)
    judged = _judge(comment, reading, author, known, facts, arrival, official=official)
    try:
        with transaction.atomic():
            _store(judged, author, now)
    except (IntegrityError, PostingTooFast, SlowedDown):  # the same form, sent twice at once
        if first := _already_posted(submission, author, source):
            return first
        raise
    logger.info("comment.posted", extra={"comment": comment.pk, "state": str(judged.verdict.state)})
    return comment


def _judge(
    comment: Comment,
    reading: Reading,
    author: User,
    known: Known,
    facts: Facts,
    arrival: Arrival,
    *,
    official: bool,
) -> _Judged:
    """Lay the text out and decide about it. Raises MarkupRefused, NotInOffice."""
    thread = comment.thread
    addressed = addressed_in(comment.source, thread.pk)
    comment.html = check_comment(comment.source, addressed.links)
    evidence = evidence_about(comment, reading, author, known, arrival, now=comment.posted_at)
    facts = replace(facts, suspicion=suspicion(evidence))
    verdict = admitted(facts, known.discussion)
    comment.evidence = as_json(evidence)
    comment.state = verdict.state
    comment.office = ask_for_office(thread, author) if official else ""
    stems = stems_of_comment(comment) if verdict.state is State.PUBLIC else None
    return _Judged(comment, known, facts, verdict, stems, frozenset(addressed.people))


def _already_posted(submission: UUID, author: User, source: str) -> Comment | None:
    first = Comment.objects.filter(submission=submission).with_threads().first()
    if first is None:
        return None
    if first.author_id != author.pk:
        raise PermissionDenied
    if source != first.source and not first.versions.filter(source=source).exists():
        raise OtherTextPosted(first)
    return first


def _store(judged: _Judged, author: User, now: datetime) -> None:
    """Count the comment, give it its number and place, and write it down. All that judges lies behind us."""
    comment = judged.comment
    meanwhile = _count(judged, author, now)
    _put_in_place(comment)
    _INSERT(comment)
    if judged.stems is not None:
        index_new_comment(comment, judged.stems)
    count_above(comment.thread_id, comment.path, int(judged.is_public))
    _LOG(_entry(judged, author, now))
    if judged.addresses:
        note_mentions(comment, judged.addresses)
    if meanwhile.has_drafts:
        settle_drafts(comment, now=now)
    if judged.is_public and (comment.parent_id or judged.addresses or meanwhile.is_followed):
        tell(Notice.THREAD, comment, now=now)


def _count(judged: _Judged, author: User, now: datetime) -> Beside:
    """Add to the figures of the thread and to the person's record, and look at their pace under its lock.

    What the same person posts elsewhere is in, or waits.
    """
    comment, public = judged.comment, int(judged.is_public)
    figures = advance(
        comment.thread_id,
        numbers=1,
        public_seqs=public,
        public_count=public,
        shown_roots=public if comment.parent_id is None else 0,
        version=public,
    )
    comment.number = comment.thread.last_number = figures.last_number
    comment.thread.shown_roots = figures.shown_roots
    comment.public_seq = figures.last_public_seq if public else None
    limit = 0 if author.roles else settings.COMMENTS_PER_MINUTE
    if limit and not public:
        hold_record(author.pk)  # elsewhere; here the row of the thread is held
    credit(author.pk, public=public, removed=0)
    since = now - MINUTE if limit else now  # without a limit nothing has to be counted
    slow = timedelta(seconds=judged.facts.terms.slow_seconds)
    meanwhile = beside(thread_id=comment.thread_id, author=author, since=since, here_since=now - slow)
    admitted(replace(judged.facts, spoke_here_at=meanwhile.spoke_here_at), judged.known.discussion)
    if is_too_fast(meanwhile.lately, limit):
        raise PostingTooFast
    return meanwhile


def _put_in_place(comment: Comment) -> None:
    """Let the comment stand below its parent, which is looked at once more: nobody else can move it now."""
    path, root_id = "", None
    if comment.parent_id is not None:
        parent = _PARENT.one(parent=comment.parent_id, thread=comment.thread_id)
        if parent is None:
            raise NotAnswerable
        path, root_id = parent[0], parent[1] or comment.parent_id
    comment.path = paths.path_below(path, comment.number)
    comment.root_id = root_id
    comment.depth = paths.depth_of(comment.path)


def _entry(judged: _Judged, author: User, now: datetime) -> LogEntry:
    return entry_about(
        judged.comment,
        move="post",
        actor=author.as_actor(),
        from_state="",
        to_state=judged.verdict.state,
        reason=judged.verdict.reason,
        now=now,
    )
