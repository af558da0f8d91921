"""Pages for signed-in readers: rendered once for a reader of paper, then only what is personal is filled in.

A member without a role, without a message that waits and without anything of their own in the conversation
(`comments/apart.py`) gets what every other one gets in the same time zone and appearance, but for a name, how
much is unread, and what the form needs. Everybody else gets a page that is rendered for them.
Why so: docs/decisions/0041-pages-of-members.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any, cast
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.html import conditional_escape
from django.utils.translation import get_language

from accounts.models import Mute, User
from accounts.stored import Shows
from comments.apart import Facts
from comments.models import Thread
from comments.places import wish_of
from comments.views.facts import facts_for
from comments.views.follow import follow_button
from comments.views.origin import started_at
from comments.views.returning import line_of_return
from config.pages.crowds import Crowds
from config.pages.shelf import Shelf
from config.pages.versions import Away, Name, Question, name_of, present, question_for

MESSAGES = "_messages"  # where the session keeps what has not been told yet
NAME, UNREAD = "name", "unread"
# What a reader's form holds and another's must not: the fields that `comments/composer.html` hides. With the
# beginning of the element, because words of a text may read like the rest, but never hold a `<`.
FIELD = rb'(?P<before><input type="hidden" name="(?P<field>csrfmiddlewaretoken|submission|started)" value=")'

# Where `comments/conversation.html` and `follow_bar.html` leave room; nobody's words hold a `<`.
NEWS, LINE = "news", b"<!--news-->"
FOLLOW, BUTTON = "follow", b"<!--follow-->"

Key = tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Stencil:
    """A page with blanks: pieces of it, and between them the names of what belongs there."""

    name: Name
    pieces: list[bytes]
    blanks: list[str]
    headers: dict[str, str]

    @property
    def size(self) -> int:
        return sum(map(len, self.pieces))

    def filled(self, values: dict[str, Callable[[], str]]) -> bytes:
        """Return the page with everything in its place, escaped; for several places it is worked out once."""
        words = {blank: conditional_escape(values[blank]()).encode() for blank in set(self.blanks)}
        found = [self.pieces[0]]
        for blank, piece in zip(self.blanks, self.pieces[1:], strict=True):
            found += words[blank], piece
        return b"".join(found)


class PagesOfMembers:
    """The last of all middleware: it knows the reader, and stands before the view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.PAGES_BYTES or settings.DEBUG:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.stencils = Shelf[Key, Stencil](settings.PAGES_BYTES // 4)
        self._crowds = Crowds[Key]()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Answer from a stencil, or leave the request to the view."""
        shows: Shows | None = getattr(view, "shows", None)
        if shows in {None, Shows.NEWS} or not _is_any_member(request):
            return None
        try:
            stencil = self._stencil(request, shows, lambda paper: view(paper, *args, **kwargs))
        except Away:
            return None
        if stencil is None:
            return None
        facts = _facts(request, shows, stencil.name.question, kwargs)
        if facts is None:
            return None
        return HttpResponse(stencil.filled(_values(request, stencil, facts)), headers=stencil.headers)

    def _stencil(
        self, request: HttpRequest, shows: Shows, render: Callable[[HttpRequest], HttpResponse]
    ) -> Stencil | None:
        """The stencil of this page that is exact now, made if there is none. Raises Away."""
        key = _key(request)
        stencil = self.stencils.get(key)
        if stencil and _is_exact(stencil):
            return stencil
        question = question_for(shows, request.path_info, request.META.get("QUERY_STRING", ""))
        if question is None:
            return None
        with self._crowds.one_by_one(key):
            stencil = self.stencils.get(key)
            if stencil is None or not _is_exact(stencil):
                stencil = stencil_of(name_of(question, timezone.now()), request, render)
                if stencil:
                    self.stencils.put(key, stencil)
        return stencil


def _is_exact(stencil: Stencil) -> bool:
    """Whether the page would be the same if it was rendered now. Raises Away."""
    name = stencil.name
    return timezone.now() < name.valid_until and present(name.question) == name.versions


def _is_any_member(request: HttpRequest) -> bool:
    """Whether nothing but the name tells this reader's page from that of another."""
    if request.method != "GET" or "HX-Request" in request.headers:
        return False
    reader = request.user
    return (
        reader.is_authenticated
        and reader.is_active
        and not (reader.is_staff or reader.is_superuser)
        and not request.session.get(MESSAGES)
    )


def _facts(request: HttpRequest, shows: Shows, question: Question, kwargs: Mapping[str, Any]) -> Facts | None:
    """What is new to this reader here, and whether they follow; None where the page holds something of this
    reader's, or must not hold what others find on it."""
    reader = cast(User, request.user)
    if question.of:
        facts = facts_for(request, question.of[0], timezone.now())
        return None if facts.apart else facts
    if kwargs.get("username") == reader.username:
        return None  # one's own page offers nothing that is meant for others
    hides = shows is Shows.COMMENTS and Mute.objects.filter(person=reader).exists()
    return None if hides else Facts()


def _key(request: HttpRequest) -> Key:
    query = request.META.get("QUERY_STRING", "")
    theme = cast(User, request.user).theme
    return request.get_host(), request.path_info, query, timezone.get_current_timezone_name(), theme


def stencil_of(
    name: Name, request: HttpRequest, render: Callable[[HttpRequest], HttpResponse]
) -> Stencil | None:
    """Render the page for a reader of paper and take it apart; None for what is no page.

    The reader's name is a word that nobody can guess, so that no comment can hold a blank.
    """
    word = get_random_string(32)
    response = render(_on_paper(request, word))
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    if response.status_code != 200 or response.streaming or response.cookies or not is_page:
        return None
    blank = re.compile(
        rb'%b[^"]*|(?P<news>%b)|(?P<follow>%b)|%b(?P<unread>unread)?' % (FIELD, LINE, BUTTON, word.encode())
    )
    pieces, blanks, done = [], [], 0
    for found in blank.finditer(response.content):
        begins = found.end("before") if found["field"] else found.start()
        pieces.append(response.content[done:begins])
        blanks.append(found["field"].decode() if found["field"] else found.lastgroup or NAME)
        done = found.end()
    pieces.append(response.content[done:])
    return Stencil(name, pieces, blanks, dict(response.headers))


def _on_paper(request: HttpRequest, word: str) -> HttpRequest:
    """The same request from a reader who does not exist, and without what was noted for the real one."""
    paper = copy(request)
    paper.resolver_match = request.resolver_match  # left out by `copy`
    paper.META = dict(request.META)
    paper.user = User(pk=0, username=word, theme=cast(User, request.user).theme)
    paper.user.unread_words = f"{word}unread"
    paper.user.roles = frozenset()
    return paper


def _values(request: HttpRequest, stencil: Stencil, facts: Facts) -> dict[str, Callable[[], str]]:
    """What belongs into the blanks; worked out only where there is one."""
    threads, order = stencil.name.question.of, wish_of(request.GET).order
    return {
        NAME: lambda: request.user.username,
        UNREAD: lambda: cast(User, request.user).unread_words,
        NEWS: lambda: line_of_return(facts.returning, request.path, timezone.now(), order),
        FOLLOW: lambda: follow_button(get_language() or "", follows=facts.is_follower),
        "csrfmiddlewaretoken": lambda: get_token(request),
        "submission": lambda: str(uuid4()),
        "started": lambda: started_at(Thread(pk=threads[0]), timezone.now()) if threads else "",
    }
