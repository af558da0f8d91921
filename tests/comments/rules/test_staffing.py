"""In which hours somebody reads, by the clock on the wall, also in the two nights in which it jumps."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from comments.rules.staffing import (
    Calendar,
    CalendarRefused,
    Fault,
    calendar_from,
    next_change,
    read_calendar,
    staffed,
    typed_days_off,
    typed_week,
    write_calendar,
)

BERLIN = ZoneInfo("Europe/Berlin")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def a_calendar(off: str = "", **days: str) -> Calendar:
    return calendar_from([days.get(day, "") for day in DAYS], off)


def here(*moment: int, fold: int = 0) -> datetime:
    return datetime(*moment, tzinfo=BERLIN, fold=fold).astimezone(UTC)


def utc(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=UTC)


OFFICE = a_calendar(mon="9-12, 14-18", fri="22-2")


@pytest.mark.parametrize(
    ("moment", "is_it"),
    [
        (here(2026, 3, 16, 8, 59), False),
        (here(2026, 3, 16, 9), True),
        (here(2026, 3, 16, 11, 59), True),
        (here(2026, 3, 16, 12), False),
        (here(2026, 3, 16, 14), True),
        (here(2026, 3, 17, 10), False),
        (here(2026, 3, 20, 23, 59), True),
        (here(2026, 3, 21, 1, 59), True),  # Saturday, still Friday's span
        (here(2026, 3, 21, 2), False),
    ],
)
def test_somebody_is_there_within_the_spans_of_the_day(moment, is_it):
    assert staffed(moment, OFFICE, BERLIN) is is_it


@pytest.mark.parametrize(
    ("moment", "turns"),
    [
        (here(2026, 3, 16, 8), here(2026, 3, 16, 9)),
        (here(2026, 3, 16, 9), here(2026, 3, 16, 12)),
        (here(2026, 3, 16, 18), here(2026, 3, 20, 22)),
        (here(2026, 3, 20, 22), here(2026, 3, 21, 2)),
        (here(2026, 3, 21, 2), here(2026, 3, 23, 9)),
    ],
)
def test_the_next_change_is_when_somebody_comes_or_goes(moment, turns):
    assert next_change(moment, OFFICE, BERLIN) == turns


NIGHTS = a_calendar(sat="22-2:15", sun="2:15-2:45, 3-4")


@pytest.mark.parametrize(
    ("moment", "turns"),
    [
        # 2026-03-29: after 1:59 comes 3:00, which is 1:00 UTC. The span from 2:15 to 2:45 takes no place.
        (utc(2026, 3, 28, 21), utc(2026, 3, 29, 2)),  # from 22:00 on somebody is there up to 4:00
        (utc(2026, 3, 29, 0, 59), utc(2026, 3, 29, 2)),
        # 2026-10-25: after 2:59 it is 2:00 once more. What begins at 2:15 does so at the first time.
        (utc(2026, 10, 24, 20), utc(2026, 10, 25, 1, 45)),  # and what ends at 2:45 does so at the second
        (utc(2026, 10, 25, 0, 50), utc(2026, 10, 25, 1, 45)),
        (utc(2026, 10, 25, 1, 45), utc(2026, 10, 25, 2)),
    ],
)
def test_both_nights_in_which_the_clock_jumps_are_right(moment, turns):
    assert next_change(moment, NIGHTS, BERLIN) == turns


@pytest.mark.parametrize(
    ("typed", "moment", "is_it"),
    [
        ("2:15-2:45", utc(2026, 3, 29, 1), False),  # lies in the missing hour
        ("1-2:30", utc(2026, 3, 29, 0, 59), True),  # 1:59, then the clock jumps past the end
        ("1-2:30", utc(2026, 3, 29, 1), False),
        ("2:30-5", utc(2026, 3, 29, 1), True),  # 3:00: the beginning was jumped over
        ("2:30-5", utc(2026, 3, 29, 0, 59), False),
        ("2:15-2:45", utc(2026, 10, 25, 0, 15), True),  # the first 2:15
        ("2:15-2:45", utc(2026, 10, 25, 0, 50), True),  # between the two: goes on
        ("2:15-2:45", utc(2026, 10, 25, 1, 44), True),  # the second 2:44
        ("2:15-2:45", utc(2026, 10, 25, 1, 45), False),
        ("0-24", utc(2026, 10, 25, 22, 59), True),  # a day of 25 hours
        ("0-24", utc(2026, 10, 25, 23), False),
    ],
)
def test_a_span_at_the_jump_is_what_the_clock_on_the_wall_says(typed, moment, is_it):
    assert staffed(moment, a_calendar(sun=typed), BERLIN) is is_it


def test_on_a_day_off_no_span_begins_but_that_of_the_evening_before_goes_on():
    calendar = a_calendar("2026-03-21 – 2026-03-23", fri="22-2", sat="9-12", mon="9-12", tue="9-12")

    assert staffed(here(2026, 3, 21, 1), calendar, BERLIN)
    assert next_change(here(2026, 3, 21, 2), calendar, BERLIN) == here(2026, 3, 24, 9)


def test_a_holiday_ends_a_watch_around_the_clock():
    calendar = a_calendar("24.12.2026", **dict.fromkeys(DAYS, "0-24"))

    assert next_change(here(2026, 12, 1), calendar, BERLIN) == here(2026, 12, 24)
    assert next_change(here(2026, 12, 24, 5), calendar, BERLIN) == here(2026, 12, 25)


def test_without_a_calendar_somebody_is_always_there():
    assert staffed(here(2026, 3, 16, 3), Calendar(), BERLIN)
    assert next_change(here(2026, 3, 16, 3), Calendar(), BERLIN) is None


def test_a_watch_around_the_clock_never_changes():
    calendar = a_calendar(**dict.fromkeys(DAYS, "0-24"))

    assert staffed(here(2026, 3, 16, 3), calendar, BERLIN)
    assert next_change(here(2026, 3, 16, 3), calendar, BERLIN) is None


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("9-12, 14:00–18:30", "09:00–12:00, 14:00–18:30"),
        ("14-18; 9.15 - 12", "09:15–12:00, 14:00–18:00"),
        ("9 bis 12 und 14 bis 18", "09:00–12:00, 14:00–18:00"),
        ("22–2", "22:00–02:00"),
        ("0-24", "00:00–24:00"),
        ("", ""),
    ],
)
def test_times_are_read_as_people_type_them(typed, read):
    assert typed_week(a_calendar(wed=typed))[2] == read


@pytest.mark.parametrize(
    ("days", "fault", "day"),
    [
        ({"mon": "nine to five"}, Fault.UNREADABLE, 0),
        ({"tue": "9-1214-18"}, Fault.UNREADABLE, 1),
        ({"tue": "9-25"}, Fault.NO_SUCH_TIME, 1),
        ({"tue": "9-12:60"}, Fault.NO_SUCH_TIME, 1),
        ({"tue": "24-3"}, Fault.NO_SUCH_TIME, 1),
        ({"wed": "9-9"}, Fault.EMPTY, 2),
        ({"thu": "9-12, 11-13"}, Fault.OVERLAP, 3),
        ({"thu": "9-12, 9-12"}, Fault.OVERLAP, 3),
        ({"thu": "22-2", "fri": "1-3"}, Fault.OVERLAP, 4),
        ({"sun": "22-2", "mon": "1-3"}, Fault.OVERLAP, 0),
        ({"sat": "0-1, 2-3, 4-5, 6-7, 8-9, 10-11, 12-13"}, Fault.MANY_SPANS, 5),
    ],
)
def test_nonsense_and_overlaps_are_refused_at_their_day(days, fault, day):
    with pytest.raises(CalendarRefused) as refused:
        a_calendar(**days)

    assert (refused.value.fault, refused.value.day) == (fault, day)


@pytest.mark.parametrize(
    ("off", "fault", "line"),
    [
        ("Christmas", Fault.UNREADABLE, 1),
        ("2026-12-24\n2026-02-30", Fault.NO_SUCH_DATE, 2),
        ("2026-12-24 – 2026-12-23", Fault.BACKWARDS, 1),
        ("2026-01-01 – 2027-01-02", Fault.LONG, 1),
        ("2026-01-01 2026-01-02", Fault.UNREADABLE, 1),
        ("\n".join(["2026-12-24"] * 101), Fault.MANY_DATES, None),
    ],
)
def test_days_off_that_are_none_are_refused_at_their_line(off, fault, line):
    with pytest.raises(CalendarRefused) as refused:
        a_calendar(off)

    assert (refused.value.fault, refused.value.line) == (fault, line)


def test_what_is_stored_is_read_back_as_it_was():
    calendar = a_calendar("24.12.2026 bis 1.1.2027\n2026-05-01", mon="9-12, 14-18", sun="22-2, 8-9")

    assert read_calendar(write_calendar(calendar)) == calendar
    assert calendar.off[1] == (date(2026, 12, 24), date(2027, 1, 1))
    assert typed_days_off(calendar) == "2026-05-01\n2026-12-24 – 2027-01-01"
