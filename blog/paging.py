"""Numbered pages of a list."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import EmptyPage, Page, Paginator
from django.db.models import QuerySet
from django.http import Http404

from blog.models import Post


@dataclass(frozen=True)
class Leaf:
    """One entry of the row of page numbers; without a number, a gap."""

    number: int | None
    address: str = ""
    current: bool = False


class Pages:
    """One page of a list, and the way to the others: two queries and those of the rows."""

    def __init__(self, posts: QuerySet[Post], *, size: int, number: int, address: str) -> None:
        """`address` is that of the first page and ends with a slash. Raises Http404 beyond the end."""
        self.address = address
        try:
            self.page: Page[Post] = Paginator(posts, size).page(number)
        except EmptyPage:
            raise Http404 from None
        self.posts = list(self.page)

    @property
    def number(self) -> int:
        return self.page.number

    @property
    def count(self) -> int:
        """Posts on all pages together."""
        return self.page.paginator.count

    @property
    def total(self) -> int:
        return self.page.paginator.num_pages

    @property
    def previous(self) -> str:
        return self.address_of(self.number - 1) if self.page.has_previous() else ""

    @property
    def next(self) -> str:
        return self.address_of(self.number + 1) if self.page.has_next() else ""

    def address_of(self, number: int) -> str:
        return self.address if number == 1 else f"{self.address}page/{number}/"

    def leaves(self) -> list[Leaf]:
        """First, last, and those around this one."""
        elided = self.page.paginator.get_elided_page_range(self.number, on_each_side=2, on_ends=1)
        return [
            Leaf(each, self.address_of(each), each == self.number) if isinstance(each, int) else Leaf(None)
            for each in elided
        ]
