"""What a case says of other moderators' work on it, for the one who reads it (M4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from comments.casework import Casework, casework_of
from comments.models import CaseNote, Claim, Comment, SecondOpinion
from comments.rules.casework import NOTES_SHOWN, minutes_left

OPINIONS: dict[str, Promise] = {
    "approve": gettext_lazy("I would publish it, or leave it up"),
    "remove": gettext_lazy("I would remove it"),
    "spam": gettext_lazy("I would mark it as spam"),
    "hold": gettext_lazy("I would hold it until more is known"),
}
ANSWERS: dict[str, Promise] = {
    "approve": gettext_lazy("%(who)s would publish it, or leave it up."),
    "remove": gettext_lazy("%(who)s would remove it."),
    "spam": gettext_lazy("%(who)s would mark it as spam."),
    "hold": gettext_lazy("%(who)s would hold it until more is known."),
}


@dataclass(frozen=True)
class NoteLine:
    note: CaseNote

    @property
    def who(self) -> str:
        return name_of(self.note.person)


@dataclass(frozen=True)
class OpinionLine:
    """A question for a second opinion, answered or not, as one moderator reads it."""

    asked: SecondOpinion
    viewer: int

    @property
    def who(self) -> str:
        return name_of(self.asked.asked_by)

    @property
    def is_wanted(self) -> bool:
        return self.asked.answered_at is None

    @property
    def may_answer(self) -> bool:
        return self.is_wanted and self.asked.asked_by_id != self.viewer

    @property
    def answer(self) -> str:
        """What somebody else would do."""
        return str(ANSWERS[self.asked.opinion]) % {"who": name_of(self.asked.answered_by)}


@dataclass(frozen=True)
class Work:
    """All of that for one case. `notes` are the latest ones, `claim` says who looks at it."""

    claim: str = ""
    is_mine: bool = False
    notes: list[NoteLine] = field(default_factory=list)
    opinion: OpinionLine | None = None


def work_on(comments: Iterable[Comment], viewer: int, now: datetime) -> dict[int, Work]:
    """Return it for each comment by its id; three queries."""
    return {pk: _work(found, viewer, now) for pk, found in casework_of(comments, now).items()}


def _work(found: Casework, viewer: int, now: datetime) -> Work:
    claim = found.claim
    return Work(
        claim=claim_line(claim, viewer, now) if claim else "",
        is_mine=claim is not None and claim.person_id == viewer,
        notes=[NoteLine(note) for note in found.notes[-NOTES_SHOWN:]],
        opinion=OpinionLine(found.opinion, viewer) if found.opinion else None,
    )


def name_of(person: User | None) -> str:
    """Return the name of a moderator, also of one whose account is gone."""
    return person.username if person else _("Somebody who is gone")


def claim_line(claim: Claim, viewer: int, now: datetime) -> str:
    """Say who looks at a comment, and for how many minutes more."""
    left = minutes_left(claim.until, now)
    facts = {"who": claim.person.username, "number": left}
    if claim.person_id == viewer:
        return (
            ngettext(
                "You look at this; it stays yours for %(number)d minute.",
                "You look at this; it stays yours for %(number)d minutes.",
                left,
            )
            % facts
        )
    return (
        ngettext(
            "%(who)s looks at this, for %(number)d minute more.",
            "%(who)s looks at this, for %(number)d minutes more.",
            left,
        )
        % facts
    )
