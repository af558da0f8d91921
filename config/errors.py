"""Pages for what went wrong: in the reader's language, with the request's id, without a trace.

Pages that a reader can reach on a sound site are framed like all others. Those for a broken request or a
broken site stand alone: they ask neither the database nor the session.
"""

import logging
import sys
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from .languages import home_of, language_of

logger = logging.getLogger("resonanz.errors")

RETRY_AFTER = 10  # seconds
LONGEST_WORD = 40
NEVER_SHOWN = ("password", "token", "code", "secret", "csrf")


@dataclass(frozen=True)
class Trouble:
    """One kind of thing that went wrong, in words for the reader."""

    status: int
    title: str | Promise
    text: str | Promise


BAD_REQUEST = Trouble(
    400,
    _("This request could not be understood"),
    _("Something in it was broken on its way, or was never right. Please go back and try again."),
)
FORBIDDEN = Trouble(
    403,
    _("This is not open to you"),
    _("You may need to sign in, or another role than yours. Nothing was changed."),
)
NOT_FOUND = Trouble(
    404,
    _("There is nothing at this address"),
    _("Perhaps it was mistyped, or the page has moved."),
)
WRONG_METHOD = Trouble(
    405,
    _("This address takes no visits"),
    _("It only receives forms. Please go back to the page you came from."),
)
TOO_LARGE = Trouble(
    413, _("That was too large"), _("What was sent is larger than this site takes. Nothing was stored.")
)
BROKEN = Trouble(
    500,
    _("Something broke on our side"),
    _("It was noted, and it is not your fault. Go back: what you had written may still be there."),
)
AWAY = Trouble(
    503,
    _("One moment, please"),
    _("The site cannot reach its data right now. Please try again in a few seconds."),
)


def request_id_of(request: HttpRequest) -> str:
    return getattr(request, "id", "")


def _words(request: HttpRequest, trouble: Trouble) -> dict[str, object]:
    home = home_of(language_of(request.path_info))
    return {"trouble": trouble, "request_id": request_id_of(request), "home": home}


def alone(request: HttpRequest, trouble: Trouble) -> HttpResponse:
    """The page that needs nothing: no database, no session, no context of the site."""
    language = language_of(request.path_info)
    with translation.override(language):
        page = render_to_string(
            "errors/alone.html",
            _words(request, trouble) | {"language": language},
        )
    response = HttpResponse(page, status=trouble.status, headers={"Cache-Control": "no-store"})
    response.headers["Content-Language"] = language
    if trouble is AWAY:
        response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def framed(request: HttpRequest, trouble: Trouble) -> HttpResponse:
    """The page inside of the site's frame; raises what the database raises."""
    page = render_to_string("errors/framed.html", _words(request, trouble), request)
    return HttpResponse(page, status=trouble.status, headers={"Cache-Control": "no-store"})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return alone(
        request, TOO_LARGE if isinstance(exception, RequestDataTooBig | TooManyFilesSent) else BAD_REQUEST
    )


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return framed(request, FORBIDDEN)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", _words(request, NOT_FOUND), status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """The last resort. A database that is away or full is no mistake of the code: come back soon."""
    problem = sys.exception()
    away = isinstance(problem, OperationalError | InterfaceError)
    logger.error("request.failed", exc_info=problem)
    return alone(request, AWAY if away else BROKEN)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token is too old or missing; what was typed comes back, so that nothing is lost (C5)."""
    came_from = request.headers.get("Referer", "")
    safe = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure())
    words = {
        "typed": typed_texts(request),
        "back": came_from if safe else settings.SITE_URL + "/",
        "request_id": request_id_of(request),
    }
    page = render_to_string("403_csrf.html", words, request)
    return HttpResponse(page, status=403, headers={"Cache-Control": "no-store"})


def typed_texts(request: HttpRequest) -> list[str]:
    """What a person wrote into the form: sentences, not choices, and never a secret."""
    return [
        value
        for name, values in request.POST.lists()
        if not any(word in name.lower() for word in NEVER_SHOWN)
        for value in values
        if len(value) > LONGEST_WORD or any(letter.isspace() for letter in value.strip())
    ]
