"""Moderators share their work: claims, notes and second opinions (M4)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from accounts.rules.roles import Role, system
from comments.actions.casework import (
    AnsweredAlready,
    AskedAlready,
    ClaimedByOthers,
    OwnQuestion,
    ask_opinion,
    claim,
    give_opinion,
    note,
    release,
)
from comments.actions.moderate import StaleState, moderate
from comments.actions.rulings import forget_rulings
from comments.actions.undoing import rule_on
from comments.models import CaseNote, Claim, Comment, SecondOpinion
from comments.rules.casework import CLAIM_FOR
from comments.rules.states import APPROVE, REMOVE, State
from tests.builders import NOW, a_comment, a_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def lea():
    return a_person("Lea", Role.MODERATOR).as_actor()


@pytest.fixture
def mo():
    return a_person("Mo", Role.MODERATOR).as_actor()


@pytest.fixture
def waiting():
    return a_comment(state=State.PENDING)


def test_a_claim_holds_for_a_quarter_of_an_hour_and_ends_by_itself(waiting, lea, mo):
    claim(comment=waiting, actor=lea, now=NOW)

    with pytest.raises(ClaimedByOthers):
        claim(comment=waiting, actor=mo, now=NOW + CLAIM_FOR - timedelta(seconds=1))
    made = claim(comment=waiting, actor=mo, now=NOW + CLAIM_FOR)

    assert (made.person_id, Claim.objects.count()) == (mo.person_id, 1)


def test_who_claims_again_goes_on_for_another_quarter_of_an_hour(waiting, lea):
    claim(comment=waiting, actor=lea, now=NOW)

    again = claim(comment=waiting, actor=lea, now=NOW + timedelta(minutes=10))

    assert again.until == NOW + timedelta(minutes=25)


def test_a_claim_is_given_back_by_its_holder_alone(waiting, lea, mo):
    claim(comment=waiting, actor=lea, now=NOW)

    assert (release(comment=waiting, actor=mo), release(comment=waiting, actor=lea)) == (False, True)


def test_what_was_decided_meanwhile_is_not_claimed(waiting, lea):
    seen = Comment.objects.get(pk=waiting.pk)
    moderate(comment=waiting, move=APPROVE, actor=system("tests"), now=NOW)

    with pytest.raises(StaleState):
        claim(comment=seen, actor=lea, now=NOW)


def test_a_decision_about_a_claimed_comment_asks_first_and_ends_the_claim(waiting, lea, mo):
    claim(comment=waiting, actor=lea, now=NOW)

    with pytest.raises(ClaimedByOthers) as asked:
        rule_on(comments=[waiting], move=APPROVE, actor=mo, now=NOW)
    assert [(held.person.username, held.comment_id) for held in asked.value.claims] == [("Lea", waiting.pk)]
    assert Comment.objects.get().state == State.PENDING
    rule_on(comments=[waiting], move=APPROVE, actor=mo, despite_claims=True, now=NOW)

    assert (Comment.objects.get().state, Claim.objects.count()) == (State.PUBLIC, 0)


def test_nobody_is_asked_about_the_own_claim(waiting, lea):
    claim(comment=waiting, actor=lea, now=NOW)

    rule_on(comments=[waiting], move=APPROVE, actor=lea, now=NOW)

    assert Comment.objects.get().state == State.PUBLIC


def test_a_note_is_kept_and_decides_nothing(waiting, lea):
    note(comment=waiting, text="Writes under three names.", actor=lea, now=NOW)

    kept = CaseNote.objects.get()
    assert (kept.text, kept.person_id) == ("Writes under three names.", lea.person_id)
    assert Comment.objects.get().state == State.PENDING


def test_another_moderator_answers_a_question_once(waiting, lea, mo):
    asked = ask_opinion(comment=waiting, question="Satire?", actor=lea, now=NOW)

    with pytest.raises(OwnQuestion):
        give_opinion(asked=asked, opinion=REMOVE, words="", actor=lea, now=NOW)
    give_opinion(asked=asked, opinion=REMOVE, words="No.", actor=mo, now=NOW)
    with pytest.raises(AnsweredAlready):
        give_opinion(asked=asked, opinion=APPROVE, words="Yes.", actor=mo, now=NOW)

    answered = SecondOpinion.objects.get()
    assert (answered.opinion, answered.words, answered.answered_by_id) == ("remove", "No.", mo.person_id)
    assert Comment.objects.get().state == State.PENDING


def test_one_question_at_a_time_and_a_decision_closes_it(waiting, lea, mo):
    asked = ask_opinion(comment=waiting, question="Satire?", actor=lea, now=NOW)

    with pytest.raises(AskedAlready):
        ask_opinion(comment=waiting, question="And this?", actor=mo, now=NOW)
    rule_on(comments=[waiting], move=APPROVE, actor=mo, now=NOW)

    with pytest.raises(AnsweredAlready):
        give_opinion(asked=asked, opinion=REMOVE, words="", actor=mo, now=NOW)


def test_who_asks_lets_others_look(waiting, lea, mo):
    claim(comment=waiting, actor=lea, now=NOW)

    ask_opinion(comment=waiting, question="", actor=lea, now=NOW)

    assert claim(comment=waiting, actor=mo, now=NOW).person_id == mo.person_id


def test_the_database_knows_that_nobody_answers_an_own_question(waiting, lea):
    asked = ask_opinion(comment=waiting, question="", actor=lea, now=NOW)

    with pytest.raises(IntegrityError), transaction.atomic():
        SecondOpinion.objects.filter(pk=asked.pk).update(
            answered_by=lea.person_id, opinion="remove", answered_at=NOW
        )


@pytest.mark.parametrize("roles", [(), (Role.EDITOR,)])
def test_members_and_editors_share_no_work(waiting, roles):
    actor = a_person(None, *roles).as_actor()

    with pytest.raises(PermissionDenied):
        claim(comment=waiting, actor=actor, now=NOW)
    with pytest.raises(PermissionDenied):
        note(comment=waiting, text="x", actor=actor, now=NOW)
    with pytest.raises(PermissionDenied):
        ask_opinion(comment=waiting, question="x", actor=actor, now=NOW)


def test_claims_that_are_over_are_forgotten(waiting, lea):
    claim(comment=waiting, actor=lea, now=NOW)

    forget_rulings(now=NOW + CLAIM_FOR)

    assert not Claim.objects.exists()
