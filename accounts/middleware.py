"""What happens around the requests of people: their clock, their sessions, and what forms answer."""

import json
import time
from collections.abc import Callable, Iterator

from allauth.account.internal.flows.reauthentication import STATE_SESSION_KEY
from allauth.usersessions.models import UserSession
from django.contrib.sites.requests import RequestSite
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from accounts.rules.zones import ZONES

GetResponse = Callable[[HttpRequest], HttpResponse]
SEEN_EVERY = 60 * 60  # seconds: fine enough for "last seen today", coarse enough to cost nothing
LIMITED = frozenset({"too_many_login_attempts", "rate_limited"})
WAITING = frozenset(
    {
        "CONTENT_TYPE", "CSRF_COOKIE", "HTTP_HOST", "HTTP_X_FORWARDED_PROTO", "PATH_INFO", "REQUEST_METHOD",
        "SCRIPT_NAME", "SERVER_NAME", "SERVER_PORT",
    }
)  # fmt: skip
PAUSE = 5 * 60  # seconds, as in ACCOUNT_RATE_LIMITS["login_failed"]


def time_zone_of_the_reader(get_response: GetResponse) -> GetResponse:
    """Show times as the signed-in reader set them; without a session, those of the site."""

    def middleware(request: HttpRequest) -> HttpResponse:
        name = request.user.time_zone if request.user.is_authenticated else ""
        if name in ZONES:
            with timezone.override(name):
                return get_response(request)
        return get_response(request)

    return middleware


def sessions_are_seen(get_response: GetResponse) -> GetResponse:
    """Note, at most once an hour, that a session was used; the note is kept in the session itself."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and request.session.get("seen_at", 0) < time.time() - SEEN_EVERY:
            request.session["seen_at"] = int(time.time())
            UserSession.objects.create_from_request(request)
        return get_response(request)

    return middleware


def waiting_requests_name_nobody(get_response: GetResponse) -> GetResponse:
    """Keep the sender's address, cookies and browser out of a form that waits for its sender's password.

    Allauth keeps the whole head of such a request in the session; what is left here answers it later.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method == "POST" and response.status_code == 302 and request.session.modified:
            state = request.session.get(STATE_SESSION_KEY) or {}
            if "request" in state:
                waiting = json.loads(state["request"])
                waiting["META"] = {name: value for name, value in waiting["META"].items() if name in WAITING}
                request.session[STATE_SESSION_KEY] = state | {"request": json.dumps(waiting)}
        return response

    return middleware


class WrongFormsSaySo:
    """Answer 422 where a form of allauth comes back with errors, and 429 with a time where it was a limit.

    Allauth's pages also call the host of the request `site`; here that is the name of the settings.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_template_response(self, request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
        context = response.context_data or {}
        if isinstance(context.get("site"), RequestSite):
            del context["site"]
        codes = set(_codes(context)) if request.method == "POST" and response.status_code == 200 else set()
        if codes & LIMITED:
            response.status_code = 429
            response["Retry-After"] = str(PAUSE)
        elif codes:
            response.status_code = 422
        return response


def _codes(context: dict[str, object]) -> Iterator[str]:
    """The codes of all errors in the forms that a page was given."""
    for form in context.values():
        if isinstance(form, BaseForm) and form.is_bound:
            for errors in form.errors.as_data().values():
                yield from (error.code or "invalid" for error in errors)
