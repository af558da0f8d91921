"""Names by which an imported thing is found again, so that a second import changes nothing."""

from __future__ import annotations

from urllib.parse import urlsplit

from blog.rules.exports import digest, short
from blog.rules.wordpress.records import Author, Channel, ForeignRemark, Item, Term

# The columns hold 200 characters at least; what is longer is named by its hash.
LONGEST_SITE = 80
LONGEST_NAME = 60
LONGEST_NUMBER = 20  # digits of the largest id of a database


def site_key(channel: Channel) -> str:
    """Return the name of the site that an export comes from: its address, or its title where it says none."""
    parts = urlsplit(channel.address) if channel.address.isprintable() else urlsplit("")
    if parts.netloc:
        return short(f"{parts.scheme}://{parts.netloc.lower()}{parts.path.rstrip('/')}", LONGEST_SITE)
    return short(f"untitled:{channel.title}" if not channel.title else channel.title, LONGEST_SITE)


def item_key(site: str, item: Item) -> str:
    """Return the name of a post or page.

    The day of its birth is part of it: blogs that were installed twice under one address (on the machine of
    a developer, mostly) give the same numbers to other posts.
    """
    number = _number(item.number) or digest(item.guid, item.link, item.slug, item.title)
    return f"wordpress:{site}:{item.kind}:{number}:{digest(item.date or item.date_gmt or item.published)[:8]}"


def number_part(key: str) -> str:
    """Return the part of an item's key that stays when its date changes."""
    return key.rpartition(":")[0]


def remark_key(item: str, remark: ForeignRemark) -> str:
    """Return the name of a comment below the item with the key `item`."""
    number = _number(remark.number)
    if not number:
        number = digest(remark.author, remark.mail, remark.date, remark.date_gmt, remark.text)
    return f"{item}#{number}"


def parent_key(item: str, remark: ForeignRemark) -> str | None:
    """Return the key of the comment that is answered, or None for one of the first level."""
    number = _number(remark.parent)
    return f"{item}#{number}" if number else None


def term_key(site: str, term: Term) -> str:
    return f"wordpress:{site}:{short(term.kind, 20)}:{short(term.slug, LONGEST_NAME)}"


def author_key(site: str, author: Author) -> str:
    return f"wordpress:{site}:author:{short(author.login, LONGEST_NAME)}"


def picture_key(site: str, file: str) -> str:
    """Return the name of a picture by its path below the folder of uploads."""
    return f"wordpress:{site}:picture:{digest(file.lower())}"


def fingerprint(*parts: object) -> str:
    """Return a short text that changes with any of the parts."""
    return digest(*(str(part) for part in parts))[:16]


def _number(text: str) -> str:
    """Return a number in one spelling, or "" for zero and for what is none."""
    return text.lstrip("0") if text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER else ""
