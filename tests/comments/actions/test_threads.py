"""Opening a conversation, moving it with its page, and giving it rules of its own."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from accounts.rules.roles import Role
from comments.actions.threads import place_thread, set_thread_rules
from comments.models import Thread
from comments.rules.thread_rules import ThreadRules
from tests.builders import NOW, a_person, a_thread

pytestmark = pytest.mark.django_db


def place(thread: Thread, **change: object) -> None:
    present = {
        name: getattr(thread, name) for name in ("title", "path", "language", "visible_from", "visible_until")
    }
    place_thread(thread=thread, **present | change)


def test_a_thread_moves_with_its_page_and_stored_copies_are_named_anew():
    thread = a_thread()

    place(thread, path="/2026/04/elsewhere/", visible_until=NOW)

    stored = Thread.objects.get(pk=thread.pk)
    assert (stored.path, stored.visible_until, stored.version) == ("/2026/04/elsewhere/", NOW, 1)
    assert (thread.path, thread.version) == (stored.path, 1)


def test_a_thread_that_stays_where_it_is_keeps_its_version():
    thread = a_thread()

    place(thread)

    assert Thread.objects.get(pk=thread.pk).version == 0


def test_a_moderator_gives_a_thread_rules_of_its_own():
    thread, closing = a_thread(), NOW + timedelta(days=1)

    set_thread_rules(
        thread=thread,
        rules=ThreadRules("after_reading", closed=True, closes_at=closing),
        actor=a_person(None, Role.MODERATOR).as_actor(),
        now=NOW,
    )

    stored = Thread.objects.get(pk=thread.pk)
    assert (stored.publication, stored.closed, stored.closes_at) == ("after_reading", True, closing)
    assert stored.version == 1


def test_a_member_cannot_close_a_thread():
    thread = a_thread()

    with pytest.raises(PermissionDenied):
        set_thread_rules(thread=thread, rules=ThreadRules(closed=True), actor=a_person().as_actor(), now=NOW)

    assert not Thread.objects.get(pk=thread.pk).closed
