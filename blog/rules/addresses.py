"""Addresses of posts and pages: made from titles, kept free of the words that mean something else."""

import re
import unicodedata
from collections.abc import Collection

# First or last parts of addresses that the site needs for itself.
RESERVED = frozenset(
    [
        "accounts",
        "admin",
        "api",
        "author",
        "c",
        "cases",
        "category",
        "comments",
        "corrections",
        "de",
        "en",
        "favicon",
        "feed",
        "healthz",
        "json",
        "manifest",
        "media",
        "members",
        "metrics",
        "moderation",
        "new",
        "news-sitemap",
        "page",
        "preview",
        "readyz",
        "robots",
        "rss",
        "search",
        "series",
        "sitemap",
        "specimens",
        "static",
        "tag",
        "threads",
        "transparency",
        "unsubscribe",
        "well-known",
    ]
)
LONGEST_MADE = 80  # characters of an address made from a title; typed ones may have 200
LONGEST = 200

_GERMAN = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "ẞ": "SS"}
)
_OTHER_LATIN = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
_APOSTROPHES = re.compile(r"['’ʼ`]")
_NO_LETTER = re.compile(r"[^a-z0-9]+")
_SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")


def slug_of(title: str, longest: int = LONGEST_MADE) -> str:
    """Return the address that a title makes: `Störung: was war?` gives `stoerung-was-war`.

    It ends at a word if it must be cut. A title without Latin letters or digits gives "".
    """
    latin = unicodedata.normalize("NFC", title[:1000]).translate(_GERMAN).lower().translate(_OTHER_LATIN)
    plain = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", latin)).encode("ascii", "ignore").decode()
    slug = _NO_LETTER.sub("-", plain).strip("-")
    if len(slug) <= longest:
        return slug
    whole_words, _, _ = slug[: longest + 1].rpartition("-")
    return whole_words or slug[:longest]


def is_slug(text: str) -> bool:
    """Whether a typed address may be used as it stands, reserved words apart."""
    return len(text) <= LONGEST and bool(_SLUG.fullmatch(text))


def is_reserved(slug: str) -> bool:
    """Whether the site needs this word, or it would read as a year."""
    return slug in RESERVED or (slug.isdigit() and len(slug) == 4)


def free_slug(wanted: str, taken: Collection[str]) -> str:
    """Return `wanted`, or the first of `wanted-2`, `wanted-3`, … that is neither taken nor reserved."""
    wanted = wanted or "post"
    slug, number = wanted, 1
    while slug in taken or is_reserved(slug):
        number += 1
        slug = f"{wanted[: LONGEST - 8]}-{number}"
    return slug


def is_month(year: int, month: int) -> bool:
    """Whether addresses of posts may name this year and month."""
    return 1000 <= year <= 2999 and 1 <= month <= 12


def post_path(year: int, month: int, slug: str) -> str:
    """Return the path of a post in the site's own language."""
    return f"/{year:04}/{month:02}/{slug}/"
