"""Fetch what stands at an address that a stranger gave (quality 17): slowly, little, and not everywhere.

Used where the server itself asks another host: pictures of an import, mentions, cards of links. It stands
in the lowest room that knows the outside, so that every room above can use it; see decision 31.
"""

from __future__ import annotations

import io
import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from urllib.parse import urljoin

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.rules.destinations import Destination, DestinationRefused, destination_of, is_public

SECONDS = 5.0  # for everything: names, connections, redirects and the answer
MAX_BYTES = 2_000_000
MAX_REDIRECTS = 3
_AROUND = 500_000  # bytes of head and marks of chunks around the answer
_CHUNK = 65_536
_MOVED = frozenset({301, 302, 303, 307, 308})

type Resolve = Callable[[str, int], Sequence[str]]

__all__ = ["DestinationRefused", "FetchFailed", "Fetched", "Probed", "fetch", "probe"]


class FetchFailed(Exception):
    """The address may be called, but nothing useful came back. The text says why in plain words."""


@dataclass(frozen=True)
class Fetched:
    """An answer with status 200. `address` is where it was found in the end; `kind` is what it claims."""

    address: str
    kind: str
    content: bytes


@dataclass(frozen=True)
class Probed:
    """That something answers: where redirects ended, and with which status."""

    address: str
    status: int


def numbers_of(host: str, port: int) -> Sequence[str]:
    """Ask the system for the network addresses of a host, in its order. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(place[0]) for *_rest, place in found))


def fetch(
    address: str,
    *,
    max_bytes: int = MAX_BYTES,
    seconds: float = SECONDS,
    accept: str = "*/*",
    may_reach: Callable[[str], bool] = is_public,
    resolve: Resolve = numbers_of,
) -> Fetched:
    """Return the answer of `address`, after at most three redirects, `seconds` and `max_bytes`.

    Each name is resolved once, and the connection goes to the very number that was judged by `may_reach`,
    so an answer that changes meanwhile changes nothing. Raises DestinationRefused before any connection is
    made, and FetchFailed. Never call it while a visitor waits.
    """
    with _answered(address, max_bytes + _AROUND, seconds, accept, may_reach, resolve) as (found_at, answer):
        return Fetched(found_at, answer.getheader("Content-Type", ""), _read(answer, max_bytes))


def probe(
    address: str,
    *,
    seconds: float = SECONDS,
    may_reach: Callable[[str], bool] = is_public,
    resolve: Resolve = numbers_of,
) -> Probed:
    """Return which status `address` answers with, after at most three redirects; its content is not read.

    Guarded and refused like `fetch`.
    """
    with _answered(address, _AROUND, seconds, "*/*", may_reach, resolve) as (found_at, answer):
        return Probed(found_at, answer.status)


@contextmanager
def _answered(
    address: str,
    most: int,
    seconds: float,
    accept: str,
    may_reach: Callable[[str], bool],
    resolve: Resolve,
) -> Iterator[tuple[str, HTTPResponse]]:
    """Follow redirects and hold the connection of the answer; `most` is in bytes, its head included."""
    ends_at = time.monotonic() + seconds
    for _hop in range(MAX_REDIRECTS + 1):
        place = destination_of(address)
        numbers = _judged(place, ends_at, may_reach, resolve)
        try:
            with _connected(place, numbers, ends_at) as line:
                answer = _asked(line, place, accept, ends_at, most)
                onward = answer.getheader("Location") if answer.status in _MOVED else None
                if not onward:
                    yield address, answer
                    return
        except (OSError, HTTPException, ValueError) as error:
            raise FetchFailed(_reason(error, ends_at)) from None
        address = urljoin(address, onward)
    raise FetchFailed(_("It redirects too often."))


def _judged(
    place: Destination, ends_at: float, may_reach: Callable[[str], bool], resolve: Resolve
) -> Sequence[str]:
    """Return the numbers of a host. One that is not public is enough to refuse them all."""
    numbers = _resolved(place, ends_at, resolve)
    if not all(may_reach(number) for number in numbers):
        raise DestinationRefused(_("The host is not in the public internet."))
    return numbers


def _resolved(place: Destination, ends_at: float, resolve: Resolve) -> Sequence[str]:
    """Ask for the numbers in a thread of its own: the system's question has no end that we could set."""
    answers: queue.SimpleQueue[Sequence[str]] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answers.put(resolve(place.host, place.port))
        except (OSError, UnicodeError):
            answers.put(())

    threading.Thread(target=ask, daemon=True).start()
    try:
        numbers = answers.get(timeout=max(0.0, ends_at - time.monotonic()))
    except queue.Empty:
        raise FetchFailed(_("The name of the host could not be resolved in time.")) from None
    if not numbers:
        raise FetchFailed(_("The name of the host is not known."))
    return numbers


def _connected(place: Destination, numbers: Sequence[str], ends_at: float) -> socket.socket:
    """Connect to the first number that answers."""
    problem: OSError = TimeoutError()
    for number in numbers:
        try:
            line = socket.create_connection((number, place.port), timeout=_left(ends_at))
        except OSError as error:
            problem = error
            continue
        if place.scheme == "http":
            return line
        try:
            return ssl.create_default_context().wrap_socket(line, server_hostname=place.host)
        except BaseException:
            line.close()
            raise
    raise problem


def _asked(line: socket.socket, place: Destination, accept: str, ends_at: float, most: int) -> HTTPResponse:
    """Send the question and read the head of the answer."""
    lines = (
        f"GET {place.target} HTTP/1.1",
        f"Host: {place.authority}",
        f"User-Agent: Resonanz (+{settings.SITE_URL})",
        f"Accept: {accept}",
        "Accept-Encoding: identity",
        "Connection: close",
    )
    line.settimeout(_left(ends_at))
    line.sendall(("\r\n".join(lines) + "\r\n\r\n").encode("ascii"))
    answer = HTTPResponse(_Line(line, ends_at, most))  # type: ignore[arg-type]
    answer.begin()
    return answer


def _read(answer: HTTPResponse, max_bytes: int) -> bytes:
    if answer.status != 200:
        raise FetchFailed(_("The answer has status %(status)d.") % {"status": answer.status})
    if answer.getheader("Content-Encoding", "identity").lower() != "identity":
        raise FetchFailed(_("The answer is compressed although that was not asked for."))
    content = bytearray()
    too_long = (answer.length or 0) > max_bytes  # what it announces
    while not too_long and (part := answer.read(_CHUNK)):
        content += part
        too_long = len(content) > max_bytes
    if too_long:
        raise FetchFailed(_("The answer is longer than %(bytes)d bytes.") % {"bytes": max_bytes})
    if answer.length:
        raise FetchFailed(_("The answer ended too early."))
    return bytes(content)


class _Line:
    """A connection that is read until a moment and up to a number of bytes, however slowly it comes."""

    def __init__(self, line: socket.socket, ends_at: float, most: int) -> None:
        self._line = line
        self._ends_at = ends_at
        self._most = most

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Reading(self._line, self._ends_at, self._most))


class _Reading(io.RawIOBase):
    def __init__(self, line: socket.socket, ends_at: float, most: int) -> None:
        self._line = line
        self._ends_at = ends_at
        self._left = most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview[int], /) -> int:  # type: ignore[override]
        if self._left <= 0:
            raise FetchFailed(_("The answer has too much around it."))
        self._line.settimeout(_left(self._ends_at))
        read = self._line.recv_into(buffer)
        self._left -= read
        return read


def _left(ends_at: float) -> float:
    left = ends_at - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _reason(error: Exception, ends_at: float) -> str:
    if isinstance(error, TimeoutError) or time.monotonic() >= ends_at:
        return _("It took too long.")
    if isinstance(error, ssl.SSLError):
        return _("The certificate of the host is not valid.")
    if isinstance(error, OSError):
        return error.strerror or _("The connection failed.")
    return _("The answer is not HTTP.")
