"""Links of a text: which of them lead to our own site, and which cannot lead anywhere (E12)."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import SplitResult, unquote, urlsplit

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_HOST = re.compile(r"(?:[^\s.:/@\[\]]+\.)+[^\s.:/@\[\]]{2,}|\[[0-9a-fA-F:.]+\]|\d{1,3}(?:\.\d{1,3}){3}")
_MAIL = re.compile(r"mailto:[^@\s]+@[^@\s]+\.[^@\s]+", re.IGNORECASE)
_DOUBLED = re.compile(r"https?:/*\s*https?:", re.IGNORECASE)


class Finding(StrEnum):
    """What is to say about a link. Those in `TROUBLE` want an editor's eye."""

    FINE = "fine"
    MALFORMED = "malformed"
    INSECURE = "insecure"
    NOWHERE = "nowhere"
    MOVED = "moved"
    NOT_PUBLIC = "not public"
    NO_ANCHOR = "no anchor"
    NOT_CHECKED = "not checked"
    WAITING = "waiting"
    BROKEN = "broken"
    LEADS_ON = "leads on"

    @property
    def words(self) -> Promise:
        return _WORDS[self]

    @property
    def is_trouble(self) -> bool:
        return self in TROUBLE


TROUBLE = frozenset(
    {
        Finding.MALFORMED,
        Finding.INSECURE,
        Finding.NOWHERE,
        Finding.MOVED,
        Finding.NOT_PUBLIC,
        Finding.NO_ANCHOR,
        Finding.BROKEN,
    }
)
_WORDS: dict[Finding, Promise] = {
    Finding.FINE: _("in order"),
    Finding.MALFORMED: _("this is no address"),
    Finding.INSECURE: _("http, although this site has https"),
    Finding.NOWHERE: _("nothing stands at this address of ours"),
    Finding.MOVED: _("an old address of ours"),
    Finding.NOT_PUBLIC: _("what stands there is not public"),
    Finding.NO_ANCHOR: _("the page has no such place"),
    Finding.NOT_CHECKED: _("not checked"),
    Finding.WAITING: _("is being checked"),
    Finding.BROKEN: _("does not answer as it should"),
    Finding.LEADS_ON: _("leads on to another address"),
}


class Where(StrEnum):
    """Where a link leads, as far as its words tell."""

    HERE = "here"  # a place of the same page
    OWN = "own"
    OUTSIDE = "outside"
    OTHER = "other"  # mail, telephone
    NOWHERE = "nowhere"  # no address


@dataclass(frozen=True)
class Target:
    """An address taken apart. `path` is decoded; `is_insecure` says http where our site has https."""

    where: Where
    path: str = ""
    query: str = ""
    anchor: str = ""
    is_insecure: bool = False


def target_of(address: str, *, base: str, hosts: Collection[str], is_secure: bool) -> Target:
    """Say where a link leads that stands on the page `base` of a site with these hosts."""
    if address.lower().startswith("tel:") or _MAIL.match(address):
        return Target(Where.OTHER)
    try:
        parts = urlsplit(address)
        host, _port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return Target(Where.NOWHERE)
    if parts.scheme.lower() not in {"", "http", "https"} or _DOUBLED.match(address):
        return Target(Where.NOWHERE)
    if not parts.scheme and not parts.netloc:
        return _within(parts, base)
    if host in hosts:
        insecure = is_secure and parts.scheme.lower() == "http"
        return Target(Where.OWN, unquote(parts.path or "/"), parts.query, unquote(parts.fragment), insecure)
    return Target(Where.OUTSIDE if _HOST.fullmatch(f"[{host}]" if ":" in host else host) else Where.NOWHERE)


def _within(parts: SplitResult, base: str) -> Target:
    """Where an address without a host leads."""
    anchor = unquote(parts.fragment)
    if not parts.path and not parts.query:
        return Target(Where.HERE, base, anchor=anchor)
    path = parts.path or base
    if not path.startswith("/"):
        path = f"{base.rpartition('/')[0]}/{path}"
    return Target(Where.OWN, unquote(_flat(path)), parts.query, anchor)


def _flat(path: str) -> str:
    """Follow `.` and `..` in a path."""
    done: list[str] = []
    for part in path.split("/")[1:]:
        if part == "..":
            done = done[:-1]
        elif part != ".":
            done.append(part)
    return "/" + "/".join(done)
