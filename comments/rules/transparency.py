"""What is published of decisions: figures by month, without names and words (M8). Counts in, months out."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from comments.rules.states import TAKEN_DOWN, UNDO

DECISIONS: Final = (
    "approve", "edit refused", "person keep", "person lift", "person measure", "redact", "remove", "spam",
    "text removed", "text restored", "undo",
)  # fmt: skip
"""The moves that are counted, in the words of the log and in the order of the index `log_of_decisions`."""

REMOVALS: Final = frozenset({"remove", "spam"})
FORMULAS: Final = ("=", "+", "-", "@", "\t", "\r")  # with which a cell is taken for a formula


class Count(NamedTuple):
    """So many lines of the log are alike. `month` is the number of the month among those asked for."""

    month: int
    move: str
    from_state: str
    to_state: str
    reason: str
    number: int


@dataclass
class Month:
    """What was decided in one month, from its `first` day on.

    `removed`, `refused` (changes of comments), `texts` (earlier ones that were removed alone) and `redacted`
    (decisions by which words were made unreadable) count by ground, `measures` by kind and ground. `reversed`
    are removed comments that were made public again, `restored` earlier texts that readers got back, `lifted`
    and `kept` what became of measures. `waits` is
    how many waits ended, `half` within which time half of them did (None: none ended).
    """

    first: date
    removed: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    texts: Counter[str] = field(default_factory=Counter)
    redacted: Counter[str] = field(default_factory=Counter)
    measures: Counter[tuple[str, str]] = field(default_factory=Counter)
    reversed: int = 0
    restored: int = 0
    lifted: int = 0
    kept: int = 0
    waits: int = 0
    half: timedelta | None = None

    @property
    def name(self) -> str:
        """The month for machines, `2026-03`."""
        return f"{self.first:%Y-%m}"


def first_days(begin: datetime, end: datetime, zone: ZoneInfo) -> list[date]:
    """Return the first days of all months from that of `begin` to that of `end`, by the clock of `zone`."""
    day, last = begin.astimezone(zone).date().replace(day=1), end.astimezone(zone).date()
    days = []
    while day <= last:
        days.append(day)
        day = (day + timedelta(days=32)).replace(day=1)
    return days


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """Return when a day begins there."""
    return datetime(day.year, day.month, day.day, tzinfo=zone)


def months_of(
    days: Sequence[date], counts: Iterable[Count], waits: Iterable[tuple[int, timedelta]]
) -> list[Month]:
    """Put counted lines and waits, each with the number of its month, into the months from `days` on."""
    months = [Month(day) for day in days]
    for count in counts:
        _add(months[count.month], count)
    for month in months:
        month.reversed = max(month.reversed, 0)  # undone in the first minutes of the next month
    spans: dict[int, list[timedelta]] = {}
    for number, span in waits:
        spans.setdefault(number, []).append(span)
    for number, found in spans.items():
        months[number].waits, months[number].half = len(found), _half(found)
    return months


def _half(spans: Iterable[timedelta]) -> timedelta:
    return timedelta(seconds=median(span.total_seconds() for span in spans))


def _add(month: Month, count: Count) -> None:
    if count.move in REMOVALS and count.from_state not in TAKEN_DOWN:
        month.removed[count.reason] += count.number
    elif count.move == "edit refused":
        month.refused[count.reason] += count.number
    elif count.move == "text removed":
        month.texts[count.reason] += count.number
    elif count.move == "text restored":
        month.restored += count.number
    elif count.move == "redact":
        month.redacted[count.reason] += count.number
    elif count.move in {"approve", UNDO}:
        came_back = count.from_state in TAKEN_DOWN and count.to_state not in TAKEN_DOWN
        went_again = (
            count.move == UNDO and count.to_state in TAKEN_DOWN and count.from_state not in TAKEN_DOWN
        )
        month.reversed += (came_back - went_again) * count.number
    elif count.move == "person measure":
        month.measures[count.to_state, count.reason] += count.number
    elif count.move == "person lift":
        month.lifted += count.number
    elif count.move == "person keep":
        month.kept += count.number


def as_json(months: Iterable[Month]) -> list[dict[str, Any]]:
    """Return the months for a program; spans of time are seconds."""
    return [
        {
            "month": month.name,
            "comments_removed": dict(sorted(month.removed.items())),
            "changes_refused": dict(sorted(month.refused.items())),
            "earlier_texts_removed": dict(sorted(month.texts.items())),
            "words_redacted": dict(sorted(month.redacted.items())),
            "measures": [
                {"measure": kind, "ground": ground, "count": count}
                for (kind, ground), count in sorted(month.measures.items())
            ],
            "removals_reversed": month.reversed,
            "earlier_texts_restored": month.restored,
            "measures_lifted": month.lifted,
            "measures_kept_on_appeal": month.kept,
            "waits": month.waits,
            "median_wait_seconds": None if month.half is None else round(month.half.total_seconds()),
        }
        for month in months
    ]


HEAD: Final = ("month", "figure", "ground", "count")


def as_rows(months: Iterable[Month]) -> list[tuple[str, str, str, str]]:
    """Return the months as lines of a table under `HEAD`, each cell safe in a program that calculates."""
    rows: list[tuple[str, str, str, int]] = []
    for month in months:
        rows += [(month.name, "comments_removed", ground, n) for ground, n in sorted(month.removed.items())]
        rows += [(month.name, "changes_refused", ground, n) for ground, n in sorted(month.refused.items())]
        rows += [
            (month.name, "earlier_texts_removed", ground, n) for ground, n in sorted(month.texts.items())
        ]
        rows += [(month.name, "words_redacted", ground, n) for ground, n in sorted(month.redacted.items())]
        rows += [
            (month.name, f"measure_{kind}", ground, n) for (kind, ground), n in sorted(month.measures.items())
        ]
        rows += [
            (month.name, "removals_reversed", "", month.reversed),
            (month.name, "earlier_texts_restored", "", month.restored),
            (month.name, "measures_lifted", "", month.lifted),
            (month.name, "measures_kept_on_appeal", "", month.kept),
            (month.name, "waits", "", month.waits),
        ]
        if month.half is not None:
            rows.append((month.name, "median_wait_seconds", "", round(month.half.total_seconds())))
    return [(month, safe_cell(figure), safe_cell(ground), str(n)) for month, figure, ground, n in rows]


def safe_cell(text: str) -> str:
    """Return a cell that no program takes for a formula: such ones get an apostrophe in front."""
    return f"'{text}" if text.startswith(FORMULAS) else text


def shares(counts: Counter[str]) -> list[tuple[str, int, int]]:
    """Return key, count and length of its bar in percent of the longest, the largest first."""
    most = max(counts.values(), default=0)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [(key, count, bar(count, most)) for key, count in ordered]


def bar(count: int, most: int) -> int:
    """Return the length of a bar in percent; what is there at all is seen."""
    return max(round(100 * count / most), 1) if count else 0
