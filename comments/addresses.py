"""Addresses of comments and of their authors, for pages that name hundreds of them."""

from functools import lru_cache
from urllib.parse import quote

from django.urls import reverse
from django.utils.http import RFC3986_SUBDELIMS

STAND_IN = 987_654_321  # what an address is made with before its place is filled
UNRESERVED = f"{RFC3986_SUBDELIMS}/~:@"  # what `reverse` leaves as it is


def address_with(view: str, place: str) -> str:
    """Return the address of a view in the language spoken now, with `place` for its one argument."""
    return reverse(view, args=[STAND_IN]).replace(str(STAND_IN), place)


@lru_cache(maxsize=4096)
def name_in_address(name: str) -> str:
    """Return the name of a member as it stands in an address."""
    return quote(name, safe=UNRESERVED)
