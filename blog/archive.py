"""Years and months in which something was published."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from django.urls import reverse

from blog.models import Post


@dataclass(frozen=True)
class Month:
    first_day: date
    posts: int

    @property
    def address(self) -> str:
        return reverse("blog:month", args=[self.first_day.year, self.first_day.month])


@dataclass(frozen=True)
class Year:
    number: int
    months: list[Month] = field(default_factory=list)

    @property
    def address(self) -> str:
        return reverse("blog:year", args=[self.number])


def years(now: datetime) -> list[Year]:
    """All years with public posts, newest first, and in each its months in their order: one query."""
    found: dict[int, Year] = {}
    for row in Post.objects.public(now).months():
        number = row["address_year"]
        month = Month(date(number, row["address_month"], 1), row["posts"])
        found.setdefault(number, Year(number)).months.insert(0, month)
    return list(found.values())
