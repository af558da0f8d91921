"""Under which addresses something stood in WordPress: where its link says, and where WordPress led there.

Texts here are addresses as people have them, not yet in the spelling in which they are remembered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from blog.rules.wordpress.attachments import Attachment, host_of
from blog.rules.wordpress.records import Author, Item, Term

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_DEEPEST = 20  # categories within categories


def base_of(address: str) -> str:
    """Return the path below which a whole blog stood, "" for the root: "/blog"."""
    try:
        return urlsplit(address).path.rstrip("/")
    except ValueError:
        return ""


def said_of(item: Item, host: str) -> list[str]:
    """Return the addresses that the export itself names: the link, and the identifier where it is one."""
    named = [item.link, item.guid]
    return [each for each in named if _is_of(each, host)]


def led_to(item: Item, base: str) -> list[str]:
    """Return further addresses at which WordPress showed or forwarded to an item, whatever its settings."""
    found: list[str] = []
    for top in dict.fromkeys((base, "")):
        found += (f"{top}{each}" for each in _below(item))
    return list(dict.fromkeys(found))


def addresses_of_attachment(attachment: Attachment, host: str, base: str) -> tuple[list[str], list[str]]:
    """Return the address of the page that showed an attachment, and its further ones by number."""
    said = [attachment.page] if _is_of(attachment.page, host) else []
    if not attachment.number.isdecimal():
        return said, []
    names = (f"/?attachment_id={attachment.number}", f"/?p={attachment.number}")
    return said, [f"{top}{name}" for top in dict.fromkeys((base, "")) for name in names]


def addresses_of_term(term: Term, parents: dict[str, str], base: str) -> list[str]:
    """Return the addresses of a category or tag. `parents` gives the category above each, by slug."""
    found = []
    for top in dict.fromkeys((base, "")):
        if term.kind == "category":
            chain = _chain(term.slug, parents)
            found += [f"{top}/category/{'/'.join(chain)}/", f"{top}/category/{term.slug}/"]
            found += [f"{top}/?category_name={term.slug}"]
        else:
            found += [f"{top}/tag/{term.slug}/", f"{top}/?tag={term.slug}"]
        if term.number.isdecimal():
            found.append(f"{top}/?{'cat' if term.kind == 'category' else 'tag_id'}={term.number}")
    return list(dict.fromkeys(found))


def addresses_of_author(author: Author, base: str) -> list[str]:
    """Return the addresses of what somebody wrote; WordPress makes the name in them from the login."""
    nicename = _NOT_SLUG.sub("-", author.login.lower()).strip("-")
    found = []
    for top in dict.fromkeys((base, "")):
        if nicename:
            found += [f"{top}/author/{nicename}/", f"{top}/?author_name={nicename}"]
        if author.number.isdecimal():
            found.append(f"{top}/?author={author.number}")
    return found


def _below(item: Item) -> Iterator[str]:
    if item.number.isdecimal():
        yield f"/?p={item.number}"
        if item.kind == "page":
            yield f"/?page_id={item.number}"
        else:
            yield f"/archives/{item.number}"
    day = _DAY.match(item.date or item.date_gmt)
    former = [value for name, value in item.notes if name == "_wp_old_slug"]
    for slug in filter(None, dict.fromkeys((item.slug, *former))):
        if day and item.kind == "post":
            yield f"/{day[1]}/{day[2]}/{day[3]}/{slug}/"
            yield f"/{day[1]}/{day[2]}/{slug}/"
        yield f"/{slug}/"


def _chain(slug: str, parents: dict[str, str]) -> list[str]:
    chain = [slug]
    while (above := parents.get(chain[0])) and above not in chain and len(chain) < _DEEPEST:
        chain.insert(0, above)
    return chain


def _is_of(address: str, host: str) -> bool:
    """Whether this is an address of the site: links may lead anywhere, and some do."""
    if not address.startswith(("http://", "https://")):
        return False
    return not host or host_of(address) == host
