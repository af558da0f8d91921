"""What an import did, in figures and examples."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from django.utils.functional import Promise

from blog.rules.wordpress import Survey
from blog.rules.wordpress.losses import Loss
from comments.rules.states import State
from markup.characters import one_line

EXAMPLES = 3
LONGEST_EXAMPLE = 60  # characters


class Kind(StrEnum):
    POST = "post"
    PAGE = "page"
    COMMENT = "comment"
    CATEGORY = "category"
    TAG = "tag"
    PERSON = "person"
    PICTURE = "picture"
    REDIRECT = "redirect"


class Outcome(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"  # was there already
    LEFT = "left"  # somebody changed it here


@dataclass
class Tally:
    """How often something happened, and where it happened first."""

    count: int = 0
    examples: list[str] = field(default_factory=list)


class Told(Protocol):
    """One kind of change or loss: which group of the report it belongs to, and what it says."""

    @property
    def group(self) -> str: ...

    @property
    def words(self) -> Promise: ...


@dataclass(kw_only=True)
class Tallies[Kept: Told]:
    """What is counted in every import; a dry run counts the same."""

    outcomes: Counter[tuple[Kind, Outcome]] = field(default_factory=Counter)
    comment_states: Counter[State] = field(default_factory=Counter)  # of the new ones
    losses: dict[Kept, Tally] = field(default_factory=dict)

    def count(self, kind: Kind, outcome: Outcome, number: int = 1) -> None:
        if number:
            self.outcomes[kind, outcome] += number

    def tell(self, loss: Kept, example: str = "", number: int = 1) -> None:
        """Count a change or loss. The first examples are kept: titles and names, never mail addresses."""
        if not number:
            return
        tally = self.losses.setdefault(loss, Tally())
        tally.count += number
        example = one_line(example)[:LONGEST_EXAMPLE]
        if example and example not in tally.examples and len(tally.examples) < EXAMPLES:
            tally.examples.append(example)


@dataclass
class ImportReport(Tallies[Loss]):
    """Everything that is told after an import from WordPress."""

    survey: Survey
    is_dry: bool
