"""Moderators teach by what they decide, and unlearning leaves nothing behind."""

import pytest
from django_tasks_db.models import DBTaskResult

from accounts.rules.roles import Role, system
from comments.actions.edit import edit_comment
from comments.actions.lessons import learn_from
from comments.actions.moderate import moderate
from comments.models import Comment, Lesson, MarkCount
from comments.rules.states import APPROVE, HOLD, REMOVE, SPAM, WITHDRAW, Move, State
from tests.builders import NOW, a_comment, a_person

pytestmark = pytest.mark.django_db

WORDS = "Cheap watches, cheap watches"


@pytest.fixture
def held() -> Comment:
    return a_comment(body=WORDS, state=State.PENDING)


def decide(comment: Comment, move: Move, reason: str = "") -> None:
    """Let a moderator decide, and the worker learn from it."""
    actor = a_person(None, Role.MODERATOR).as_actor()
    moderate(comment=comment, move=move, actor=actor, reason=reason, now=NOW)
    learn_from.call([comment.pk])


def texts_learnt(language: str = "de") -> tuple[int, int]:
    """How many texts were learnt as spam and as honest."""
    row = MarkCount.objects.filter(language=language, mark=0).first()
    return (row.spam, row.honest) if row else (0, 0)


@pytest.mark.parametrize(
    ("move", "reason", "learnt"),
    [
        (SPAM, "", (1, 0)),
        (REMOVE, "spam", (1, 0)),
        (REMOVE, "insult", (0, 0)),
        (APPROVE, "", (0, 1)),
    ],
)
def test_decisions_teach_what_is_spam_and_what_is_not(held, move, reason, learnt):
    decide(held, move, reason)

    assert texts_learnt() == learnt


def test_whoever_changes_the_decision_changes_what_was_learnt(held):
    decide(held, SPAM)
    decide(held, APPROVE)

    assert texts_learnt() == (0, 1)
    assert not MarkCount.objects.filter(spam__gt=0).exists()


def test_undoing_a_decision_leaves_nothing_behind(held):
    decide(held, SPAM)
    decide(held, HOLD)

    assert not MarkCount.objects.exists()
    assert not Lesson.objects.exists()


def test_a_text_is_learnt_once_however_often_the_task_runs(held):
    decide(held, SPAM)
    learn_from.call([held.pk])

    assert texts_learnt() == (1, 0)


def test_what_was_learnt_from_an_earlier_text_is_taken_back_with_its_words(held):
    decide(held, APPROVE)
    held.refresh_from_db()
    edit_comment(
        comment=held,
        author=held.author,
        source="Another text altogether.",
        seen=1,
        seconds_on_form=30,
        network="192.0.2.7",
        now=NOW,
    )
    held.refresh_from_db()

    decide(held, HOLD)

    assert held.text_number == 2
    assert not MarkCount.objects.exists()


def test_each_language_learns_by_itself():
    decide(a_comment(body=WORDS, state=State.PENDING, language="en"), SPAM)

    assert (texts_learnt("en"), texts_learnt("de")) == ((1, 0), (0, 0))


def test_only_decisions_of_people_about_others_are_handed_to_the_worker(held, tasks_owed):
    author = held.author
    moderate(comment=held, move=APPROVE, actor=system("tests"), now=NOW)
    moderate(comment=held, move=WITHDRAW, actor=author.as_actor(), now=NOW)
    assert tasks_owed() == []

    other = a_comment(body=WORDS, state=State.PENDING)
    moderate(comment=other, move=SPAM, actor=a_person(None, Role.MODERATOR).as_actor(), now=NOW)
    assert tasks_owed() == [[[other.pk]]]


@pytest.fixture
def tasks_owed():
    """The arguments of the lessons that wait for the worker."""
    return lambda: [
        row.args_kwargs["args"]
        for row in DBTaskResult.objects.filter(task_path="comments.actions.lessons.learn_from")
    ]
