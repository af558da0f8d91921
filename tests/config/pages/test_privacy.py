"""Nothing that belongs to somebody gets into a copy (quality 25)."""

import random
import re
from importlib import import_module

import pytest
from django.conf import settings
from django.contrib.messages import constants
from django.contrib.messages.storage.session import SessionStorage
from django.http import HttpResponse
from django.test import Client, RequestFactory

from accounts.models import User
from accounts.rules.roles import Role
from comments.actions.moderate import moderate
from comments.rules.states import REMOVE, State
from tests.builders import EDITOR, a_comment, a_draft, a_person, a_post, a_series

pytestmark = pytest.mark.django_db

REQUESTS = 1000
PLANTED = re.compile(
    rb"PLANTED|csrfmiddlewaretoken|sessionid|nonce-|192\.0\.2\.|198\.51\.100\.|testserver", re.IGNORECASE
)


@pytest.fixture
def site(now):
    """A site with something to hide in every corner, and the addresses that strangers know."""
    grace = a_person("Grace", about="Builds compilers.")
    User.objects.filter(pk=grace.pk).update(email="planted@example.org")
    series = a_series("Networks")
    posts = [
        a_post(title=f"Post {n}", author=a_person(f"Author {n}"), series_id=series.pk, part=n + 1)
        for n in range(3)
    ]
    for post in posts:
        shown = a_comment(thread=post.thread, author=grace, body="A word for all.")
        a_comment(
            thread=post.thread, parent=shown, author=a_person(), body="PLANTED HELD", state=State.PENDING
        )
        a_comment(thread=post.thread, author=a_person(), body="PLANTED SPAM", state=State.SPAM)
        gone = a_comment(
            thread=post.thread, author=a_person("PLANTED removed"[:15] + str(post.pk)), body="PLANTED GONE"
        )
        a_comment(thread=post.thread, parent=gone)
        _remove(gone, now)
    a_draft(title="PLANTED DRAFT")
    a_post(title="PLANTED SCHEDULED", at=now.replace(year=2090))
    address = posts[0].get_absolute_url()
    known = [
        "/", "/2026/", "/2026/03/", "/series/networks/", "/feed/", "/feed/rss/", "/feed/json/",
        "/comments/feed/", "/members/Grace/", f"{address}feed/", "/author/Author 0/",
        "/accounts/login/", "/accounts/signup/",
        *(post.get_absolute_url() for post in posts),
    ]  # fmt: skip
    return known + [f"/en{path}" for path in known]


def _remove(comment, now):
    moderate(comment=comment, move=REMOVE, actor=EDITOR, reason="insult", now=now)


@pytest.fixture
def sessions():
    """Cookies of people whose names, and messages that wait for them, must stay theirs."""
    roles = ((), (Role.MODERATOR,), (Role.EDITOR,))
    people = [a_person(f"PLANTED {n}", *each) for n, each in enumerate(roles)]
    return [_signed_in(person) for person in people]


def _signed_in(person):
    client = Client()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _leave_a_message(key):
    request = RequestFactory().get("/")
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    storage = SessionStorage(request)
    storage.add(constants.SUCCESS, "PLANTED MESSAGE")
    storage.update(HttpResponse())
    request.session.save()


def test_a_thousand_mixed_requests_leave_nothing_personal(visitor, front, site, sessions):
    dice = random.Random(25)
    personal = copies = 0
    for number in range(REQUESTS):
        if number % 40 == 0:
            _leave_a_message(dice.choice(sessions))
        answer = visitor.get(dice.choice(site) + _query(dice), **_manner(dice, sessions))
        personal += bool(PLANTED.search(answer.body))
        copies += answer.stored
        assert not (answer.stored and PLANTED.search(answer.body))

    assert personal > REQUESTS / 20, "what must not appear was there"
    assert copies > REQUESTS / 4
    kept = [b"".join([copy.variant("").body, str(copy.variants).encode()]) for copy in front.copies.all()]
    assert len(kept) > 15
    assert [page for page in kept if PLANTED.search(page)] == []


def _query(dice):
    odd = (
        "?sort=newest",
        "?page=1",
        "?page=2",
        "?next=/PLANTED/",
        "?utm_source=PLANTED",
        "?sort=%22",
        "?q=PLANTED",
    )
    return dice.choice(odd) if dice.random() < 0.2 else ""


def _manner(dice, sessions):
    """Who asks, and how."""
    headers = {
        "accept_encoding": dice.choice(["", "gzip", "br, gzip", "PLANTED"]),
        "host": dice.choice(["testserver", "localhost", "127.0.0.1:8000", "planted.example"]),
        "user_agent": "PLANTED AGENT",
        "referer": "https://planted.example/",
        "x_forwarded_for": "198.51.100.7",
        "x_forwarded_host": "planted.example",
        "accept_language": dice.choice(["de", "en", "PLANTED"]),
    }
    cookies = (
        ["messages=PLANTED", "csrftoken=PLANTEDPLANTEDPLANTEDPLANTEDPLAN"] if dice.random() < 0.5 else []
    )
    if dice.random() < 0.3:
        cookies.append(f"sessionid={dice.choice(sessions)}")
    if dice.random() < 0.1:
        headers["hx_request"] = "true"
    return {
        "method": dice.choice(["GET", "GET", "GET", "HEAD", "POST"]),
        "cookie": "; ".join(cookies),
        **headers,
    }


def test_whoever_signed_in_gets_an_own_page_and_a_stranger_s_after_signing_out(visitor, sessions):
    stranger = visitor.get("/")

    own = visitor.get("/", cookie=f"sessionid={sessions[0]}")

    assert "PLANTED 0" in own.text
    assert own.headers["Cache-Control"] == "private, no-store"
    assert visitor.get("/", cookie="csrftoken=x").body == stranger.body
