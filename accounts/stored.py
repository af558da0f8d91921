"""How a view says that its page is the same for everybody, so that one copy may be kept for all (O5).

The copy is kept, found and checked in `config/pages`. A view that says so gets a request without cookies,
without a person and without any header that a visitor could choose; what it shows may depend on the path,
on the query that `Shows` allows, and on what raises the numbers named there.
"""

from collections.abc import Callable
from enum import Enum, auto
from functools import wraps
from typing import Any, cast

from django.http.response import HttpResponseBase

# A browser asks every time and mostly hears 304; a proxy of ours may answer for a second.
FOR_A_SECOND = "max-age=0, must-revalidate, s-maxage=1"


class Shows(Enum):
    """What a page is made of, and by that which numbers name its copy."""

    POSTS = auto()  # what editors write and people say of themselves: `Pulse` about the site
    COMMENTS = auto()  # also comments, or how many there are, of several conversations: both pulses
    CONVERSATION = auto()  # also the one conversation whose path this is: the site's pulse and its version
    NEWS = auto()  # what is new in the one conversation whose id is in the path: the same numbers


def stored[View: Callable[..., object]](shows: Shows) -> Callable[[View], View]:
    """Let copies of this page be kept. Stands above `require_safe`."""

    def mark(view: View) -> View:
        view.shows = shows  # type: ignore[attr-defined]
        return view

    return mark


def for_everybody[View: Callable[..., HttpResponseBase]](view: View) -> View:
    """Answer signed-in readers like strangers: shared stores may keep it for a second, and no cookie matters.

    For views that look at no person, in the outermost place; `config.middleware.the_same_for_everybody` does
    the rest.
    """

    @wraps(view)
    def answer(*args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(*args, **kwargs)
        response.is_for_everybody = True  # type: ignore[attr-defined]
        if response.status_code in {200, 304}:
            response["Cache-Control"] = FOR_A_SECOND
        return response

    return cast(View, answer)
