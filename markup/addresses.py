"""Which addresses may stand in a link or a picture."""

from __future__ import annotations

import re
from urllib.parse import unquote

# What a browser's URL parser takes away before it looks at the scheme (WHATWG URL, 4.4).
_ENDS = "".join(map(chr, range(0x21)))
_INSIDE = str.maketrans("", "", "\t\n\r")

_FOREIGN = re.compile(r"https?://[^/\\?#]|mailto:[^/]", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_TELEPHONE = re.compile(r"tel:\+?[\d().-]+\Z", re.IGNORECASE)
_HOST_ONLY = re.compile(r"[/\\]{2}")
_MEDIA = "/media/"


def tidy(address: str) -> str:
    """Return `address` (entities decoded) as a browser would read it."""
    return address.strip(_ENDS).translate(_INSIDE)


def is_foreign(address: str) -> bool:
    """Is this a whole http, https or mailto address?"""
    return _FOREIGN.match(address) is not None


def is_web(address: str) -> bool:
    """Does this lead to another host (as far as the text of the address tells)?"""
    return is_foreign(address) and address[:4].lower() == "http"


def link_address(address: str) -> str | None:
    """Return the address that a link in a post may carry, or None.

    Whole http, https, mailto and tel addresses, paths and fragments of this site. `//host` becomes
    `https://host`: old posts are full of it, and its meaning must not hang on the page it stands in.
    """
    address = tidy(address)
    if _HOST_ONLY.match(address):
        address = f"https://{address.lstrip('/\\')}"
    if is_foreign(address) or _TELEPHONE.match(address):
        return address
    return None if not address or _SCHEME.match(address) else address


def picture_address(address: str) -> str | None:
    """Return the address of a picture that this site serves, or None: pages ask no other host."""
    address = tidy(address)
    path = unquote(address).replace("\\", "/")  # a browser takes "%2e" for a dot when it climbs
    return address if address.startswith(_MEDIA) and "/.." not in path else None
