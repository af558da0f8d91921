"""Measures in words, for the person they bind and for moderators."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.models import Measure
from accounts.rules.measure_words import effect_line, moment
from accounts.rules.measures import Sanction
from comments.rules import reasons


@dataclass(frozen=True)
class MeasureRow:
    """One measure as it stands `at` this moment."""

    measure: Measure
    at: datetime

    @property
    def in_force(self) -> bool:
        return self.measure.is_in_force(self.at)

    @property
    def ground(self) -> str | Promise:
        return reasons.label(self.measure.ground)

    @property
    def effect(self) -> str:
        return effect_line(self.measure.kind, self.measure.ends_at)

    @property
    def standing(self) -> str:
        """Whether it holds, in a few words."""
        measure = self.measure
        if measure.lifted_at is not None:
            return _("lifted on %(when)s") % {"when": moment(measure.lifted_at)}
        if measure.kind == Sanction.WARN:
            return _("said once")
        if not self.in_force:
            return _("ended on %(when)s") % {"when": moment(measure.ends_at)}
        if measure.ends_at is None:
            return _("in force until it is lifted")
        return _("in force until %(when)s") % {"when": moment(measure.ends_at)}

    @property
    def may_appeal(self) -> bool:
        """Whether its person may still ask that somebody looks again."""
        return self.measure.appealed_at is None and self.measure.lifted_at is None

    @property
    def waits(self) -> bool:
        """Whether an appeal waits for an answer."""
        return self.measure.appealed_at is not None and self.measure.answered_at is None


def rows_of(measures: Iterable[Measure], now: datetime) -> list[MeasureRow]:
    return [MeasureRow(measure, now) for measure in measures]
