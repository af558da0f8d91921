"""Numbered pages of a list."""

from __future__ import annotations

from django.core.paginator import EmptyPage, Page, Paginator
from django.db.models import QuerySet
from django.http import Http404

from blog.models import Post
from comments.rules.paging import PageRow, page_row


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
    def row(self) -> PageRow:
        return page_row(self.number, self.total, self.address_of)

    def address_of(self, number: int) -> str:
        return self.address if number == 1 else f"{self.address}page/{number}/"
