"""What the views of this room answer with."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpResponseRedirect

from comments.rules.layout import offered_pages


class SeeOther(HttpResponseRedirect):
    """A form was taken; its outcome stands at another address."""

    status_code = 303


@dataclass(frozen=True)
class PageLink:
    number: int
    href: str
    current: bool


def page_links(page: int, pages: int, address: Callable[[int], str]) -> list[PageLink | None]:
    """Return links to the pages of a list, None for a gap; nothing where there is only one page."""
    if pages < 2:
        return []
    return [
        number and PageLink(number, address(number), number == page) for number in offered_pages(page, pages)
    ]
