"""Asking whether a measure stands against what somebody wants to do (M9)."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts.models import Measure, User
from accounts.rules.measure_words import refusal_line
from accounts.rules.measures import Deed, forbids


class UnderMeasure(PermissionDenied):
    """A measure in force forbids it, and the words say until when; `where` names the page that tells more."""

    where = "comments:measures"

    def __init__(self, measure: Measure) -> None:
        super().__init__(f"measure {measure.pk}")
        self.measure = measure

    def __str__(self) -> str:
        return refusal_line(self.measure.kind, self.measure.ends_at)


class Leaves(UnderMeasure):
    """The account is about to be erased, as its person wished: nothing new is said from it meanwhile."""

    where = "accounts:leave"

    def __init__(self, person: User) -> None:
        PermissionDenied.__init__(self, f"person {person.pk} leaves")
        self.person = person

    def __str__(self) -> str:
        words = _("Your account will be deleted on %(day)s, so nothing can be written from it any more.")
        day = date_format(localtime(self.person.leaving_at), "DATE_FORMAT") if self.person.leaving_at else ""
        return words % {"day": day}


def ask_stays(person: User) -> None:
    """Raise Leaves if the account is about to be erased. No query."""
    if person.leaving_at is not None:
        raise Leaves(person)


def measure_on(person: User, now: datetime) -> Measure | None:
    """Return the hardest measure that binds `person` at `now`: one query."""
    return Measure.objects.about(person).in_force(now).hardest_first().first()


def ask_leave(*, person: User, deed: Deed, now: datetime) -> None:
    """Raise UnderMeasure if a measure forbids `person` this deed at `now`, or their leaving. One query."""
    ask_stays(person)
    measure = measure_on(person, now)
    if measure is not None and forbids(measure.kind, deed):
        raise UnderMeasure(measure)
