"""Rendering a page for nobody in particular, so that the copy can be anybody's."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, get_path_info
from django.http import HttpResponse
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import timezone, translation

from accounts.stored import Shows
from config.languages import language_of
from config.pages.asking import Asking, Environ, is_plain
from config.pages.copies import Copy, copy_of
from config.pages.versions import Question, name_of, question_for

StartResponse = Callable[..., Any]
TOKEN = b'<input type="hidden" name="csrfmiddlewaretoken"'  # the word alone may stand in any text


@dataclass(frozen=True)
class Rendered:
    """What Django answered; `copy` is None where it must not be kept."""

    status: str
    headers: list[tuple[str, str]]
    response: HttpResponse
    copy: Copy | None = None

    @property
    def request_id(self) -> str:
        return str(self.response["X-Request-Id"])

    def send(self, start_response: StartResponse) -> Iterable[bytes]:
        start_response(self.status, self.headers)
        return self.response


def storable(environ: Environ) -> tuple[ResolverMatch, Question] | None:
    """Return the view of an address and what names its copy; None where Django must answer everybody itself.

    Raises what the database raises.
    """
    path = get_path_info(environ)
    try:
        with translation.override(language_of(path)):
            match = resolve(path)
    except Resolver404:
        return None
    shows: Shows | None = getattr(match.func, "shows", None)
    question = question_for(shows, path, environ.get("QUERY_STRING", "")) if shows else None
    return (match, question) if question else None


def render(
    django: WSGIHandler, asking: Asking, environ: Environ, match: ResolverMatch, question: Question
) -> Rendered:
    """Let Django answer a visitor without any mark. Raises what the database raises, and Away.

    Numbers and times are read first: a change while the page is made is seen by the next look, and costs one
    more rendering, never a page that stays too old.
    """
    right_at, name = time.monotonic(), name_of(question, timezone.now())
    begun: list[Any] = []

    def begin(
        status: str, headers: list[tuple[str, str]], _problem: Any = None, /
    ) -> Callable[[bytes], object]:
        begun[:] = status, headers
        return lambda _more: None

    response: Any = django(asking.without_the_visitor(environ), begin)
    status, headers = begun
    rendered = Rendered(status, headers, response)
    if not _may_be_kept(response, asking.host_of(environ)):
        return rendered
    body = b"".join(response)
    response.close()
    copy = copy_of(body, dict(response.items()), name=name, route=match.route, right_at=right_at)
    return Rendered(status, headers, response, copy)


def _may_be_kept(response: HttpResponse, host: str) -> bool:
    """Whether this is a page for everybody: also not one that repeats the name it was asked under."""
    if (
        response.status_code != 200
        or response.streaming
        or response.cookies
        or not is_plain(response.headers)
    ):
        return False
    named = host != settings.SITE_HOST and host.encode() in response.content
    return TOKEN not in response.content and not named
