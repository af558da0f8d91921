"""Decisions in the open: a page, a table for calculating, a document for programs (M8)."""

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.views.decorators.http import require_safe

from accounts.models.measure import SANCTIONS
from accounts.stored import Shows, stored
from comments.rules import reasons
from comments.rules.spans import time_span
from comments.rules.transparency import HEAD, Month, as_json, as_rows, bar, shares
from comments.transparency import last_seal, months_of_the_log

MONTHS_SHOWN = 12


@dataclass(frozen=True)
class Line:
    """One line of the table of months. `length` is that of the bar in percent of the longest."""

    month: Month
    length: int

    @property
    def removed(self) -> int:
        return self.month.removed.total()

    @property
    def people(self) -> int:
        return self.month.measures.total()

    @property
    def reversed(self) -> int:
        return self.month.reversed + self.month.lifted + self.month.restored

    @property
    def half(self) -> str:
        """Within which time half of what waited was decided, in words; empty where nothing waited."""
        return time_span(self.month.half) if self.month.half is not None else ""


@dataclass(frozen=True)
class Part:
    """How many decisions had one ground, or were of one kind."""

    label: str | Promise
    count: int
    length: int


@stored(Shows.COMMENTS)
@require_safe
def transparency(request: HttpRequest) -> HttpResponse:
    """The last twelve months as a table with bars, and what they were about."""
    months = months_of_the_log()[-MONTHS_SHOWN:]
    context = {
        "lines": list(reversed(_lines(months))),
        "grounds": _grounds(sum((month.removed for month in months), Counter[str]())),
        "kinds": _kinds(months),
        "removed": sum(month.removed.total() for month in months),
        "reversed": sum(month.reversed for month in months),
        "texts": sum(month.texts.total() for month in months),
        "redacted": sum(month.redacted.total() for month in months),
        "seal": last_seal(),
    }
    return render(request, "comments/transparency.html", context)


@stored(Shows.COMMENTS)
@require_safe
def as_csv(request: HttpRequest) -> HttpResponse:
    """All months, one figure a line; words are those of the log and not translated."""
    file = StringIO()
    writer = csv.writer(file)
    writer.writerow(HEAD)
    writer.writerows(as_rows(months_of_the_log()))
    headers = {"Content-Disposition": 'attachment; filename="transparency.csv"'}
    return HttpResponse(file.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


@stored(Shows.COMMENTS)
@require_safe
def as_document(request: HttpRequest) -> HttpResponse:
    """All months, and the newest seal of the log, for whoever keeps a copy of it."""
    seal = last_seal()
    sealed = {"up_to_entry": seal.last_id, "at": seal.sealed_at, "digest": seal.digest} if seal else None
    return JsonResponse({"months": as_json(months_of_the_log()), "sealed": sealed})


def _lines(months: Sequence[Month]) -> list[Line]:
    most = max((month.removed.total() for month in months), default=0)
    return [Line(month, bar(month.removed.total(), most)) for month in months]


def _grounds(counts: Counter[str]) -> list[Part]:
    return [Part(reasons.label(ground or "other"), count, length) for ground, count, length in shares(counts)]


def _kinds(months: Sequence[Month]) -> list[Part]:
    """Measures against people by their kind."""
    labels = {str(kind): words for kind, words in SANCTIONS}
    counts = Counter[str]()
    for month in months:
        for (kind, _ground), count in month.measures.items():
            counts[kind] += count
    return [Part(labels.get(kind, kind), count, length) for kind, count, length in shares(counts)]
