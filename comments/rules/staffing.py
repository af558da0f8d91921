"""In which hours somebody reads: a week of spans and single days without any (M2).

Pure: a calendar, a zone and a moment in, an answer out. Times of a calendar are those of a clock on the
wall: where it leaves out an hour, a span begins or ends at the jump; where an hour comes twice, a span
begins at its first and ends at its second time. So nobody who looks at the clock is told wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import Final

DAY: Final = 24 * 60  # minutes
WEEK: Final = 7 * DAY
DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MOST_SPANS: Final = 6  # a day
MOST_OFF: Final = 100  # lines of days off
LONGEST_OFF: Final = 366  # days in one line
HORIZON: Final = timedelta(days=400)  # so far a change is looked for

_SPAN = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(?:-|–|—|bis|to)\s*(\d{1,2})(?:[:.](\d{2}))?", re.ASCII)
_BETWEEN = re.compile(r"[\s,;]*(?:(?:and|und)\s+|[,;\s])\s*")
_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", re.ASCII)


class Fault(StrEnum):
    """What is wrong with what was typed into a calendar."""

    UNREADABLE = "unreadable"
    NO_SUCH_TIME = "no such time"
    EMPTY = "empty"
    OVERLAP = "overlap"
    MANY_SPANS = "many spans"
    NO_SUCH_DATE = "no such date"
    BACKWARDS = "backwards"
    LONG = "long"
    MANY_DATES = "many dates"


class CalendarRefused(ValueError):
    """What was typed is no calendar. `day`: 0 is Monday; `line` counts days off from 1."""

    def __init__(
        self, fault: Fault, piece: str = "", *, day: int | None = None, line: int | None = None
    ) -> None:
        super().__init__(f"{fault}: {piece}")
        self.fault, self.piece, self.day, self.line = fault, piece, day, line


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From when to when, in minutes after midnight; what ends past 24 o'clock ends on the next day."""

    begins: int
    ends: int

    def __str__(self) -> str:
        return f"{_clock(self.begins)}–{_clock(self.ends if self.ends <= DAY else self.ends - DAY)}"


type Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Calendar:
    """Seven days from Monday on, and first and last day of each time off.

    On a day off no span begins; one that began on the evening before goes on. Without any span in the week
    there is no calendar, and somebody counts as always there.
    """

    week: tuple[Spans, ...] = ((),) * 7
    off: tuple[tuple[date, date], ...] = ()

    @property
    def is_empty(self) -> bool:
        return not any(self.week)

    def spans_on(self, day: date) -> Spans:
        """Return the spans that begin on this day."""
        is_off = any(first <= day <= last for first, last in self.off)
        return () if is_off else self.week[day.weekday()]


def staffed(now: datetime, calendar: Calendar, zone: tzinfo) -> bool:
    """Whether somebody reads at `now`, by the clock of `zone`."""
    if calendar.is_empty:
        return True
    today = now.astimezone(zone).date()
    near = (today + timedelta(days=days) for days in (-1, 0))
    return any(begins <= now < ends for day in near for begins, ends in _on(day, calendar, zone))


def next_change(now: datetime, calendar: Calendar, zone: tzinfo) -> datetime | None:
    """Return when somebody begins or ceases to read after `now`; None if not within `HORIZON`."""
    if calendar.is_empty:
        return None
    until: datetime | None = None  # somebody reads up to here, as far as was looked
    for begins, ends in _from(now, calendar, zone):
        if until is not None and begins > until:
            return until
        if begins > now and until is None:
            return begins
        if ends > now:
            until = ends if until is None else max(until, ends)
    return until if until is not None and until < now + HORIZON else None


@lru_cache(maxsize=64)
def read_calendar(stored: str) -> Calendar:
    """Return the calendar that `write_calendar` wrote; words that it would not write make no calendar."""
    week, off = [""] * 7, []
    for line in stored.splitlines():
        name, _, rest = line.partition(" ")
        if name in DAYS:
            week[DAYS.index(name)] = rest
        elif name == "off":
            off.append(rest.replace(" ", " – "))
    return calendar_from(week, "\n".join(off))


def write_calendar(calendar: Calendar) -> str:
    """Return a calendar as it is stored: a line for each day with spans and for each time off."""
    week = zip(DAYS, calendar.week, strict=True)
    lines = [f"{name} {' '.join(map(str, spans))}" for name, spans in week if spans]
    return "\n".join([*lines, *(f"off {first} {last}" for first, last in calendar.off)])


def calendar_from(week: Sequence[str], off: str) -> Calendar:
    """Read what was typed: a line for each day from Monday on, and days off, one line each.

    `9-12, 14:00–18:00`, `22–2` and `0–24` are spans, `2026-12-24`, `24.12.2026` and `2026-12-24 – 2027-01-01`
    days off. Raises CalendarRefused.
    """
    days = tuple(_spans(day, typed) for day, typed in enumerate(week))
    _refuse_overlaps(days)
    return Calendar(days, _days_off(off))


def typed_week(calendar: Calendar) -> list[str]:
    """Return the days of a calendar as somebody would type them."""
    return [", ".join(map(str, spans)) for spans in calendar.week]


def typed_days_off(calendar: Calendar) -> str:
    """Return the days off of a calendar as somebody would type them."""
    return "\n".join(str(a) if a == b else f"{a} – {b}" for a, b in calendar.off)


def _from(now: datetime, calendar: Calendar, zone: tzinfo) -> Iterator[tuple[datetime, datetime]]:
    """All spans from yesterday's on, in order."""
    day = now.astimezone(zone).date() - timedelta(days=1)
    for number in range(HORIZON.days + 2):
        yield from _on(day + timedelta(days=number), calendar, zone)


def _on(day: date, calendar: Calendar, zone: tzinfo) -> Iterator[tuple[datetime, datetime]]:
    for span in calendar.spans_on(day):
        begins, ends = _moment(day, span.begins, zone), _moment(day, span.ends, zone, fold=1)
        if begins < ends:  # one that lies within a missing hour does not take place
            yield begins, ends


def _moment(day: date, minutes: int, zone: tzinfo, *, fold: int = 0) -> datetime:
    """Return when the clock of `zone` shows this, in UTC: the first time or, with `fold`, the second."""
    wall = datetime(day.year, day.month, day.day) + timedelta(minutes=minutes)
    offsets = [wall.replace(tzinfo=zone, fold=which).utcoffset() or timedelta() for which in (0, 1)]
    early, late = sorted((wall - offset).replace(tzinfo=UTC) for offset in offsets)
    if offsets[0] >= offsets[1]:  # the usual day, or an hour that comes twice
        return late if fold else early
    return _jump(early, late, zone)


def _jump(early: datetime, late: datetime, zone: tzinfo) -> datetime:
    """Return the moment between these two at which the clock leaves something out."""
    before = early.astimezone(zone).utcoffset()
    minutes = int((late - early) / timedelta(minutes=1))
    moments = (early + timedelta(minutes=minute) for minute in range(minutes + 1))
    return next((each for each in moments if each.astimezone(zone).utcoffset() != before), late)


def _spans(day: int, typed: str) -> Spans:
    spans, rest = [], typed.strip().lower()
    while rest:
        found = _SPAN.match(rest)
        if not found:
            raise CalendarRefused(Fault.UNREADABLE, rest[:40], day=day)
        spans.append(_span(day, found))
        rest = rest[found.end() :]
        between = _BETWEEN.match(rest)
        if rest and not between:
            raise CalendarRefused(Fault.UNREADABLE, rest[:40], day=day)
        rest = rest[between.end() :] if between else rest
    if len(spans) > MOST_SPANS:
        raise CalendarRefused(Fault.MANY_SPANS, day=day)
    return tuple(sorted(spans))


def _span(day: int, found: re.Match[str]) -> Span:
    hours = [int(part or 0) for part in found.groups()]
    begins, ends = hours[0] * 60 + hours[1], hours[2] * 60 + hours[3]
    if max(hours[1], hours[3]) > 59 or begins >= DAY or ends > DAY:
        raise CalendarRefused(Fault.NO_SUCH_TIME, found[0], day=day)
    if begins == ends:
        raise CalendarRefused(Fault.EMPTY, found[0], day=day)
    return Span(begins, ends if ends > begins else ends + DAY)


def _refuse_overlaps(days: Sequence[Spans]) -> None:
    """Also across midnight, and from Sunday to Monday."""
    placed = [(day, span) for day, spans in enumerate(days) for span in spans]
    if not placed:
        return
    day, span = placed[0]
    for (one, earlier), (other, later) in [*pairwise(placed), (placed[-1], (day + 7, span))]:
        if len(placed) > 1 and one * DAY + earlier.ends > other * DAY + later.begins:
            raise CalendarRefused(Fault.OVERLAP, f"{earlier}, {later}", day=other % 7)


def _days_off(typed: str) -> tuple[tuple[date, date], ...]:
    found = []
    for number, line in enumerate(typed.splitlines(), 1):
        if line.strip():
            found.append(_time_off(number, line.strip()))
    if len(found) > MOST_OFF:
        raise CalendarRefused(Fault.MANY_DATES)
    return tuple(sorted(set(found)))


def _time_off(number: int, line: str) -> tuple[date, date]:
    dates = list(_DATE.finditer(line))
    between = _DATE.sub("", line).strip()
    if not 1 <= len(dates) <= 2 or between not in ({""} if len(dates) == 1 else {"-", "–", "—", "bis", "to"}):
        raise CalendarRefused(Fault.UNREADABLE, line[:40], line=number)
    first, last = _date(dates[0], number), _date(dates[-1], number)
    if last < first:
        raise CalendarRefused(Fault.BACKWARDS, line[:40], line=number)
    if (last - first).days >= LONGEST_OFF:
        raise CalendarRefused(Fault.LONG, line[:40], line=number)
    return first, last


def _date(found: re.Match[str], number: int) -> date:
    year, month, day = found.group(1, 2, 3) if found[1] else found.group(6, 5, 4)
    try:
        return date(int(year), int(month), int(day))
    except ValueError as problem:
        raise CalendarRefused(Fault.NO_SUCH_DATE, found[0], line=number) from problem


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
