"""What happens around every request."""

import time
import uuid
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from .errors import BAD_REQUEST, WRONG_METHOD, alone, framed
from .languages import language_of
from .logs import current_request_id, note_request

GetResponse = Callable[[HttpRequest], HttpResponse]


def request_id(get_response: GetResponse) -> GetResponse:
    """Give every request an id of ours; error pages show it and every log line carries it.

    An id sent from outside is not believed: it could forge lines of the log. One line of the log tells
    what became of the request: by its route, because a path can name a person or hold a mailed token.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        request.id = uuid.uuid4().hex  # type: ignore[attr-defined]
        token = current_request_id.set(request.id)  # type: ignore[attr-defined]
        began = time.perf_counter()
        try:
            response = get_response(request)
            response["X-Request-Id"] = request.id  # type: ignore[attr-defined]
            route = request.resolver_match.route if request.resolver_match else ""
            note_request(request.method, route, response.status_code, time.perf_counter() - began)
        finally:
            current_request_id.reset(token)
        return response

    return middleware


def only_well_formed_requests(get_response: GetResponse) -> GetResponse:
    """Refuse what no browser sends and no database stores: NUL in the address."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            return alone(request, BAD_REQUEST)
        return get_response(request)

    return middleware


def language_of_the_address(get_response: GetResponse) -> GetResponse:
    """Speak the language that the address names, and the site's own where it names none (R6).

    Django's LocaleMiddleware would look at cookies and headers as well, so that one address
    had several pages; here a page is the same for everybody.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        language = language_of(request.path_info)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    return middleware


def refusals_have_words(get_response: GetResponse) -> GetResponse:
    """Give the page to a refused method that Django answers with nothing at all."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code == 405 and not response.content and request.method == "GET":
            page = framed(request, WRONG_METHOD)
            page["Allow"] = response["Allow"]
            return page
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


def the_same_for_everybody(get_response: GetResponse) -> GetResponse:
    """Say of an answer that is nobody's own (`accounts.stored.for_everybody`) that no cookie matters.

    Stands outside of the sessions, which say the contrary whenever somebody asked who the reader is.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if getattr(response, "is_for_everybody", False):
            varies = [name.strip() for name in response.get("Vary", "").split(",")]
            response["Vary"] = ", ".join(name for name in varies if name and name != "Cookie")
            response.cookies.clear()
        return response

    return middleware
