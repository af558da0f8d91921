"""Numbered pages of any list: which are offered, and where they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class PageLink:
    number: int
    href: str
    current: bool


@dataclass(frozen=True)
class PageRow:
    """What `components/pager.html` shows; None among the links is a gap. False for a single page."""

    links: tuple[PageLink | None, ...] = ()
    previous: str = ""
    next: str = ""

    def __bool__(self) -> bool:
        return bool(self.links)


def page_row(page: int, pages: int, address: Callable[[int], str]) -> PageRow:
    """Return the links from one page of a list to the others; `address` knows where each is."""
    if pages < 2:
        return PageRow()
    return PageRow(
        links=tuple(
            PageLink(number, address(number), number == page) if number else None
            for number in offered_pages(page, pages)
        ),
        previous=address(page - 1) if page > 1 else "",
        next=address(page + 1) if page < pages else "",
    )


def offered_pages(page: int, pages: int) -> list[int | None]:
    """Return the numbers of the pages to link to; None stands for those that are left out.

    The first, the last and the neighbours of the present page are always there.

    >>> offered_pages(6, 12)
    [1, None, 5, 6, 7, None, 12]
    """
    wanted = sorted({1, pages, *range(max(page - 1, 1), min(page + 1, pages) + 1)})
    offered: list[int | None] = []
    previous = 0
    for number in wanted:
        if number - previous == 2:
            offered.append(number - 1)
        elif number - previous > 2:
            offered.append(None)
        offered.append(number)
        previous = number
    return offered
