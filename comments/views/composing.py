"""The composer as its template gets it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.gate import missing_step
from accounts.models import User
from comments.actions.offices import office_in
from comments.models import Comment, Draft, Thread
from comments.rules import mentions
from comments.views import words
from markup import SafeHTML

AnyUser = User | AnonymousUser


@dataclass(frozen=True)
class Composer:
    """The form for a comment: what stands in it, and what is said about it.

    `problem` is why it came back, `flaw` why there is no preview,
    `left_out` which of its names address nobody. `in_place`: it was opened under a comment and
    answers there. `office`: as what the writer may speak for the house, in words; `official`: they do.
    `quiet`: the writer wants no news of answers.
    `notices` is what its writer should know beforehand, in a line each.
    `sign_in` and `sign_up` are addresses for somebody who has to do that first, `redress` is that of the page
    which says why a measure forbids to write. `revision` and `kept_at` are
    those of the draft that stands in it, `other` are words that another device kept in its place.
    """

    text: str = ""
    parent: Comment | None = None
    submission: UUID | None = None
    started: str = ""
    problem: str = ""
    preview: SafeHTML | None = None
    left_out: str = ""
    flaw: str = ""
    in_place: bool = False
    focus: bool = False
    cancel: str = ""
    sign_in: str = ""
    sign_up: str = ""
    redress: str = ""
    notices: Sequence[str] = ()
    office: str = ""
    official: bool = False
    quiet: bool = False
    revision: int | None = None
    kept_at: datetime | None = None
    other: str = ""

    @property
    def key(self) -> int:
        """Makes the ids of several open forms differ."""
        return self.parent.pk if self.parent else 0


def draft_of(reader: AnyUser, thread_id: int, parent_id: int | None) -> Draft | None:
    """Return what the reader has kept in this place; nobody else's is ever looked for."""
    if not reader.is_authenticated:
        return None
    return Draft.objects.of(reader).at(thread_id, parent_id).not_posted().first()


def with_draft(composer: Composer, draft: Draft | None) -> Composer:
    """Put a draft into the form; the form goes on under its key, so that it is posted once."""
    if draft is None:
        return composer
    return replace(
        composer,
        text=draft.text,
        submission=draft.submission,
        revision=draft.revision,
        kept_at=draft.saved_at,
        other=draft.other,
    )


def office_offered(request: HttpRequest, thread: Thread, *, is_host: bool | None = None) -> str:
    """Return as what the reader may answer officially here, in words; empty for most.

    `is_host`, whether they wrote the page, is asked for if it is not known. The staff speak for the house
    only where they could enter its pages: with a second factor shown.
    """
    reader = request.user
    if not reader.is_authenticated or (reader.roles and missing_step(request)):
        return ""
    return words.office_label(office_in(thread, reader, is_host=is_host) or "")


def left_out_line(names: Sequence[str]) -> str:
    """Say which names of a text stay plain because enough people are addressed; empty if none do."""
    if not names:
        return ""
    facts = {"most": mentions.MOST, "names": ", ".join(f"@{name}" for name in names)}
    return (
        _("At most %(most)d people can be mentioned in one comment; these names stay plain: %(names)s")
        % facts
    )
