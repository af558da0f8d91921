"""The part of the settings that says when somebody reads comments, and what applies when nobody does."""

from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments.models.thread import Unstaffed
from comments.rules import staffing
from comments.rules.staffing import DAYS, CalendarRefused, Fault, calendar_from, read_calendar, write_calendar

OFF = "days_off"
FAULTS: dict[Fault, Promise] = {
    Fault.UNREADABLE: gettext_lazy("“%(piece)s” cannot be read. Write: 9–12, 14–18"),
    Fault.NO_SUCH_TIME: gettext_lazy("“%(piece)s”: there is no such time. A day goes from 0:00 to 24:00."),
    Fault.EMPTY: gettext_lazy("“%(piece)s” begins and ends at the same time. The whole day is 0–24."),
    Fault.OVERLAP: gettext_lazy("These two overlap: %(piece)s"),
    Fault.MANY_SPANS: gettext_lazy("At most %(most)d spans a day, please."),
    Fault.NO_SUCH_DATE: gettext_lazy("Line %(line)d: there is no such date as “%(piece)s”."),
    Fault.BACKWARDS: gettext_lazy("Line %(line)d: “%(piece)s” ends before it begins."),
    Fault.LONG: gettext_lazy("Line %(line)d: “%(piece)s” is longer than a year."),
    Fault.MANY_DATES: gettext_lazy("At most %(most)d lines, please."),
}
UNREADABLE_DATE = gettext_lazy("Line %(line)d, “%(piece)s”, cannot be read. Write: 2026-12-24 – 2027-01-01")
MOST = {Fault.MANY_SPANS: staffing.MOST_SPANS, Fault.MANY_DATES: staffing.MOST_OFF}


def _day(number: int) -> forms.CharField:
    return forms.CharField(label=WEEKDAYS[number], max_length=120, required=False)


class HoursForm(forms.Form):
    """A line for each day of the week, days off, and what applies in other hours."""

    unstaffed = forms.ChoiceField(
        label=gettext_lazy("When nobody reads"), choices=Unstaffed.choices, widget=forms.RadioSelect
    )
    mon, tue, wed, thu, fri, sat, sun = (_day(number) for number in range(7))
    days_off = forms.CharField(
        label=gettext_lazy("Days on which nobody reads"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "class": "code"}),
        help_text=gettext_lazy("One a line: 2026-12-24 or 2026-12-24 – 2027-01-01"),
    )
    mon.help_text = gettext_lazy(
        "From when to when somebody reads, in the time zone of the site: 9–12, 14–18. What goes past "
        "midnight is written at the day on which it begins: 22–2. Empty: nobody."
    )

    hours = ("unstaffed", *DAYS, OFF)

    @staticmethod
    def typed(stored: str) -> dict[str, str]:
        """Return the fields of a calendar that is stored."""
        calendar = read_calendar(stored)
        days = zip(DAYS, staffing.typed_week(calendar), strict=True)
        return {**dict(days), OFF: staffing.typed_days_off(calendar)}

    def clean(self) -> dict[str, Any]:
        """Put the calendar together as `staffed_hours`, in the place of its lines."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        lines = [given.pop(day, "") for day in DAYS]
        try:
            calendar = calendar_from(lines, given.pop(OFF, ""))
        except CalendarRefused as refusal:
            self.add_error(OFF if refusal.day is None else DAYS[refusal.day], _sentence(refusal))
            return given
        if calendar.is_empty and given.get("unstaffed") != Unstaffed.AS_ALWAYS:
            self.add_error("unstaffed", _("Say first when somebody reads: without hours nobody ever would."))
        given["staffed_hours"] = write_calendar(calendar)
        return given


def _sentence(refusal: CalendarRefused) -> str:
    words = FAULTS[refusal.fault]
    if refusal.fault is Fault.UNREADABLE and refusal.line is not None:
        words = UNREADABLE_DATE
    facts = {"piece": refusal.piece, "line": refusal.line, "most": MOST.get(refusal.fault)}
    return str(words) % facts
