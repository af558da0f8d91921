"""Answering 304 only to those who really have what would be sent."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, set_response_etag
from django.utils.http import http_date


def unless_known(
    request: HttpRequest, response: HttpResponse, *, changed_at: datetime | None = None, now: datetime
) -> HttpResponseBase:
    """Name the answer by its bytes, and by the date of its last change if that is known.

    While the second of a change lasts, a date proves nothing, because more may follow within it.
    """
    set_response_etag(response)
    proof = None
    if changed_at is not None:
        changed, present = int(changed_at.timestamp()), int(now.timestamp())
        response["Last-Modified"] = http_date(min(changed, present - 1))
        proof = changed if changed < present else None
    known = get_conditional_response(request, etag=response["ETag"], last_modified=proof, response=response)
    return known or response
