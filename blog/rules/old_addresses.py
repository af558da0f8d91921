"""Old addresses in one spelling each, and what an address of ours stands for (E12).

Two spellings of one address (`/alt`, `/alt/`, `/%61lt/`) are the same here; so are `/?p=12&x=1` and `/?p=12`.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from blog.rules.addresses import RESERVED

LONGEST_ADDRESS = 1000  # characters

# Keys by which other programs, WordPress above all, address a page below their front page; the first counts.
QUERY_KEYS = (
    *("p", "page_id", "attachment_id", "name", "pagename"),
    *("cat", "category_name", "tag_id", "tag", "author", "author_name"),
)
_FRONT = frozenset({"/", "/index.php"})
_TRACKING = re.compile(r"utm_|fbclid\Z|gclid\Z|mc_[ce]id\Z")
_MOST_FIELDS = 30

_SLUG = re.compile(r"[-a-zA-Z0-9_]{1,200}")
_LANGUAGE = re.compile(r"\A/(?:de|en)(?=/|\Z)")
_YEAR, _MONTH = re.compile(r"[12][0-9]{3}"), re.compile(r"0[1-9]|1[0-2]")
_TAIL = re.compile(
    r"(?P<base>.*)/(?P<tail>feed(?:/(?:rss2?|rdf|atom|json))?|page/[1-9][0-9]{0,5}"
    r"|comment-page-\d+|trackback|amp|embed)"
)
# What is below a list or a post there, and what it is called here.
_TAILS = {
    "feed": "feed/",
    "feed/atom": "feed/",
    "feed/rss": "feed/rss/",
    "feed/rss2": "feed/rss/",
    "feed/rdf": "feed/rss/",
    "feed/json": "feed/json/",
}


class Kind(StrEnum):
    """What stands at an address of ours. OTHER is nothing that we would ever write there."""

    FRONT = "front"
    POST = "post"
    PAGE = "page"
    CATEGORY = "category"
    TAG = "tag"
    SERIES = "series"
    AUTHOR = "author"
    ARCHIVE = "archive"
    RESERVED = "reserved"
    OTHER = "other"


LISTS = frozenset({Kind.CATEGORY, Kind.TAG, Kind.SERIES, Kind.AUTHOR})


@dataclass(frozen=True)
class Place:
    """An address of ours in parts. `slug` is a person's name for an author."""

    kind: Kind
    slug: str = ""
    year: int = 0
    month: int = 0


@dataclass(frozen=True)
class Candidate:
    """One spelling under which a wanted address may be remembered, and what follows below its target.

    `has_query` tells that the query was part of the address and must not be repeated behind the new one.
    """

    address: str
    tail: str = ""
    has_query: bool = False

    @property
    def digest(self) -> str:
        return digest_of(self.address)


def normal_address(written: str) -> str:
    """Return an address as it is remembered: `https://old.example/alt/?utm_source=x` gives `/alt`.

    Of a front page only the query that names a page counts. "" is no address; more than 1,000 characters
    and control characters are none.
    """
    try:
        parts = urlsplit(written.strip())
    except ValueError:
        return ""
    path = _path(unquote(parts.path))
    query = _query(path, parts.query)
    if query and path in _FRONT:
        path = "/"
    address = f"{path}?{query}" if query else path
    is_fit = len(address) <= LONGEST_ADDRESS and not any(unicodedata.category(c) == "Cc" for c in address)
    return address if is_fit else ""


def digest_of(address: str) -> str:
    """Return the name under which a normal address is found: short, whatever its length."""
    return hashlib.sha256(address.encode("utf-8", "replace")).hexdigest()


def candidates(path: str, query: str, prefix: str = "") -> list[Candidate]:
    """Return the spellings under which a wanted page may be remembered, the closest first.

    `path` is decoded, as a request has it; `prefix` is the language in it, such as `/en`. For a front page
    without a query that names a page, and for what the site needs itself, there are none.
    """
    paths = dict.fromkeys([path, path.removeprefix(prefix) or "/"])
    found: dict[Candidate, None] = {}
    for each in map(_path, paths):
        if len(each) + len(query) > LONGEST_ADDRESS:
            continue
        found |= dict.fromkeys(_spellings(each, query))
    return list(found)


def _spellings(path: str, query: str) -> list[Candidate]:
    asked = _query(path, query)
    if path in _FRONT:
        return [Candidate(f"/?{asked}", has_query=True)] if asked else []
    if place_of(without_language(path)).kind in {Kind.RESERVED, Kind.FRONT}:
        return []
    spelled = [Candidate(f"{path}?{asked}", has_query=True)] if asked else []
    spelled.append(Candidate(path))
    base, tail = split_tail(path)
    if base != path:
        spelled.append(Candidate(base, tail))
    return spelled


def split_tail(path: str) -> tuple[str, str]:
    """Take apart what stands below a page or list: `/tag/alt/feed` gives `/tag/alt` and `feed/`.

    What is not known here, such as a page of comments, gives the page itself.
    """
    found = _TAIL.fullmatch(_path(path))
    if not found or not found["base"]:
        return path, ""
    tail = found["tail"]
    return found["base"], f"{tail}/" if tail.startswith("page/") else _TAILS.get(tail, "")


def without_language(path: str) -> str:
    """Take the language off an address: `/en/alt` gives `/alt`."""
    return _LANGUAGE.sub("", path, count=1) or "/"


def language_in(path: str) -> str:
    """Return the language at the head of an address, such as `/en`, or ""."""
    found = _LANGUAGE.match(path)
    return found[0] if found else ""


def feed_elsewhere(path: str, query: str) -> tuple[str, str]:
    """Take apart the address of a feed in the spelling of another program: what it follows, and our spelling.

    `/tag/flut/feed/rss2` gives `/tag/flut/` and `feed/rss/`, and so does `/?feed=comments-atom` for
    `/comments/`. ("", "") for any other address, and for a feed that is spelled as ours are.
    """
    if path in _FRONT:
        word = next((value for key, value in _fields(query) if key == "feed"), "")
        tail = _TAILS.get(f"feed/{word.removeprefix('comments-')}", "feed/" if word == "feed" else "")
        base = "/comments/" if word.startswith("comments-") else "/"
        return (base, tail) if tail else ("", "")
    found = _TAIL.fullmatch(_path(path))
    tail = _TAILS.get(found["tail"], "") if found else ""
    if not found or not tail or tail.strip("/") == found["tail"]:
        return "", ""
    return f"{found['base']}/", tail


def place_of(path: str) -> Place:
    """Say what stands at a path of ours, without its language: `/tag/alt/` is the tag `alt`."""
    match parts := path.strip("/").split("/"):
        case [""]:
            return Place(Kind.FRONT)
        case [year, *rest] if _YEAR.fullmatch(year) and len(rest) < 3:
            return _dated(int(year), rest)
        case [kind, name] if kind in LISTS and _is_name(Kind(kind), name):
            return Place(Kind(kind), name)
    first = parts[0].removeprefix(".").partition(".")[0]
    if first in RESERVED and not (first in LISTS and len(parts) > 1):
        return Place(Kind.RESERVED)
    is_page = len(parts) == 1 and _SLUG.fullmatch(parts[0])
    return Place(Kind.PAGE, parts[0]) if is_page else Place(Kind.OTHER)


def _dated(year: int, rest: list[str]) -> Place:
    """What stands below a year: an archive, or a post of a month."""
    if not rest:
        return Place(Kind.ARCHIVE, year=year)
    if not _MONTH.fullmatch(rest[0]):
        return Place(Kind.OTHER)
    if len(rest) == 1:
        return Place(Kind.ARCHIVE, year=year, month=int(rest[0]))
    is_post = _SLUG.fullmatch(rest[1])
    return Place(Kind.POST, rest[1], year, int(rest[0])) if is_post else Place(Kind.OTHER)


def _is_name(kind: Kind, name: str) -> bool:
    return 0 < len(name) <= 40 if kind is Kind.AUTHOR else bool(_SLUG.fullmatch(name))


def _path(decoded: str) -> str:
    """One spelling of a decoded path: composed letters, no slash at its end."""
    return "/" + unicodedata.normalize("NFC", decoded).strip("/")


def _query(path: str, query: str) -> str:
    """The part of a query that is address: one known key of a front page, elsewhere all but tracking."""
    fields = _fields(query)
    if path not in _FRONT:
        return urlencode(sorted(field for field in fields if not _TRACKING.match(field[0])))
    named = dict(reversed(fields))
    key = next((key for key in QUERY_KEYS if key in named), None)
    return urlencode({key: named[key]}) if key else ""


def _fields(query: str) -> list[tuple[str, str]]:
    """The fields of a query; none where there are too many to be one that a person followed."""
    try:
        return parse_qsl(query, max_num_fields=_MOST_FIELDS)
    except ValueError:
        return []
