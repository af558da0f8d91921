"""At which addresses a thread of Disqus may stand here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from blog.rules.disqus.records import ForeignThread
from blog.rules.old_addresses import candidates, language_in

_LAST = re.compile(r"/(?:index\.html?|index\.php|amp)/?\Z")
LONGEST = 2_000


def addresses_of(thread: ForeignThread) -> list[str]:
    """Return normal addresses, the likeliest first: that of the page, then those in its identifier.

    Hosts are left out: a site that moved has had several. WordPress's plugin writes `12 https://…/?p=12`.
    """
    found: dict[str, None] = {}
    for written in (thread.link, *thread.identifier.split()):
        if "/" in written and len(written) <= LONGEST:
            found |= dict.fromkeys(_spelled(written))
    return list(found)


def names_of(thread: ForeignThread) -> list[str]:
    """Return what the identifier may be here if it is no address: the lasting name or the slug of a post.

    A bare number is neither: it is a key of a table that is not here.
    """
    words = thread.identifier.split()
    names = dict.fromkeys([thread.identifier, *words])
    return [name for name in names if 0 < len(name) <= LONGEST and not name.isdigit()]


def _spelled(written: str) -> Iterator[str]:
    try:
        parts = urlsplit(written)
    except ValueError:
        return
    path = unquote(parts.path)
    for each in dict.fromkeys([path, _LAST.sub("/", path)]):
        for candidate in candidates(each, parts.query, language_in(each)):
            if candidate.tail in {"", "feed/"}:
                yield candidate.address
