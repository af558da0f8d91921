"""What is known about a text when it is judged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from comments.rules.spam.bayes import NOTHING_LEARNT, Learnt, Marks, marks_of
from comments.rules.spam.watchlist import EMPTY, WatchedFor
from comments.rules.spam.words import Link, Word, links_in, words_in

NEW_COMMENTS = 3  # public ones; whoever has fewer is new
NEW_FOR = timedelta(days=1)
KNOWN_COMMENTS = 10


@dataclass(frozen=True)
class Facts:
    """`text` is Markdown as it will be stored.

    `trap_filled`: the form brought words in the field that people do not see. `member_for`: how long the
    account exists. `same_text`: how many comments with the same words the last 30 days brought.
    `lately`, `network_lately`: comments of the last hour by the author, and by others of the same network.
    `marks`: those of the text, for whoever has asked already.
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
    def words(self) -> list[Word]:
        return words_in(self.text)

    @property
    def marks_to_compare(self) -> Marks:
        return marks_of(self.text) if self.marks is None else self.marks

    @cached_property
    def links(self) -> list[Link]:
        """The addresses that a reader would call links."""
        return [link for link in self.hosts if link.sure]

    @cached_property
    def hosts(self) -> list[Link]:
        """Everything that could be an address: for lists of domains."""
        return links_in(self.text)
