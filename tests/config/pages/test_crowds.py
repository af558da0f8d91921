"""Many at once: a cold page is made once, and nobody gets another's."""

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, transaction

from accounts.actions.pulse import pulse
from accounts.models import Pulse
from config.pages.front import StoredPages
from tests.at_once import at_once
from tests.builders import a_comment, a_post
from tests.pulses import pulse_of

from .visitor import Visitor

pytestmark = pytest.mark.django_db(transaction=True)


class Counting(WSGIHandler):
    """Django, that notes what it was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def __call__(self, environ, start_response):
        self.asked.append(environ["PATH_INFO"])
        return super().__call__(environ, start_response)


def test_a_crowd_renders_a_cold_page_once():
    address = a_post(title="The outage").get_absolute_url()
    django = Counting()
    visitor = Visitor(StoredPages(django, limit=4_000_000))

    answers = at_once(*[lambda: visitor.get(address) for _each in range(8)])

    assert django.asked == [address]
    assert len({answer.body for answer in answers}) == 1
    assert len({answer.headers["X-Request-Id"] for answer in answers}) == 8


def test_readers_beside_a_writer_never_see_a_page_go_back():
    post = a_post(title="The outage")
    django = Counting()
    visitor = Visitor(StoredPages(django, limit=4_000_000))
    address, feed = post.get_absolute_url(), f"{post.get_absolute_url()}feed/"

    def write():
        for number in range(6):
            a_comment(thread=post.thread, body=f"Word {number}")

    def read():
        return [visitor.get(path).text.count("<p>Word ") for _each in range(12) for path in (address,)]

    outcomes = [outcome for outcome in at_once(write, read, read) if outcome]

    assert all(seen == sorted(seen) for seen in outcomes)
    assert visitor.get(address).text.count("<p>Word ") == 6
    assert visitor.get(feed).stored


def test_pulses_of_open_transactions_do_not_wait_for_each_other():
    """On PostgreSQL side by side, on SQLite one after the other: none is lost, none is refused."""
    before = pulse_of(Pulse.About.SITE)

    def change():
        with transaction.atomic():
            pulse(Pulse.About.TALK)
            pulse(Pulse.About.SITE)

    outcomes = at_once(*[change for _each in range(8)])

    assert outcomes == [None] * 8
    assert pulse_of(Pulse.About.SITE) >= before + 8
    if connection.vendor == "sqlite":
        assert Pulse.objects.count() == 2
