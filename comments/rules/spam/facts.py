"""What is known about a text when it is judged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from comments.rules.spam.bayes import NOTHING_LEARNT, Learnt, Marks, marks_of
from comments.rules.spam.watchlist import EMPTY, WatchedFor
from comments.rules.spam.words import Link, Reading, Word

NEW_COMMENTS = 3  # public ones; whoever has fewer is new
NEW_FOR = timedelta(days=1)
KNOWN_COMMENTS = 10


@dataclass(frozen=True)
class Facts:
    """`text` is Markdown as it will be stored.

    `trap_filled`: the form brought words in the field that people do not see. `member_for`: how long the
    account exists. `same_text`: how many comments with the same words the last 30 days brought.
    `lately`, `network_lately`: comments of the last hour by the author, and by others of the same network.
    `read`, `marks`: the text taken apart, and its marks, for whoever has done so already.
    """

    text: str
    seconds_on_form: float | None = None
    trap_filled: bool = False
    public_comments: int = 0
    removed_comments: int = 0
    member_for: timedelta = timedelta(0)
    same_text: int = 0
    lately: int = 0
    network_lately: int = 0
    watched: WatchedFor = EMPTY
    learnt: Learnt = NOTHING_LEARNT
    read: Reading | None = None
    marks: Marks | None = None

    @property
    def is_new(self) -> bool:
        """Whether little is known of the author."""
        return self.public_comments < NEW_COMMENTS or self.member_for < NEW_FOR

    @property
    def is_known(self) -> bool:
        """Whether the author said much here of which nearly nothing was removed."""
        return (
            self.public_comments >= KNOWN_COMMENTS
            and not self.is_new
            and self.removed_comments * 10 <= self.public_comments
        )

    @cached_property
    def reading(self) -> Reading:
        return self.read or Reading(self.text)

    @property
    def words(self) -> list[Word]:
        return self.reading.words

    @property
    def marks_to_compare(self) -> Marks:
        return marks_of(self.reading) if self.marks is None else self.marks

    @cached_property
    def links(self) -> list[Link]:
        """The addresses that a reader would call links."""
        return [link for link in self.hosts if link.sure]

    @property
    def hosts(self) -> list[Link]:
        """Everything that could be an address: for lists of domains."""
        return self.reading.hosts
