"""How a view says that its page is the same for everybody, so that one copy may be kept for all (O5).

The copy is kept, found and checked in `config/pages`. A view that says so gets a request without cookies,
without a person and without any header that a visitor could choose; what it shows may depend on the path,
on the query that `Shows` allows, and on what raises the numbers named there.
"""

from collections.abc import Callable
from enum import Enum, auto


class Shows(Enum):
    """What a page is made of, and by that which numbers name its copy."""

    POSTS = auto()  # what editors write and people say of themselves: `Pulse` about the site
    COMMENTS = auto()  # also comments, or how many there are, of several conversations: both pulses
    CONVERSATION = auto()  # also the one conversation whose path this is: the site's pulse and its version


def stored[View: Callable[..., object]](shows: Shows) -> Callable[[View], View]:
    """Let copies of this page be kept. Stands above `require_safe`."""

    def mark(view: View) -> View:
        view.shows = shows  # type: ignore[attr-defined]
        return view

    return mark
