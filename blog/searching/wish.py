"""What somebody looks for, as it stands in the address."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from markup.characters import one_line

LONGEST_NAME = 80
LONGEST_SLUG = 200
LONGEST_PAGE = 4  # digits
MARKS = '"“”„«»'  # around words that stand in this order


class Kind(StrEnum):
    """What is looked through."""

    ALL = ""
    POSTS = "posts"
    COMMENTS = "comments"


@dataclass(frozen=True)
class Wish:
    """A question and what narrows it: a visible name, the address of a tag, a year, a kind; and the page."""

    typed: str = ""
    author: str = ""
    tag: str = ""
    year: int | None = None
    kind: Kind = Kind.ALL
    page: int = 1

    @property
    def is_narrowed(self) -> bool:
        return bool(self.author or self.tag or self.year or self.kind)

    @property
    def named(self) -> str:
        """The words as our quotation marks take them: a single phrase without its own."""
        inner = self.typed[1:-1]
        is_phrase = self.typed[:1] in MARKS and self.typed[-1:] in MARKS and not set(MARKS) & set(inner)
        return inner.strip() if is_phrase and inner.strip() else self.typed

    @property
    def address(self) -> str:
        """Where this stands; what is not asked for is not named."""
        given = {
            "q": self.typed,
            "author": self.author,
            "tag": self.tag,
            "year": self.year or "",
            "kind": self.kind.value,
            "page": self.page if self.page > 1 else "",
        }
        query = urlencode({name: value for name, value in given.items() if value})
        return reverse("blog:search") + (f"?{query}" if query else "")

    def on_page(self, number: int) -> Wish:
        return replace(self, page=number)

    def with_words(self, typed: str) -> Wish:
        return replace(self, typed=typed, page=1)

    def anywhere(self) -> Wish:
        """The same words without what narrows them."""
        return Wish(typed=self.typed)

    def span(self) -> tuple[datetime, datetime] | tuple[None, None]:
        """From when until when the year lasts in the time zone of the site."""
        if self.year is None:
            return None, None
        zone = timezone.get_default_timezone()
        return datetime(self.year, 1, 1, tzinfo=zone), datetime(self.year + 1, 1, 1, tzinfo=zone)


def wish_of(asked: QueryDict) -> Wish:
    """Read the fields of the form; nonsense counts as not asked."""
    year, page, kind = asked.get("year", ""), asked.get("page", ""), asked.get("kind", "")
    return Wish(
        typed=one_line(asked.get("q", "")),
        author=one_line(asked.get("author", ""))[:LONGEST_NAME],
        tag=one_line(asked.get("tag", ""))[:LONGEST_SLUG],
        year=_number(year, 4) if len(year) == 4 else None,
        kind=Kind(kind) if kind in set(Kind) else Kind.ALL,
        page=_number(page, LONGEST_PAGE) or 1,
    )


def _number(text: str, digits: int) -> int | None:
    """Return a whole number above zero and below ten thousand, or None."""
    if not (text.isascii() and text.isdigit() and len(text) <= digits):
        return None
    number = int(text)
    return number if 0 < number < 9_999 else None
