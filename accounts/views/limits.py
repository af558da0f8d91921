"""The answer to too many tries."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

RETRY_AFTER = 60  # seconds; the shortest period of the limits that answer with a page of their own
SECRET_FIELDS = ("password", "code", "csrfmiddlewaretoken")


def too_many(request: HttpRequest) -> HttpResponse:
    """Say how long to wait, and keep what was typed, except passwords and codes, for the next try."""
    kept = [
        (name, value)
        for name, values in request.POST.lists()
        if not any(secret in name for secret in SECRET_FIELDS)
        for value in values
    ]
    secret = any(name for name in request.POST if "password" in name)
    response = render(
        request,
        "accounts/too_many.html",
        {"kept": kept, "may_repeat": bool(request.POST) and not secret, "wait": RETRY_AFTER},
        status=429,
    )
    response["Retry-After"] = str(RETRY_AFTER)
    return response
