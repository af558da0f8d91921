"""Everything by a person is removed in batches, and everything that shows it agrees afterwards (M9)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import Standing
from accounts.rules.roles import Role
from comments.actions import sweeping
from comments.actions.recount import recount_standings, recount_thread
from comments.actions.spreading import spread
from comments.actions.sweeping import SweepRuns, TooLate, begin_sweep, sweep_some, undo_sweep
from comments.models import Comment, InboxEntry, Sweep, Thread
from comments.rules.casework import UNDO_FOR
from comments.rules.reasons import UnknownReason
from comments.rules.states import State
from tests.builders import NOW, a_comment, a_person, a_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator():
    return a_person("Mo", Role.MODERATOR)


@pytest.fixture(autouse=True)
def small_batches(monkeypatch):
    monkeypatch.setattr(sweeping, "BATCH", 2)


@pytest.fixture
def said():
    """Five comments of Zora in two conversations, answers of others below them; one waits, one is spam."""
    zora, posts = a_person("Zora"), [a_post(), a_post()]
    states = (State.PUBLIC, State.PUBLIC, State.PENDING, State.PUBLIC, State.SPAM)
    for number, state in enumerate(states):
        thread = posts[number % 2].thread
        comment = a_comment(thread=thread, author=zora, body=f"Zebra stripes {number}", state=state)
        if number == 0:
            a_comment(parent=comment, body="An answer")
    return zora, posts


def begin(person, actor, now=NOW):
    return begin_sweep(person=person, reason="spam", actor=actor.as_actor(), now=now)


def run(sweep, now=NOW):
    while sweep_some(sweep.pk, now=now):
        pass
    sweep.refresh_from_db()
    return sweep


def states_of(person):
    return list(Comment.objects.of(person).order_by("pk").values_list("state", flat=True))


def test_everything_is_removed_and_what_was_decided_before_stays(said, moderator):
    zora, _posts = said

    sweep = run(begin(zora, moderator))

    assert states_of(zora) == ["removed", "removed", "removed", "removed", "spam"]
    assert (sweep.done, sweep.total, sweep.finished_at) == (4, 4, NOW)


def test_it_goes_on_where_it_was_stopped(said, moderator):
    zora, _posts = said
    sweep = begin(zora, moderator)

    sweep_some(sweep.pk, now=NOW)
    sweep.refresh_from_db()

    assert (sweep.done, states_of(zora).count("removed"), sweep.finished_at) == (2, 2, None)
    assert run(sweep).done == 4


def test_what_is_said_after_the_order_is_no_part_of_it(said, moderator):
    zora, posts = said
    sweep = begin(zora, moderator)
    a_comment(thread=posts[0].thread, author=zora, now=NOW + timedelta(minutes=1))

    run(sweep)

    assert states_of(zora)[-1] == State.PUBLIC


def test_page_feed_search_and_counts_agree_afterwards(said, moderator, client):
    zora, posts = said
    for post in posts:
        assert "stripes" in client.get(post.get_absolute_url()).content.decode()

    run(begin(zora, moderator))

    for address in (
        posts[0].get_absolute_url(),
        posts[1].get_absolute_url(),
        "/comments/feed/",
        "/members/Zora/",
    ):
        assert "Zebra" not in client.get(address).content.decode(), address
    for post in posts:
        assert not recount_thread(thread=Thread.objects.get(pk=post.thread.pk)).differs
    assert recount_standings(people=[zora.pk]) == 0
    assert Standing.objects.get(user=zora).removed_comments == 5


def test_the_author_hears_of_it_once(said, moderator):
    zora, _posts = said
    while spread(NOW):
        pass
    before = InboxEntry.objects.of(zora).count()

    run(begin(zora, moderator))
    while spread(NOW):
        pass

    assert InboxEntry.objects.of(zora).count() == before + 1


def test_undoing_brings_everything_back_as_it_was(said, moderator):
    zora, posts = said
    before = states_of(zora)
    sweep = run(begin(zora, moderator))

    undo_sweep(sweep=sweep, actor=moderator.as_actor(), now=NOW + UNDO_FOR / 2)
    run(sweep)

    assert states_of(zora) == before
    assert (sweep.done, sweep.undone_at) == (0, NOW)
    assert not any(recount_thread(thread=Thread.objects.get(pk=post.thread.pk)).differs for post in posts)


def test_one_that_runs_can_be_stopped_and_undone(said, moderator):
    zora, _posts = said
    before = states_of(zora)
    sweep = begin(zora, moderator)
    sweep_some(sweep.pk, now=NOW)

    undo_sweep(sweep=sweep, actor=moderator.as_actor(), now=NOW)
    run(sweep)

    assert states_of(zora) == before


def test_after_ten_minutes_it_stays(said, moderator):
    zora, _posts = said
    sweep = run(begin(zora, moderator))

    with pytest.raises(TooLate):
        undo_sweep(sweep=sweep, actor=moderator.as_actor(), now=NOW + UNDO_FOR)


def test_two_at_once_are_one(said, moderator):
    zora, _posts = said
    begin(zora, moderator)

    with pytest.raises(SweepRuns):
        begin(zora, moderator)
    assert Sweep.objects.count() == 1


@pytest.mark.parametrize("roles", [(), (Role.EDITOR,)])
def test_only_moderators_may(said, roles):
    zora, _posts = said

    with pytest.raises(PermissionDenied):
        begin(zora, a_person(None, *roles))


def test_nobody_removes_everything_by_the_staff(moderator):
    with pytest.raises(PermissionDenied):
        begin(a_person(None, Role.EDITOR), moderator)


def test_a_ground_is_needed(said, moderator):
    with pytest.raises(UnknownReason):
        begin_sweep(person=said[0], reason="", actor=moderator.as_actor(), now=NOW)
