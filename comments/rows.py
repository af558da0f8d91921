"""A place in a conversation as its page gets it."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.functional import Promise

from comments.rules import reasons
from comments.rules.said import Said
from comments.rules.states import State


@dataclass(frozen=True)
class Tombstone:
    """The line that stays when a comment is gone and its answers are not: who took it away, and why."""

    state: State
    reason: str = ""

    @property
    def by_author(self) -> bool:
        return self.state is State.WITHDRAWN

    @property
    def by_moderation(self) -> bool:
        """Decided; a comment that somebody still has to look at is neither."""
        return self.state in {State.REMOVED, State.SPAM}

    @property
    def reason_label(self) -> str | Promise:
        return reasons.label(self.reason)


@dataclass(frozen=True, slots=True)
class Fold:
    """What stands at the end of a sub-thread that is not shown whole: the way to the rest of it.

    `under`: the number of the comment whose answers go on behind number `after` (0: from their beginning).
    `count` of them, None where nobody has counted. `name` is who wrote that comment, `deeper` that it is the
    last one that is shown. `head` is the number of the comment that stands at the head of the sub-thread.
    """

    head: int
    under: int
    after: int
    count: int | None
    name: str
    deeper: bool


@dataclass(slots=True)
class Row:
    """One place in the tree. A tombstone has no `comment`: neither words nor author are handed out.

    A row with a `fold` is no comment at all. `below`: public answers of any level; `reacted`: the
    viewer is among those who react.
    `depth` is where it is shown, 0 to 4. `answers_to` is the number of the comment that is answered, where
    the place alone does not say it; `away`: it is not on this page. `waiting_own` marks the viewer's own
    comment that nobody else sees yet, `reason` why it waits; `edit_waits` an own public one with a held edit.
    `role` is the author's in the house, empty for members. `public_seq` is its place in the order in which
    comments became public. `is_muted`: the viewer muted its author, so it has no `comment` and no tombstone.
    `official` is id and number of the first official answer to it.
    """

    id: int
    number: int
    comment: Said | None
    tombstone: Tombstone | None
    parent_id: int | None
    path: str
    below: int = 0
    reactions: int = 0
    reacted: bool = False
    is_picked: bool = False
    fold: Fold | None = None
    depth: int = 0
    answers_to: int | None = None
    away: bool = False
    waiting_own: bool = False
    reason: str = ""
    role: str = ""
    edit_waits: bool = False
    public_seq: int | None = None
    is_muted: bool = False
    official: tuple[int, int] | None = None
    answers: list[Row] = field(default_factory=list)
