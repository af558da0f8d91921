"""Moderators take one earlier text of a comment from readers, and the comment stays (C6, M4)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from accounts.rules.roles import Role
from comments.actions.appeals import appeal, decide_appeal
from comments.actions.moderate import OwnComment
from comments.actions.recount import recount_thread
from comments.actions.removing import StaleText, remove_text, restore_text
from comments.models import Case, Comment, CommentVersion, LogEntry, LogNote, Thread
from comments.rules.reasons import UnknownReason
from comments.rules.states import State
from tests.at_once import at_once
from tests.builders import NOW, a_person
from tests.comments.actions.test_edit import LATER, edited, left_to_readers, trusted

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator():
    return a_person("Mo", Role.MODERATOR).as_actor()


@pytest.fixture
def comment():
    """It had a telephone number for an hour, and readers may still read that."""
    comment = trusted(author=a_person("Ada"), body="Call 0170 55512.")
    edited(comment, "Call me.", now=LATER)
    return comment


def first_text(comment):
    return CommentVersion.objects.select_related("comment").get(comment=comment, number=1)


def test_an_earlier_text_is_gone_for_readers_and_the_comment_stays(comment, moderator):
    remove_text(text=first_text(comment), actor=moderator, reason="personal_data", now=LATER)

    comment.refresh_from_db()
    assert (comment.state, comment.source, comment.revised) == (State.PUBLIC, "Call me.", True)
    assert left_to_readers(comment) == ["Call me."]


def test_the_log_says_who_removed_it_and_why_and_the_note_is_beside_it(comment, moderator):
    entry = remove_text(
        text=first_text(comment), actor=moderator, reason="personal_data", note="His number.", now=LATER
    )

    assert (entry.move, entry.actor_id) == ("text removed", moderator.person_id)
    assert (entry.from_state, entry.to_state, entry.reason) == ("public", "removed", "personal_data")
    assert first_text(comment).removed_in == entry.pk
    assert LogNote.objects.get(entry_id=entry.pk).text == "His number."


def test_the_pages_of_the_conversation_get_another_name(comment, moderator):
    before = Thread.objects.get(pk=comment.thread_id).version

    remove_text(text=first_text(comment), actor=moderator, now=LATER)

    assert Thread.objects.get(pk=comment.thread_id).version > before


def test_the_text_that_is_shown_is_removed_with_the_comment_alone(comment, moderator):
    shown = CommentVersion.objects.select_related("comment").get(comment=comment, number=2)

    with pytest.raises(StaleText):
        remove_text(text=shown, actor=moderator, now=LATER)

    assert left_to_readers(comment) == ["Call 0170 55512.", "Call me."]


def test_a_text_that_disappeared_by_itself_cannot_be_removed(moderator):
    comment = trusted(body="A slip.")
    edited(comment, "Mended.", now=NOW + timedelta(minutes=1))

    with pytest.raises(StaleText):
        remove_text(text=first_text(comment), actor=moderator, now=LATER)


@pytest.mark.parametrize("role", [None, Role.EDITOR])
def test_only_moderators_remove_texts(comment, role):
    actor = a_person(None, *([role] if role else [])).as_actor()

    with pytest.raises(PermissionDenied):
        remove_text(text=first_text(comment), actor=actor, now=LATER)

    assert not LogEntry.objects.filter(move="text removed").exists()


def test_moderators_do_not_hide_what_they_said_themselves(comment, moderator):
    author = a_person("Eva", Role.MODERATOR)
    Comment.objects.filter(pk=comment.pk).update(author=author)

    with pytest.raises(OwnComment):
        remove_text(text=first_text(comment), actor=author.as_actor(), now=LATER)


def test_a_reason_that_is_in_no_list_changes_nothing(comment, moderator):
    with pytest.raises(UnknownReason):
        remove_text(text=first_text(comment), actor=moderator, reason="taste", now=LATER)

    assert len(left_to_readers(comment)) == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_moderators_at_once_the_second_is_told(comment, moderator):
    def remove():
        return remove_text(text=first_text(comment), actor=moderator, now=LATER)

    outcomes = at_once(remove, remove)

    assert sorted(type(outcome) for outcome in outcomes if isinstance(outcome, Exception)) == [StaleText]
    assert LogEntry.objects.filter(move="text removed").count() == 1


def removed(comment, moderator, **fields):
    remove_text(text=first_text(comment), actor=moderator, reason="personal_data", now=LATER, **fields)
    return Case.objects.with_context().get(comment=comment)


def test_its_author_gets_the_reasons(comment, moderator):
    case = removed(comment, moderator, statement="A number.")

    assert (case.measure, case.ground, case.statement, case.text_number) == (
        "text", "personal_data", "A number.", 1,
    )  # fmt: skip


def test_it_is_counted_as_its_own_kind_under_the_conversation(comment, moderator):
    removed(comment, moderator)

    thread = Thread.objects.get(pk=comment.thread_id)
    assert thread.removals == {"text": 1}
    assert not recount_thread(thread=thread).differs


def test_another_moderator_gives_it_back_and_the_decision_falls(comment, moderator):
    case = removed(comment, moderator)

    entry = restore_text(
        text=first_text(comment), actor=a_person("Lea", Role.MODERATOR).as_actor(), now=LATER
    )

    assert (entry.move, entry.from_state, entry.to_state) == ("text restored", "removed", "public")
    assert left_to_readers(comment) == ["Call 0170 55512.", "Call me."]
    assert Case.objects.get(pk=case.pk).reversed_at == LATER
    assert Thread.objects.get(pk=comment.thread_id).removals == {}


def test_what_is_not_removed_is_not_given_back_and_nobody_gives_back_own_words(comment, moderator):
    with pytest.raises(StaleText):
        restore_text(text=first_text(comment), actor=moderator, now=LATER)
    removed(comment, moderator)
    author = a_person("Eva", Role.MODERATOR)
    Comment.objects.filter(pk=comment.pk).update(author=author)

    with pytest.raises(OwnComment):
        restore_text(text=first_text(comment), actor=author.as_actor(), now=LATER)


def test_a_granted_appeal_gives_it_back(comment, moderator):
    case = removed(comment, moderator)
    appeal(case=case, by=comment.author, text="It is the hotline.", now=LATER)

    decide_appeal(
        made=case.appeal, grant=True, answer="", actor=a_person("Lea", Role.MODERATOR).as_actor(), now=LATER
    )

    assert left_to_readers(comment) == ["Call 0170 55512.", "Call me."]
    assert Case.objects.get(pk=case.pk).reversed_at == LATER
