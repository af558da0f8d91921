"""Pages for everyone: no finding of axe, no sideways scroll, in both languages and themes (R5, R6).

The second language is looked at in one theme at one width: its words are others, its frame is the same.
"""

import json
from collections.abc import Callable, Sequence

import pytest

from .conftest import Demonstration, OpenWindow, Window
from .looks import EVERY_LOOK, ONE_LOOK, WIDER, faults_of

pytestmark = pytest.mark.browser

LANGUAGES = {"": EVERY_LOOK, "/en": ONE_LOOK}
PUBLIC = [
    "/",
    "the report",
    "/accounts/signup/",
    "/accounts/login/",
    "/members/Uwe%20Thalbach/",
    "/rules/",
    "/search/",
    "/search/?q=netz&kind=posts",
    "/search/?q=glsfaser",
    "/gibt-es-nicht/",
    "/transparency/",
    "a report about a comment",
    "the texts of a comment",
    "stopping mails",
    "a closed conversation",
]
STAFF = [
    "/moderation/",
    "/moderation/reported/",
    "/moderation/appeals/",
    "/moderation/edits/",
    "/moderation/new/",
    "/moderation/decisions/",
    "the rules of a conversation",
    "making words unreadable",
    "/moderation/people/",
    "/moderation/people/Billigminuten24/",
    "/admin/",
    "/admin/blog/post/",
    "/admin/blog/post/add/",
    "/admin/comments/comment/",
]
MEMBER = [
    "a statement of reasons",
    "/accounts/me/measures/",
    "/accounts/me/drafts/",
    "/accounts/me/inbox/",
    "/accounts/me/comments/",
    "/accounts/me/export/",
    "/accounts/me/leave/",
    "a report about a comment",
    "a closed conversation",
]

FIND = """
import json
from uuid import uuid4
from django.db.models import F
from django.utils import timezone
from accounts.models import User
from comments.actions.drafts import Place, Typed, keep_draft
from comments.actions.unsubscribing import Scope, token_of
from comments.models import Appeal, Comment, Thread
from comments.signed import case_path

report = Thread.objects.get(path__endswith="/plauderfunk-schenkt-freiminuten/")
Thread.objects.filter(path__endswith="/warum-wir-noch-briefe-wollen/").update(
    closed=True, version=F("version") + 1
)
person = User.objects.get(username="Rolf Damm")
follower = User.objects.get(username="Rosa Mendel")
typed = Typed("Drei Sätze, und der vierte fehlt noch.", uuid4())
keep_draft(person=person, place=Place(report), typed=typed, now=timezone.now())
first = report.comments.get(number=1)
revised = Comment.objects.get(author__username="Kester", revised=True)
print(json.dumps({
    "the report": report.path,
    "a closed conversation": Thread.objects.get(closed=True).path,
    "a report about a comment": f"/comments/{first.pk}/report/",
    "the rules of a conversation": f"/moderation/threads/{report.pk}/",
    "making words unreadable": f"/comments/{first.pk}/redact/",
    "the texts of a comment": f"/comments/{revised.pk}/versions/",
    "stopping mails": f"/unsubscribe/{token_of(Scope.thread(follower.pk, report.pk))}/",
    "a statement of reasons": case_path(Appeal.objects.waiting().get().case),
}))
"""

Faults = Callable[..., dict[str, list[str]]]


@pytest.fixture(scope="module")
def places(site: Demonstration) -> dict[str, str]:
    """Where the pages are that have a number or a token in their address."""
    return json.loads(site.site.manage(code=FIND).splitlines()[-1])


@pytest.fixture
def faults(places: dict[str, str]) -> Faults:
    """Return a function that says what is wrong with each of these pages in both languages."""

    def look(window: Window, addresses: Sequence[str]) -> dict[str, list[str]]:
        found = {}
        for prefix, looks in LANGUAGES.items():
            for name in addresses:
                answer = window.page.goto(prefix + places.get(name, name))
                assert answer is not None
                assert answer.status == (404 if name == "/gibt-es-nicht/" else 200), name
                found[prefix + name] = faults_of(window.page, looks)
        return {address: faults for address, faults in found.items() if faults}

    return look


def test_axe_finds_nothing_on_public_pages_and_nothing_scrolls_sideways(
    open_window: OpenWindow, faults: Faults
) -> None:
    assert faults(open_window(), PUBLIC) == {}


def test_axe_finds_nothing_on_the_pages_of_the_staff_and_none_breaks_the_policy(
    open_window: OpenWindow, faults: Faults
) -> None:
    window = open_window(person="Mira Lindqvist")

    assert faults(window, STAFF) == {}
    assert window.watch.problems == []


def test_axe_finds_nothing_on_the_pages_of_somebody_about_whom_was_decided(
    open_window: OpenWindow, faults: Faults
) -> None:
    assert faults(open_window(person="Rolf Damm"), MEMBER) == {}


def test_nothing_scrolls_sideways_for_somebody_who_is_signed_in(
    open_window: OpenWindow, places: dict[str, str]
) -> None:
    window = open_window(width=320, person="Mira Lindqvist")
    wide = {}
    for name in PUBLIC:
        window.page.goto(places.get(name, name))
        wide[name] = window.page.evaluate(WIDER)

    assert {name: pixels for name, pixels in wide.items() if pixels > 0} == {}
