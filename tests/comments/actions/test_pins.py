"""A comment above its conversation."""

import pytest
from django.core.exceptions import PermissionDenied

from accounts.rules.roles import Role
from comments.actions.pins import NotPinnable, pin, unpin
from comments.models import LogEntry, Thread
from comments.rules.states import State
from tests.builders import NOW, a_comment, a_person, a_thread

pytestmark = pytest.mark.django_db


@pytest.fixture
def henk():
    return a_person("Henk", Role.MODERATOR).as_actor()


def moves(thread):
    about = LogEntry.objects.filter(thread_id=thread.pk, move__in=["pin", "unpin"])
    return list(about.order_by("id").values_list("move", "comment_id"))


def test_one_comment_is_pinned_at_a_time_and_the_log_says_which(henk):
    first = a_comment()
    second = a_comment(thread=first.thread)
    version = second.thread.version

    assert pin(comment=first, actor=henk, now=NOW)
    assert pin(comment=second, actor=henk, now=NOW)
    assert not pin(comment=second, actor=henk, now=NOW)

    thread = Thread.objects.get(pk=first.thread_id)
    assert (thread.pinned_id, thread.version) == (second.pk, version + 2)
    assert moves(thread) == [("pin", first.pk), ("unpin", first.pk), ("pin", second.pk)]


def test_only_that_is_unpinned_which_was_seen_to_be_pinned(henk):
    first = a_comment()
    second = a_comment(thread=first.thread)
    pin(comment=second, actor=henk, now=NOW)

    assert not unpin(thread=first.thread, comment_id=first.pk, actor=henk, now=NOW)
    assert unpin(thread=first.thread, comment_id=second.pk, actor=henk, now=NOW)

    assert Thread.objects.get(pk=first.thread_id).pinned_id is None
    assert moves(first.thread) == [("pin", second.pk), ("unpin", second.pk)]


@pytest.mark.parametrize("state", [State.PENDING, State.REMOVED, State.WITHDRAWN])
def test_only_what_readers_have_is_pinned(henk, state):
    comment = a_comment(state=state)

    with pytest.raises(NotPinnable):
        pin(comment=comment, actor=henk, now=NOW)

    assert Thread.objects.get(pk=comment.thread_id).pinned_id is None


@pytest.mark.parametrize("roles", [(), (Role.EDITOR,)])
def test_moderators_pin(roles):
    comment, actor = a_comment(), a_person(None, *roles).as_actor()

    with pytest.raises(PermissionDenied):
        pin(comment=comment, actor=actor, now=NOW)
    with pytest.raises(PermissionDenied):
        unpin(thread=a_thread(), comment_id=comment.pk, actor=actor, now=NOW)
