"""What is typed is kept for its writer on every device, until it is posted (C5).

The last one to write wins, by the order in which the server hears of it. A form says which revision it has
seen; words that it has not seen are set aside, and their writer decides.
"""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet

from accounts.models import User
from comments.actions.counters import hold_record
from comments.models import Comment, Draft, Thread
from comments.rules.drafts import LONGEST, MOST, set_aside
from markup.characters import normalised

TRIES = 3  # to write a row that other devices write at the same moment


class DraftTooLong(Exception):
    """It is longer than a draft may be; the page that sent it still has it."""


class TooManyDrafts(Exception):
    """The person keeps as many drafts as possible; one has to be posted or discarded first."""


class DraftChanged(Exception):
    """Another device has changed the draft since it was loaded; nothing was done."""


@dataclass(frozen=True)
class Typed:
    """What a form holds. `seen`: the revision of the draft that it began with or wrote last, if any.

    `seen_text`: of the form of an edit, the number of the text that it was opened with.
    """

    text: str
    submission: UUID
    seen: int | None = None
    seen_text: int | None = None


@dataclass(frozen=True)
class Place:
    """Where somebody writes: below a thread, in answer to `parent`, or anew what `edited` says."""

    thread: Thread
    parent: Comment | None = None
    edited: Comment | None = None

    def drafts_of(self, person: User) -> QuerySet[Draft]:
        """The draft of a person here, as a queryset."""
        drafts = Draft.objects.of(person)
        if self.edited is not None:
            return drafts.of_edit(self.edited.pk)
        return drafts.at(self.thread.pk, self.parent.pk if self.parent else None)


def keep_draft(*, person: User, place: Place, typed: Typed, now: datetime) -> Draft | None:
    """Keep what was typed and return the draft; its `other` holds words that the form has not seen.

    Returns None where there is nothing to keep: a text that was emptied by a form that had seen it all, one
    that has been posted meanwhile, or what the edited comment says already. Raises DraftTooLong,
    TooManyDrafts, and DraftChanged where others are faster again and again.
    """
    if len(typed.text) > LONGEST:
        raise DraftTooLong
    for _ in range(TRIES - 1):
        with suppress(IntegrityError, DraftChanged):  # two devices at once; what the other wrote is there now
            return _keep(person, place, typed, now)
    return _keep(person, place, typed, now)


@transaction.atomic
def _keep(person: User, place: Place, typed: Typed, now: datetime) -> Draft | None:
    if Comment.objects.filter(submission=typed.submission).exists():
        return None
    if place.edited is not None and normalised(typed.text) == _words_of(place.edited):
        typed = replace(typed, text="")
    draft = place.drafts_of(person).first()
    if draft is None:
        return _begin(person, place, typed, now)
    if not typed.text.strip():
        return _empty(draft, typed, now)
    seen_all = typed.seen == draft.revision or draft.text == typed.text
    other = draft.other if seen_all else set_aside(typed.text, draft.text, draft.other)
    draft.seen_text = typed.seen_text
    return _change(draft, now, text=typed.text, other=other, submission=typed.submission)


def _words_of(comment: Comment) -> str:
    """The newest text of an own comment, also one that waits."""
    waiting = comment.versions.held().values_list("source", flat=True).first()
    return waiting or Comment.objects.values_list("source", flat=True).get(pk=comment.pk)


def _begin(person: User, place: Place, typed: Typed, now: datetime) -> Draft | None:
    if not typed.text.strip():
        return None
    hold_record(person.pk)  # who begins several at once is counted one after the other
    if Draft.objects.of(person).count() >= MOST:
        raise TooManyDrafts
    return Draft.objects.create(
        person=person,
        thread=place.thread,
        parent=place.parent,
        edited=place.edited,
        text=typed.text,
        submission=typed.submission,
        seen_text=typed.seen_text,
        saved_at=now,
    )


def _empty(draft: Draft, typed: Typed, now: datetime) -> Draft | None:
    """An emptied field discards the draft that it showed, and nothing that it did not show."""
    if typed.seen != draft.revision:
        return draft
    return discard_draft(draft=draft, now=now)


@transaction.atomic
def discard_draft(*, draft: Draft, now: datetime) -> Draft | None:
    """Drop the text; words that were set aside take its place, and are returned. None: nothing is left.

    Raises DraftChanged, as `swap_texts` and `drop_other` do.
    """
    if not draft.other.strip():
        _as_loaded(draft).delete()
        return None
    return _change(draft, now, text=draft.other, other="", submission=uuid4())


def swap_texts(*, draft: Draft, now: datetime) -> Draft:
    """Let the words that were set aside be the text, and the text stand aside."""
    return _change(draft, now, text=draft.other, other=draft.text, submission=uuid4())


def drop_other(*, draft: Draft, now: datetime) -> Draft:
    """Forget the words that were set aside."""
    return _change(draft, now, text=draft.text, other="", submission=draft.submission)


def settle_drafts(comment: Comment, *, now: datetime) -> None:
    """Drop the draft that became `comment`, in the transaction that posts it.

    Words that another device kept there were not posted, so they stay. The text may have been begun as an
    answer to a comment that has gone.
    """
    for draft in Draft.objects.filter(person=comment.author_id, thread=comment.thread_id, edited=None):
        with suppress(DraftChanged):
            if draft.submission == comment.submission:
                discard_draft(draft=draft, now=now)
            elif draft.parent_id == comment.parent_id and draft.other.strip() == comment.source.strip():
                drop_other(draft=draft, now=now)


def settle_edit(comment: Comment, *, submission: UUID | None, source: str, now: datetime) -> None:
    """Drop the draft that became another text of `comment`, in the transaction that stores it.

    Words that another device kept there were not saved, so they stay.
    """
    for draft in Draft.objects.filter(person=comment.author_id, edited=comment):
        with suppress(DraftChanged):
            if draft.submission == submission or normalised(draft.text) == source:
                discard_draft(draft=draft, now=now)
            elif normalised(draft.other) == source:
                drop_other(draft=draft, now=now)


def _change(draft: Draft, now: datetime, *, text: str, other: str, submission: UUID) -> Draft:
    changed = _as_loaded(draft).update(
        text=text,
        other=other,
        submission=submission,
        seen_text=draft.seen_text,
        saved_at=now,
        revision=F("revision") + 1,
    )
    if not changed:
        raise DraftChanged
    draft.refresh_from_db()
    return draft


def _as_loaded(draft: Draft) -> QuerySet[Draft]:
    """The row if nobody has changed it since."""
    return Draft.objects.filter(pk=draft.pk, revision=draft.revision)
