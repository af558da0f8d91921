"""Copies of pages, compressed once."""

import gzip
from dataclasses import dataclass, field
from hashlib import blake2b

import brotli
from django.utils.http import parse_http_date_safe

from accounts.stored import FOR_A_SECOND
from config.pages.asking import Address
from config.pages.shelf import Shelf
from config.pages.versions import Name

Header = tuple[str, str]

# Each answer has its own; ours say who may keep it for how long, and why it differs.
REPLACED = frozenset(
    {"x-request-id", "cache-control", "etag", "vary", "content-length", "content-encoding", "date"}
)
VARY = "Accept-Encoding, Cookie"
VARY_FOR_EVERYBODY = "Accept-Encoding"
GZIP_LEVEL = 6
BROTLI_QUALITY = 5  # the highest that takes a few milliseconds for a long page
OVERHEAD = 2_000  # bytes of a copy beside its bodies, about


@dataclass(frozen=True, slots=True)
class Variant:
    """A copy in one coding, as it goes out; `unchanged` are the headers of its 304."""

    tag: str
    body: bytes
    headers: list[Header]
    unchanged: list[Header]


@dataclass(slots=True)
class Copy:
    """What was rendered, what it depends on, and until when it is exact."""

    name: Name
    route: str
    headers: list[Header]
    packed: bytes  # with brotli, which most ask for; other codings are made from it when somebody asks
    digest: str
    right_at: float  # when it was last known to be right, by the monotonic clock
    modified_at: int | None = None
    vary: str = VARY
    variants: dict[str, Variant] = field(default_factory=dict)

    @property
    def size(self) -> int:
        others = (len(variant.body) for coding, variant in self.variants.items() if coding != "br")
        return OVERHEAD + len(self.packed) + sum(others)

    def variant(self, coding: str) -> Variant:
        """Return the page in a coding: "br", "gzip" or ""."""
        if coding not in self.variants:
            self.variants[coding] = self._made(coding)
        return self.variants[coding]

    def _made(self, coding: str) -> Variant:
        body = _coded(self.packed, coding)
        tag = f'"{self.digest}{coding and "-"}{coding}"'
        common = [("ETag", tag), ("Cache-Control", FOR_A_SECOND), ("Vary", self.vary)]
        own = [("Content-Length", str(len(body)))]
        if coding:
            own.append(("Content-Encoding", coding))
        return Variant(tag, body, [*self.headers, *common, *own], common)


def copy_of(
    body: bytes,
    headers: dict[str, str],
    *,
    name: Name,
    route: str,
    right_at: float,
) -> Copy:
    """Return a copy of an answer of Django's. Its tag follows from the bytes: every process has the same."""
    changed = parse_http_date_safe(headers.get("Last-Modified", ""))
    if changed is not None and changed >= int(name.at.timestamp()) - 1:
        changed = None  # more may follow in the same second, so the date proves nothing
    return Copy(
        name=name,
        route=route,
        headers=[(name, value) for name, value in headers.items() if name.lower() not in REPLACED],
        packed=brotli.compress(body, quality=BROTLI_QUALITY),
        digest=blake2b(body, digest_size=12).hexdigest(),
        right_at=right_at,
        modified_at=changed,
        vary=VARY if "Cookie" in headers.get("Vary", "") else VARY_FOR_EVERYBODY,
    )


class Copies(Shelf[Address, Copy]):
    """The latest copy of each page."""

    def variant(self, address: Address, copy: Copy, coding: str) -> Variant:
        """Return a copy in a coding, and count the bytes if it had to be made."""
        found = copy.variants.get(coding)
        if found is None:
            found = copy.variant(coding)
            self.weigh(address, copy)
        return found


def _coded(packed: bytes, coding: str) -> bytes:
    if coding == "br":
        return packed
    body = brotli.decompress(packed)
    return gzip.compress(body, GZIP_LEVEL, mtime=0) if coding == "gzip" else body
