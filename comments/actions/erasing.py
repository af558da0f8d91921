"""What somebody said who leaves: kept without a name, emptied, or taken away (A5).

Why so: docs/decisions/0088-leaving.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from itertools import batched
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Q

from accounts.models import Mute, User
from accounts.rules.leaving import Choice
from accounts.rules.roles import system
from comments.actions.counters import advance
from comments.actions.indexing import index_comments
from comments.actions.moderate import moderate_all
from comments.actions.recount import recount_standings
from comments.actions.unsaying import Leaver, names_of, said_in, unsay
from comments.emptied import emptied
from comments.models import (
    AnswerWish,
    Case,
    CaseNote,
    Comment,
    CommentVersion,
    InboxEntry,
    Lesson,
    LogEntry,
    LogNote,
    Mention,
    Quotation,
    Reaction,
    Report,
    Ruled,
    SecondOpinion,
    Swept,
    Thread,
)
from comments.rules.leaving import Fate, fate_of
from comments.rules.notices import NEWS
from comments.rules.states import WITHDRAW, State
from markup import RENDERER_VERSION

BATCH = 100  # comments of one transaction

_NOBODYS: dict[str, Any] = {
    "author": None, "guest_name": "", "guest_mail": "", "guest_url": "", "submission": None,
    "network_hash": "", "network_day": None, "evidence": [],
}  # fmt: skip
_WITHOUT_WORDS: dict[str, Any] = {
    "source": "", "html": "", "text_key": None, "picked_at": None, "edited_at": None,
    "revised": False, "reaction_count": 0, "usefulness": 0.0,
}  # fmt: skip


def erase_comments(person: User, choice: Choice, now: datetime) -> bool:
    """Part with the next comments of `person`, all of one conversation; return whether there were any.

    What was written as a guest under a confirmed address of theirs counts as theirs.
    """
    thread_id = _threads_of(person).first()
    if thread_id is None:
        return _claim_what_was_said_as_guest(person)
    with transaction.atomic():
        advance(thread_id)
        comments = list(Comment.objects.of(person).in_thread(thread_id).order_by("pk")[:BATCH])
        _part_with(comments, thread_id, person, choice, now)
        advance(thread_id, version=1)
    return True


def unname_elsewhere(person: User, choice: Choice, now: datetime) -> bool:
    """Take the name out of the next conversation where somebody still addresses the person."""
    thread_id = Mention.objects.filter(person=person).values_list("comment__thread", flat=True).first()
    if thread_id is None:
        return False
    with transaction.atomic():
        advance(thread_id)
        unsay(thread_id, Leaver(names_of(person)))
        Mention.objects.filter(person=person, comment__thread=thread_id).delete()
        advance(thread_id, version=1)
    return True


def _claim_what_was_said_as_guest(person: User) -> bool:
    """Let it be theirs, so that the next batches part with it; return whether there was any.

    There is no index on addresses of guests: all comments are read, while nobody waits for a transaction.
    """
    theirs = Q(pk__in=[])
    for mail in EmailAddress.objects.filter(user=person, verified=True).values_list("email", flat=True):
        theirs |= Q(guest_mail__iexact=mail)
    ids = list(Comment.objects.filter(theirs, author=None).values_list("pk", flat=True))
    for some in batched(ids, BATCH):
        with transaction.atomic():
            guests = Comment.objects.filter(pk__in=some, author=None)
            guests.update(author=person, guest_name="", guest_mail="", guest_url="")
            recount_standings(people=[person.pk])
    return bool(ids)


def _threads_of(person: User) -> Any:
    return Comment.objects.of(person).order_by("thread", "pk").values_list("thread", flat=True)


def _part_with(
    comments: Sequence[Comment], thread_id: int, person: User, choice: Choice, now: datetime
) -> None:
    """Let these comments be nobody's; the row of their conversation is held."""
    ids = [comment.pk for comment in comments]
    said = None if choice is Choice.NAMELESS else said_in(comments)
    unsay(thread_id, Leaver(names_of(person), said, frozenset(ids)))
    Mention.objects.filter(person=person, comment__thread=thread_id).delete()
    _forget_what_was_said_about(ids, person)
    by_fate: dict[Fate, list[Comment]] = defaultdict(list)
    for comment in comments:
        fate = fate_of(choice, State(comment.state), is_official=bool(comment.office))
        by_fate[fate].append(comment)
    if going := by_fate[Fate.WITHDRAWN]:
        moderate_all(comments=going, move=WITHDRAW, actor=system("leaving"), tells_author=False, now=now)
    _keep(by_fate[Fate.STAYS])
    _empty(by_fate[Fate.EMPTIED])
    _forget([*going, *by_fate[Fate.FORGOTTEN]])


def _forget_what_was_said_about(ids: Sequence[int], person: User) -> None:
    """Cases, appeals, notes and the words of reports go; that something was decided stays in the log."""
    for model in (Case, CaseNote, SecondOpinion, Ruled, Swept):
        model._default_manager.filter(comment__in=ids).delete()
    Report.objects.filter(comment__in=ids).update(text="")
    entries = LogEntry.objects.filter(comment_id__in=ids).values("pk")
    LogNote.objects.filter(entry_id__in=entries).delete()
    AnswerWish.objects.filter(comment__in=ids).delete()
    # Who muted them must not be told of their words now that these are nobody's.
    deaf = Mute.objects.filter(muted=person).values("person")
    InboxEntry.objects.filter(comment__in=ids, person__in=deaf, kind__in=NEWS).delete()


def _keep(comments: Sequence[Comment]) -> None:
    """Keep what readers have, and no other text of it."""
    ids = [comment.pk for comment in comments]
    texts = CommentVersion.objects.filter(comment__in=ids)
    readable = texts.filter(pk__in=CommentVersion.objects.for_readers().filter(comment__in=ids).values("pk"))
    texts.exclude(pk__in=list(readable.values_list("pk", flat=True))).delete()
    texts.update(written_by=None, network_hash="", network_day=None, evidence=[])
    Comment.objects.filter(pk__in=ids).update(**_NOBODYS)


def _empty(comments: Sequence[Comment]) -> None:
    """Put a line in the place of the words; the comment stays where it is."""
    _drop_texts(comments)
    for language, (line, html) in emptied().items():
        ids = [comment.pk for comment in comments if comment.language == language]
        words = {"source": line, "html": html, "renderer": RENDERER_VERSION}
        Comment.objects.filter(pk__in=ids).update(**_NOBODYS | _WITHOUT_WORDS | words)
    index_comments(Comment.objects.filter(pk__in=[comment.pk for comment in comments]))


def _forget(comments: Sequence[Comment]) -> None:
    """Leave nothing but the place."""
    _drop_texts(comments)
    ids = [comment.pk for comment in comments]
    Comment.objects.filter(pk__in=ids).update(**_NOBODYS | _WITHOUT_WORDS)


def _drop_texts(comments: Sequence[Comment]) -> None:
    """Drop what hangs on words that go: earlier texts, quotations, names in them, what was learnt, praise."""
    ids = [comment.pk for comment in comments]
    Quotation.objects.filter(quoted_version__comment__in=ids).delete()
    Thread.objects.filter(pinned__in=ids).update(pinned=None)
    for model in (Quotation, CommentVersion, Mention, Lesson, Reaction):
        model._default_manager.filter(comment__in=ids).delete()
