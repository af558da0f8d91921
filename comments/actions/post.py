"""The birth of a comment."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from accounts.models import User
from accounts.ready import Blank, Insertion, Ready
from comments.actions.counters import advance, count_above, credit, hold_record
from comments.actions.drafts import settle_drafts
from comments.actions.facts import facts_to_judge, known_about, posted_lately
from comments.actions.indexing import index_new_comment, stems_of_comment
from comments.actions.log import entry_about
from comments.actions.mentions import note_mentions
from comments.actions.networks import hashed_network, key_day
from comments.actions.offices import ask_for_office
from comments.actions.telling import Notice, tell
from comments.models import Comment, LogEntry, Thread
from comments.people import addressed_in
from comments.rules import paths
from comments.rules.policy import Verdict, decide, is_too_fast
from comments.rules.states import State
from markup import RENDERER_VERSION, check_comment
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


class ThreadClosed(Exception):
    """Nobody may write here: the thread is closed, or its page is not public."""


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
class _Place:
    """Where a new comment will stand: the parent's path and the first comment of the sub-thread."""

    path: str = ""
    root_id: int | None = None


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
    now: datetime,
) -> Comment:
    """Judge, store and return a new comment; its `state` says whether it waits.

    The same `submission` with the same words again returns the comment that it made the first time.
    `source` is Markdown, `seconds_on_form` the time between showing the form and sending it (None: unknown),
    `network` the address that the request came from; only a hash of its network is kept.
    `official`: it is said for the house, in the office that the author has here.
    Raises ThreadClosed, NotAnswerable, MarkupRefused, PostingTooFast, NotInOffice, OtherTextPosted;
    PermissionDenied for somebody who was locked out, or whose `submission` is another person's.
    """
    if not author.is_active:
        raise PermissionDenied
    source = normalised(source)
    known = known_about(thread=thread, author=author, submission=submission, day=key_day(now))
    if known.first and (first := _already_posted(submission, author, source)):
        return first
    if not thread.is_open(now, known.discussion):
        raise ThreadClosed
    addressed = addressed_in(source, thread.pk)
    html = check_comment(source, addressed.links)
    verdict = decide(
        facts_to_judge(
            thread=thread,
            author=author,
            discussion=known.discussion,
            public_comments=known.public_comments,
            seconds_on_form=seconds_on_form,
        )
    )
    hashed, day = hashed_network(network, now, known.key)
    comment = Comment(
        thread=thread,
        parent=parent,
        author=author,
        source=source,
        html=html,
        renderer=RENDERER_VERSION,
        language=language,
        office=ask_for_office(thread, author) if official else "",
        state=verdict.state,
        posted_at=now,
        submission=submission,
        network_hash=hashed,
        network_day=day,
    )
    stems = stems_of_comment(comment) if verdict.state is State.PUBLIC else None
    try:
        with transaction.atomic():
            _store(comment, author, verdict, stems, now)
            if addressed.people:
                note_mentions(comment, addressed.people)
    except (IntegrityError, PostingTooFast):  # the same form, sent twice at once
        if first := _already_posted(submission, author, source):
            return first
        raise
    logger.info("comment.posted", extra={"comment": comment.pk, "state": str(verdict.state)})
    return comment


def _already_posted(submission: UUID, author: User, source: str) -> Comment | None:
    first = Comment.objects.filter(submission=submission).with_threads().first()
    if first is None:
        return None
    if first.author_id != author.pk:
        raise PermissionDenied
    if source != first.source and not first.versions.filter(source=source).exists():
        raise OtherTextPosted(first)
    return first


def _count_in(author: User, public: int, now: datetime) -> None:
    """Add to the person's record, and look at their pace under its lock.

    What the same person posts elsewhere is in, or waits.
    """
    is_limited = settings.COMMENTS_PER_MINUTE and not author.roles
    if is_limited and not public:
        hold_record(author.pk)
    credit(author.pk, public=public, removed=0)
    if is_limited and is_too_fast(posted_lately(author, now - MINUTE), settings.COMMENTS_PER_MINUTE):
        raise PostingTooFast


def _store(comment: Comment, author: User, verdict: Verdict, stems: Stems | None, now: datetime) -> None:
    """Give the comment its number and place, and count it. Everything that judges lies behind us."""
    public = int(verdict.state is State.PUBLIC)
    figures = advance(
        comment.thread_id,
        numbers=1,
        public_seqs=public,
        public_count=public,
        shown_roots=public if comment.parent_id is None else 0,
        version=public,
    )
    _count_in(author, public, now)
    place = _place_below(comment)
    comment.number = comment.thread.last_number = figures.last_number
    comment.thread.shown_roots = figures.shown_roots
    comment.public_seq = figures.last_public_seq if public else None
    comment.path = paths.path_below(place.path, comment.number)
    comment.root_id = place.root_id
    comment.depth = paths.depth_of(comment.path)
    _INSERT(comment)
    if stems is not None:
        index_new_comment(comment, stems)
    count_above(comment.thread_id, comment.path, public)
    entry = entry_about(
        comment,
        move="post",
        actor=author.as_actor(),
        from_state="",
        to_state=verdict.state,
        reason=verdict.reason,
        now=now,
    )
    _LOG(entry)
    settle_drafts(comment, now=now)
    if public:
        tell(Notice.THREAD, comment, now=now)


def _place_below(comment: Comment) -> _Place:
    """Look at the parent once more, now that nobody else can move it."""
    if comment.parent_id is None:
        return _Place()
    parent = _PARENT.one(parent=comment.parent_id, thread=comment.thread_id)
    if parent is None:
        raise NotAnswerable
    path, root_id = parent
    return _Place(path, root_id or comment.parent_id)
