"""Moderators at the same moment: one claim, one question, one answer, one undoing (M4). Real threads."""

from datetime import timedelta

import pytest

from accounts.rules.roles import Role, system
from comments.actions.casework import (
    AnsweredAlready,
    AskedAlready,
    ClaimedByOthers,
    ask_opinion,
    claim,
    give_opinion,
)
from comments.actions.moderate import StaleState, moderate
from comments.actions.recount import recount_thread
from comments.actions.undoing import ChangedSince, TooLate, rule_on, undo
from comments.models import Claim, Comment, LogEntry, Ruling, SecondOpinion
from comments.rules.states import APPROVE, REMOVE, State
from tests.at_once import at_once
from tests.builders import NOW, a_comment, a_person

pytestmark = pytest.mark.django_db(transaction=True)

SOON = NOW + timedelta(minutes=1)


def moderators(count: int = 8) -> list:
    return [a_person(None, Role.MODERATOR).as_actor() for _ in range(count)]


def loaded(*comments: Comment) -> list[Comment]:
    return list(Comment.objects.filter(pk__in=[comment.pk for comment in comments]))


def kinds(outcomes: list) -> dict[str, int]:
    names = [type(outcome).__name__ for outcome in outcomes]
    return {name: names.count(name) for name in sorted(set(names))}


def test_of_many_who_claim_a_case_one_gets_it_and_the_others_are_told():
    comment = a_comment(state=State.PENDING)

    outcomes = at_once(
        *[lambda a=a: claim(comment=loaded(comment)[0], actor=a, now=NOW) for a in moderators()]
    )

    assert kinds(outcomes) == {"Claim": 1, ClaimedByOthers.__name__: 7}
    (made,) = [outcome for outcome in outcomes if isinstance(outcome, Claim)]
    assert Claim.objects.get().person_id == made.person_id


def test_a_claim_and_a_decision_at_once_leave_no_claim_on_what_is_decided():
    comment = a_comment(state=State.PENDING)
    first, second = moderators(2)
    seen = [loaded(comment)[0], loaded(comment)[0]]

    outcomes = at_once(
        lambda: claim(comment=seen[0], actor=first, now=NOW),
        lambda: rule_on(comments=[seen[1]], move=APPROVE, actor=second, now=NOW),
    )

    decided = Comment.objects.get().state == State.PUBLIC
    assert Claim.objects.exists() is not decided
    assert kinds(outcomes) in [{"Claim": 1, "ClaimedByOthers": 1}, {"Ruling": 1, StaleState.__name__: 1}]


def test_of_many_who_decide_about_many_one_does_and_nothing_happens_twice():
    comments = [a_comment(state=State.PENDING) for _ in range(3)]
    before, people = LogEntry.objects.count(), moderators()
    seen = [loaded(*comments) for _ in people]

    outcomes = at_once(
        *[
            lambda a=a, c=c, m=m: rule_on(comments=c, move=m, actor=a, now=NOW)
            for a, c, m in zip(people, seen, (APPROVE, REMOVE) * 4, strict=True)
        ]
    )

    assert kinds(outcomes) == {"Ruling": 1, "StaleState": 7}
    assert (LogEntry.objects.count(), Ruling.objects.count()) == (before + 3, 1)
    assert len(set(Comment.objects.values_list("state", flat=True))) == 1


def test_a_decision_is_undone_once_however_often_it_is_asked_at_once():
    comments = [a_comment(state=State.PENDING) for _ in range(2)]
    lea = moderators(1)[0]
    ruling = rule_on(comments=loaded(*comments), move=APPROVE, actor=lea, now=NOW)

    outcomes = at_once(*[lambda: undo(ruling=Ruling.objects.get(), actor=lea, now=SOON)] * 8)

    assert ruling is not None
    assert kinds(outcomes) == {TooLate.__name__: 7, "int": 1}
    assert LogEntry.objects.filter(move="undo").count() == 2
    assert not any(recount_thread(thread=comment.thread).differs for comment in comments)


def test_undoing_and_another_decision_at_once_come_to_one_outcome():
    comments = [a_comment(state=State.PENDING) for _ in range(2)]
    lea = moderators(1)[0]
    ruling = rule_on(comments=loaded(*comments), move=APPROVE, actor=lea, now=NOW)
    assert ruling
    seen = Comment.objects.get(pk=comments[1].pk)

    outcomes = at_once(
        lambda: undo(ruling=ruling, actor=lea, now=SOON),
        lambda: moderate(comment=seen, move=REMOVE, actor=system("tests"), reason="insult", now=SOON),
    )

    states = sorted(Comment.objects.values_list("state", flat=True))
    assert (kinds(outcomes), states) in [
        ({"StaleState": 1, "int": 1}, ["pending", "pending"]),
        ({ChangedSince.__name__: 1, "LogEntry": 1}, ["public", "removed"]),
    ]
    assert not any(recount_thread(thread=comment.thread).differs for comment in comments)


def test_one_question_is_asked_and_one_answer_given():
    comment = a_comment(state=State.PENDING)
    asker, *others = moderators()

    asked = at_once(
        *[lambda: ask_opinion(comment=loaded(comment)[0], question="?", actor=asker, now=NOW)] * 4
    )
    question = SecondOpinion.objects.get()
    answered = at_once(
        *[
            lambda a=a: give_opinion(asked=question, opinion=REMOVE, words="", actor=a, now=NOW)
            for a in others
        ]
    )

    assert kinds(asked) == {AskedAlready.__name__: 3, "SecondOpinion": 1}
    assert kinds(answered) == {AnsweredAlready.__name__: 6, "NoneType": 1}
