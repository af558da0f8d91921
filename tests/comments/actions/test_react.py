"""One positive reaction of each person (C8)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from comments.actions.react import NotReactable, OwnWords, react
from comments.actions.recount import recount_thread
from comments.models import Comment, Reaction, Thread
from comments.rules.states import State
from comments.rules.useful import SHOWN_AFTER, usefulness
from tests.at_once import at_once
from tests.builders import NOW, a_comment, a_person

pytestmark = pytest.mark.django_db


def give(comment, person, *, useful=True, now=NOW):
    return react(comment=comment, person=person, useful=useful, now=now)


def stored(comment):
    return Comment.objects.values_list("reaction_count", "usefulness").get(pk=comment.pk)


def test_each_person_counts_once():
    comment, one, other = a_comment(), a_person(), a_person()

    counts = [give(comment, person) for person in (one, other, one)]

    assert counts == [1, 2, 2]
    assert stored(comment) == (2, usefulness(2, posted_at=NOW, opened_at=comment.thread.visible_from))


def test_what_was_given_can_be_taken_back():
    comment, person = a_comment(), a_person()
    give(comment, person)

    assert [give(comment, person, useful=False) for _ in range(2)] == [0, 0]
    assert stored(comment) == (0, 0)


def test_nobody_calls_an_own_comment_useful():
    comment = a_comment()

    with pytest.raises(OwnWords):
        give(comment, comment.author)


def test_who_is_locked_out_says_nothing():
    with pytest.raises(PermissionDenied):
        give(a_comment(), a_person(is_active=False))


@pytest.mark.parametrize("state", [state for state in State if state is not State.PUBLIC])
def test_only_public_comments_are_found_useful(state):
    comment = a_comment()
    Comment.objects.filter(pk=comment.pk).update(state=state)

    with pytest.raises(NotReactable):
        give(comment, a_person())


def test_under_a_page_that_is_gone_nothing_is_found_useful():
    comment = a_comment()
    Thread.objects.update(visible_until=NOW)

    with pytest.raises(NotReactable):
        give(comment, a_person())


def test_a_closed_conversation_may_still_be_found_useful():
    comment = a_comment()
    Thread.objects.update(closed=True)

    assert give(comment, a_person()) == 1


def test_pages_get_a_new_name_for_reactions_at_most_once_a_minute():
    comment = a_comment()
    versions = []
    for seconds in (0, 1, 59, 60, 61):
        give(comment, a_person(), now=NOW + timedelta(seconds=seconds))
        versions.append(Thread.objects.get().version)

    assert [version - versions[0] for version in versions] == [0, 0, 0, 1, 1]
    assert timedelta(seconds=60) == SHOWN_AFTER


def test_a_reaction_stays_when_its_giver_goes():
    comment, person = a_comment(), a_person()
    give(comment, person)
    person.delete()

    assert Reaction.objects.count() == 1
    assert not recount_thread(thread=comment.thread).differs


def test_recount_repairs_what_reactions_came_to():
    comment = a_comment()
    give(comment, a_person())
    true = stored(comment)
    Comment.objects.update(reaction_count=7, usefulness=99)

    found = recount_thread(thread=comment.thread)

    assert (found.comments, stored(comment)) == ({"reaction_count": 1, "usefulness": 1}, true)


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_by_one_person_are_one():
    comment, person = a_comment(), a_person()

    outcomes = at_once(*[lambda: give(comment, person)] * 20)

    assert (outcomes, stored(comment)[0], Reaction.objects.count()) == ([1] * 20, 1, 1)
