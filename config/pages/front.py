"""The application that stands in front of Django and answers strangers from copies."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from secrets import token_hex
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.db import Error
from django.utils import timezone
from django.utils.http import parse_http_date_safe

from config.logs import current_request_id, note_request
from config.pages.asking import Address, Asking, Environ, names_tag
from config.pages.copies import Copies, Copy, Header, Variant
from config.pages.crowds import Crowds
from config.pages.making import render, storable
from config.pages.versions import Away, present

StartResponse = Callable[..., Any]

STALE_AT_MOST = 600.0  # seconds since a copy was last known to be right, while the database is away
LEAVE_ALONE = 1.0  # seconds in which a database that is away is not asked again
# What a copy says of itself that could not be compared (RFC 9211).
STALE = [("Cache-Control", "no-cache"), ("Cache-Status", 'Resonanz; hit; detail="database away"')]


class StoredPages:
    """Answers a stranger from the copy of a page if it is exact; everything else is Django's.

    A copy is exact if the numbers that name it are the present ones and its time has not run out.
    """

    def __init__(self, django: WSGIHandler, *, limit: int) -> None:
        """`limit` is what all copies together may take, in bytes."""
        self.django = django
        self.asking = Asking()
        self.copies = Copies(limit)
        self._crowds = Crowds[Address]()
        self._ask_again_at = 0.0

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        began = time.perf_counter()
        address = self.asking.address(environ)
        if address is None:
            return self.django(environ, start_response)
        try:
            copy = self.copies.get(address)
            if copy is not None and self._is_exact(copy):
                return self._answer(environ, start_response, address, copy, began)
            return self._rendered(environ, start_response, address, began)
        except (Away, Error):
            copy = self.copies.get(address)
            if copy is None or time.monotonic() - copy.right_at > STALE_AT_MOST:
                return self.django(environ, start_response)
            return self._answer(environ, start_response, address, copy, began, is_known=False)

    def _is_exact(self, copy: Copy) -> bool:
        """Whether a copy is what would be rendered now. Raises Away."""
        if timezone.now() >= copy.name.valid_until:
            return False
        now = time.monotonic()
        if now < self._ask_again_at:
            raise Away
        try:
            exact = present(copy.name.question) == copy.name.versions
        except Away:
            self._ask_again_at = time.monotonic() + LEAVE_ALONE
            raise
        if exact:
            copy.right_at = now
        return exact

    def _rendered(
        self, environ: Environ, start_response: StartResponse, address: Address, began: float
    ) -> Iterable[bytes]:
        """Let Django render the page, once for everybody where its view allows it; a crowd waits."""
        found = storable(environ)
        if found is None:
            return self.django(environ, start_response)
        with self._crowds.one_by_one(address):
            copy = self.copies.get(address)
            if copy is None or not self._is_exact(copy):
                rendered = render(self.django, self.asking, environ, *found)
                if rendered.copy is None:
                    return rendered.send(start_response)
                self.copies.put(address, rendered.copy)
                return self._send(environ, start_response, address, rendered.copy, rendered.request_id)[0]
        return self._answer(environ, start_response, address, copy, began)

    def _answer(
        self,
        environ: Environ,
        start_response: StartResponse,
        address: Address,
        copy: Copy,
        began: float,
        *,
        is_known: bool = True,
    ) -> Iterable[bytes]:
        """Send a copy and write the one line of the log that every request has."""
        request_id = token_hex(16)
        body, status = self._send(environ, start_response, address, copy, request_id, is_known=is_known)
        token = current_request_id.set(request_id)
        note_request(environ["REQUEST_METHOD"], copy.route, status, time.perf_counter() - began)
        current_request_id.reset(token)
        return body

    def _send(
        self,
        environ: Environ,
        start_response: StartResponse,
        address: Address,
        copy: Copy,
        request_id: str,
        *,
        is_known: bool = True,
    ) -> tuple[list[bytes], int]:
        """Send a copy, or say that the visitor has it already; return the body and the status."""
        variant = self.copies.variant(address, copy, self.asking.coding(environ))
        own = [("X-Request-Id", request_id)] if is_known else [("X-Request-Id", request_id), *STALE]
        unchanged, whole = (variant.unchanged, variant.headers) if is_known else _undated(variant)
        if _is_unchanged(environ, variant.tag, copy.modified_at):
            start_response("304 Not Modified", [*unchanged, *own])
            return [], 304
        start_response("200 OK", [*whole, *own])
        return [variant.body] if environ["REQUEST_METHOD"] == "GET" else [], 200


def _undated(variant: Variant) -> tuple[list[Header], list[Header]]:
    """The headers of a copy, without the leave to keep it: of its 304, and of the whole."""
    names, whole = variant.unchanged, variant.headers
    return [h for h in names if h[0] != "Cache-Control"], [h for h in whole if h[0] != "Cache-Control"]


def _is_unchanged(environ: Environ, tag: str, modified_at: int | None) -> bool:
    """Whether the visitor has this very copy (RFC 9110, 13.2.2: the tag counts more than the date)."""
    if tags := environ.get("HTTP_IF_NONE_MATCH"):
        return names_tag(tags.strip(), tag)
    since = environ.get("HTTP_IF_MODIFIED_SINCE")
    if since is None or modified_at is None:
        return False
    known = parse_http_date_safe(since)
    return known is not None and modified_at <= known
