"""A worker dies, or somebody changes their mind in the very moment: nothing is left half done."""

import pytest

from accounts.actions.erasing import erase_due
from accounts.actions.leaving import TooLate, start_leaving, undo_leaving
from accounts.models import Leaving, User
from accounts.rules.leaving import WAIT, Choice
from comments.actions import erasing
from comments.actions.recount import recount_thread
from comments.models import Comment, Draft, Thread
from tests.at_once import at_once
from tests.builders import NOW, a_comment, a_person, a_thread

LATER = NOW + WAIT


class Killed(BaseException):
    """As sudden as SIGKILL: nothing that is written for failures catches it."""


def order(person: User) -> Leaving:
    return start_leaving(person=person, choice=Choice.DELETE, actor=person.as_actor(), now=NOW)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("steps", [1, 2, 4])
def test_a_worker_that_was_killed_is_followed_by_one_that_completes_it(monkeypatch, steps):
    monkeypatch.setattr(erasing, "BATCH", 2)
    person, thread = a_person("Mira"), a_thread()
    for _ in range(5):
        a_comment(author=person, thread=thread, body="Words of Mira.")
    Draft.objects.create(
        person=person, thread=thread, text="More", submission="7f8e5a3c-2a8f-4f0a-9f43-0a3a9d6c1f11",
        saved_at=NOW,
    )  # fmt: skip
    order(person)
    asked = iter(range(steps))

    def may_go_on() -> bool:
        if next(asked, None) is None:
            raise Killed
        return True

    with pytest.raises(Killed):
        erase_due(now=LATER, may_go_on=may_go_on)
    assert User.objects.filter(pk=person.pk).exists()

    assert erase_due(now=LATER) == 1
    assert not User.objects.filter(pk=person.pk).exists()
    assert not Comment.objects.exclude(source="").exists()
    assert not Draft.objects.exists()
    assert not recount_thread(thread=Thread.objects.get(pk=thread.pk)).differs


@pytest.mark.django_db(transaction=True)
def test_one_who_stays_at_the_moment_in_which_the_worker_begins_stays_whole_or_goes_whole():
    for _ in range(3):
        person = a_person()
        comment = a_comment(author=person, body="Here to stay.")
        leaving = order(person)

        outcomes = at_once(
            lambda leaving=leaving: undo_leaving(leaving=leaving, now=LATER), lambda: erase_due(now=LATER)
        )

        stays = User.objects.filter(pk=person.pk, is_active=True, leaving_at=None).exists()
        told = [outcome for outcome in outcomes if isinstance(outcome, TooLate)]
        assert stays != bool(told)
        assert Comment.objects.get(pk=comment.pk).source == ("Here to stay." if stays else "")
        assert User.objects.filter(pk=person.pk).exists() == stays


@pytest.mark.django_db(transaction=True)
def test_two_workers_erase_together_what_one_would():
    person, thread = a_person(), a_thread()
    for _ in range(3):
        a_comment(author=person, thread=thread)
    order(person)

    at_once(lambda: erase_due(now=LATER), lambda: erase_due(now=LATER))
    erase_due(now=LATER)

    assert not User.objects.filter(pk=person.pk).exists()
    assert Leaving.objects.get().done_at is not None
    assert not recount_thread(thread=Thread.objects.get(pk=thread.pk)).differs
