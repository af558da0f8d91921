"""The composer as its template gets it."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest

from accounts.gate import missing_step
from comments.actions.offices import office_in
from comments.models import Comment, Thread
from comments.views import words
from markup import SafeHTML


@dataclass(frozen=True)
class Composer:
    """The form for a comment: what stands in it, and what is said about it.

    `problem` is why it came back, `flaw` why there is no preview,
    `left_out` which of its names address nobody. `in_place`: it was opened under a comment and
    answers there. `office`: as what the writer may speak for the house, in words; `official`: they do.
    `sign_in` and `sign_up` are addresses for somebody who has to do that first.
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
    wait_notice: str = ""
    office: str = ""
    official: bool = False

    @property
    def key(self) -> int:
        """Makes the ids of several open forms differ."""
        return self.parent.pk if self.parent else 0


def office_offered(request: HttpRequest, thread: Thread) -> str:
    """Return as what the reader may answer officially here, in words; empty for most.

    The staff speak for the house only where they could enter its pages: with a second factor shown.
    """
    reader = request.user
    if not reader.is_authenticated or (reader.roles and missing_step(request)):
        return ""
    return words.office_label(office_in(thread, reader) or "")
