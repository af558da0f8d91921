"""What happens around every request."""

import re
import uuid
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from .logs import current_request_id

GetResponse = Callable[[HttpRequest], HttpResponse]


def request_id(get_response: GetResponse) -> GetResponse:
    """Give every request an id of ours; error pages show it and every log line carries it.

    An id sent from outside is not believed: it could forge lines of the log.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        request.id = uuid.uuid4().hex  # type: ignore[attr-defined]
        token = current_request_id.set(request.id)  # type: ignore[attr-defined]
        try:
            response = get_response(request)
        finally:
            current_request_id.reset(token)
        response["X-Request-Id"] = request.id  # type: ignore[attr-defined]
        return response

    return middleware


def language_of_the_address(get_response: GetResponse) -> GetResponse:
    """Speak the language that the address names, and the site's own where it names none (R6).

    Django's LocaleMiddleware would look at cookies and headers as well, so that one address
    had several pages; here a page is the same for everybody.
    """
    others = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
    prefix = re.compile(rf"^/({'|'.join(others)})(?:/|$)")

    def middleware(request: HttpRequest) -> HttpResponse:
        found = prefix.match(request.path_info)
        language = found[1] if found else settings.LANGUAGE_CODE
        request.LANGUAGE_CODE = language  # type: ignore[attr-defined]
        with translation.override(language):
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    return middleware


def private_pages_are_not_stored(get_response: GetResponse) -> GetResponse:
    """Keep every answer to a request with a session, and every written form, out of all shared stores."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        personal = settings.SESSION_COOKIE_NAME in request.COOKIES or request.META.get(
            "CSRF_COOKIE_NEEDS_UPDATE"
        )
        if "Cache-Control" not in response:
            response["Cache-Control"] = "private, no-store" if personal else "no-cache"
        return response

    return middleware
