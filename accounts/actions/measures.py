"""Asking whether a measure stands against what somebody wants to do (M9)."""

from datetime import datetime

from django.core.exceptions import PermissionDenied

from accounts.models import Measure, User
from accounts.rules.measure_words import refusal_line
from accounts.rules.measures import Deed, forbids


class UnderMeasure(PermissionDenied):
    """A measure in force forbids it; `measure` is that one, and the words say until when."""

    def __init__(self, measure: Measure) -> None:
        super().__init__(f"measure {measure.pk}")
        self.measure = measure

    def __str__(self) -> str:
        return refusal_line(self.measure.kind, self.measure.ends_at)


def measure_on(person: User, now: datetime) -> Measure | None:
    """Return the hardest measure that binds `person` at `now`: one query."""
    return Measure.objects.about(person).in_force(now).hardest_first().first()


def ask_leave(*, person: User, deed: Deed, now: datetime) -> None:
    """Raise UnderMeasure if a measure forbids `person` this deed at `now`. One query."""
    measure = measure_on(person, now)
    if measure is not None and forbids(measure.kind, deed):
        raise UnderMeasure(measure)
