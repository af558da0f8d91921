"""A comment as a moderator sees it: with its context, its author's record, and why it is here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments.history import Decision, decisions_about
from comments.models import Comment
from comments.redactions import with_bars_in_words
from comments.rules import editing, reasons
from comments.rules.spam.findings import sentence, spans_of
from comments.rules.states import APPROVE, BY_MODERATORS, HOLD, REMOVE, SPAM, Move, State
from comments.views import words
from comments.views.decisions import decision_line, record_of
from comments.views.work import Work, work_on
from markup import SafeHTML, excerpt, with_words_marked

NOBODYS = Work()
PARENT_WORDS = 160  # characters of the answered comment
LABELS: dict[str, tuple[Promise, str]] = {
    APPROVE.name: (gettext_lazy("Approve"), "a"),
    REMOVE.name: (gettext_lazy("Remove"), "r"),
    SPAM.name: (gettext_lazy("Spam"), "s"),
    HOLD.name: (gettext_lazy("Hold"), "h"),
}


@dataclass(frozen=True)
class Button:
    """One move that is offered, with the key that presses it."""

    name: str
    label: Promise
    key: str


@dataclass(frozen=True)
class CaseRow:
    """One comment of the queue. `following` is the id of the next one, to land at after a decision."""

    comment: Comment
    decisions: list[Decision]
    following: int | None = None
    work: Work = NOBODYS  # what other moderators are at

    field = "comment"  # of the form that decides

    @property
    def anchor(self) -> str:
        return row_anchor(self.comment.pk)

    @property
    def token(self) -> str:
        """What a decision says it has seen: the comment, its state, and which of its texts."""
        return f"{self.comment.pk}:{self.comment.state}:{self.comment.text_number}"

    @property
    def seen(self) -> str:
        """The same, for a claim or a question that is about the comment alone."""
        return f"{self.comment.state}:{self.comment.text_number}"

    @property
    def at(self) -> datetime:
        return self.comment.posted_at

    @property
    def name(self) -> str:
        return words.name_of(self.comment)

    @property
    def parent_name(self) -> str:
        return words.name_of(self.comment.parent)

    @property
    def parent_words(self) -> str:
        return (
            excerpt(with_bars_in_words(self.comment.parent.html), PARENT_WORDS) if self.comment.parent else ""
        )

    @property
    def is_first(self) -> bool:
        """Whether nothing of this author was ever decided in favour of or against."""
        author = self.comment.author
        standing = getattr(author, "standing", None) if author else None
        return author is not None and not (standing and standing.public_comments + standing.removed_comments)

    @property
    def record(self) -> str:
        return record_of(self.comment.author)

    @property
    def spoken(self) -> str:
        facts = {
            "number": self.comment.number,
            "name": self.name,
            "title": words.title_of(self.comment.thread),
        }
        return _("#%(number)d by %(name)s in “%(title)s”") % facts

    @property
    def why(self) -> str:
        """Why the comment is where it is: what held it, or who decided."""
        if not self.decisions:
            return ""
        about_it = [each for each in self.decisions if each.entry.move not in editing.MOVES]
        latest = (about_it or self.decisions)[-1]
        if latest.entry.move == "post":
            return str(reasons.label(latest.entry.reason))
        return decision_line(latest)

    @property
    def findings(self) -> list[str]:
        """What the checks found in the text that is to be read, in words."""
        return [words_of for found in self.comment.evidence if (words_of := sentence(found))]

    @property
    def body(self) -> SafeHTML:
        """The text, with the words marked that made a check speak."""
        if not self.comment.evidence:
            return self.comment.html
        source = self.comment.source
        return with_words_marked(
            self.comment.html, {source[start:end] for start, end in spans_of(self.comment.evidence)}
        )

    @property
    def moves(self) -> list[Button]:
        return buttons(State(self.comment.state))


def row_anchor(comment_id: int) -> str:
    """Return where the row of a comment stands on the page of the queue."""
    return f"q{comment_id}"


def case_rows(comments: Sequence[Comment], *, viewer: int, now: datetime) -> list[CaseRow]:
    """Return rows for comments loaded with author, standing, parent and thread; six more queries."""
    decisions, work = decisions_about(comments), work_on(comments, viewer, now)
    return [
        CaseRow(comment, decisions.get(comment.pk, []), after.pk if after else None, work[comment.pk])
        for comment, after in zip_longest(comments, comments[1:])
    ]


def buttons(*states: State) -> list[Button]:
    """Return the moves that lead away from every one of these states."""
    return [button(move) for move in BY_MODERATORS if all(state in move.sources for state in states)]


def button(move: Move) -> Button:
    return Button(move.name, *LABELS[move.name])
