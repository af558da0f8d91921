"""What the views of this room answer with."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponseRedirect

from comments.rules.layout import offered_pages


def in_place(request: HttpRequest) -> bool:
    """Whether the answer goes into the page that is there, and not into a new one."""
    return request.headers.get("HX-Request") == "true"


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
        PageLink(number, address(number), number == page) if number else None
        for number in offered_pages(page, pages)
    ]
