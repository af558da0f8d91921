"""Lists of addresses for search engines, in the words of sitemaps.org (protocol 0.9)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import escape, quoteattr

MOST_ADDRESSES = 5_000  # in one part; the protocol allows ten times as many
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


@dataclass(frozen=True)
class Place:
    """One page in each language: (code, whole address). The first address is for everybody else."""

    addresses: Sequence[tuple[str, str]]
    changed_at: datetime | None


def index_of(parts: Iterable[tuple[str, datetime | None]]) -> str:
    """Write the list of the parts: whole address and last change of each."""
    entries = "".join(
        f"<sitemap><loc>{escape(address)}</loc>{_moment(changed)}</sitemap>\n" for address, changed in parts
    )
    return f'{_HEAD}<sitemapindex xmlns="{NAMESPACE}">\n{entries}</sitemapindex>\n'


def part_of(places: Iterable[Place]) -> Iterator[str]:
    """Write one part piece by piece: every page in every language, each naming all the others."""
    yield f'{_HEAD}<urlset xmlns="{NAMESPACE}" xmlns:xhtml="{XHTML}">\n'
    for place in places:
        alternates = _alternates(place.addresses)
        for _, address in place.addresses:
            yield f"<url><loc>{escape(address)}</loc>{_moment(place.changed_at)}{alternates}</url>\n"
    yield "</urlset>\n"


def _alternates(addresses: Sequence[tuple[str, str]]) -> str:
    languages = [*addresses, ("x-default", addresses[0][1])]
    return "".join(
        f'<xhtml:link rel="alternate" hreflang={quoteattr(code)} href={quoteattr(address)}/>'
        for code, address in languages
    )


def _moment(changed_at: datetime | None) -> str:
    return f"<lastmod>{changed_at.isoformat(timespec='seconds')}</lastmod>" if changed_at else ""
