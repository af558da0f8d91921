"""The composer as its template gets it."""

from dataclasses import dataclass
from uuid import UUID

from comments.models import Comment
from markup import SafeHTML


@dataclass(frozen=True)
class Composer:
    """The form for a comment: what stands in it, and what is said about it.

    `problem` is why it came back, `flaw` why there is no preview. `in_place`: it was opened under a comment
    and answers there. `sign_in` and `sign_up` are addresses for somebody who has to do that first.
    """

    text: str = ""
    parent: Comment | None = None
    submission: UUID | None = None
    started: str = ""
    problem: str = ""
    preview: SafeHTML | None = None
    flaw: str = ""
    in_place: bool = False
    focus: bool = False
    cancel: str = ""
    sign_in: str = ""
    sign_up: str = ""
    wait_notice: str = ""

    @property
    def key(self) -> int:
        """Makes the ids of several open forms differ."""
        return self.parent.pk if self.parent else 0
