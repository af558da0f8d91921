"""An edit is judged like a new comment, and the words that others answered stay readable (C6)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.actions.roles import grant_role
from accounts.models import User
from accounts.rules.roles import Role, system
from comments.actions.edit import (
    EditConflict,
    EditingTooFast,
    NotEditable,
    ThreadClosed,
    TooManyTexts,
    edit_comment,
    take_back_edit,
)
from comments.actions.moderate import OwnComment, StaleState, moderate
from comments.actions.networks import destroy_old_network_keys
from comments.actions.recount import recount_thread
from comments.actions.release import StaleEdit, decide_edits
from comments.models import Comment, CommentVersion, Discussion, LogEntry, Publication
from comments.rules import editing
from comments.rules.states import APPROVE, HOLD, REMOVE, WITHDRAW, State
from comments.searching import found_comments
from markup import MarkupRefused
from search.rules.asking import asked_by
from search.rules.questions import read_question
from tests.builders import NOW, a_comment, a_person, a_thread

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def edited(comment, words="Other words.", *, seen=1, now=NOW, author=None, seconds=30):
    """Edit a comment as its author and return the outcome; the comment is loaded anew."""
    outcome = edit_comment(
        comment=comment,
        author=author or comment.author,
        source=words,
        seen=seen,
        seconds_on_form=seconds,
        network="192.0.2.7",
        now=now,
    )
    comment.refresh_from_db()
    return outcome


def trusted(**fields):
    """A public comment whose author nobody reads first."""
    Discussion.objects.update_or_create(pk=1, defaults={"first_comments_wait": 0})
    return a_comment(**fields)


def with_held_edit(words="Held words.", **fields):
    """A public comment with an edit that waits, and that edit."""
    comment = trusted(**fields)
    Discussion.objects.update(publication=Publication.AFTER_READING)
    edited(comment, words, now=LATER)
    return comment, comment.versions.held().select_related("comment").get()


def found(word):
    return found_comments(asked_by(read_question(word)), now=LATER, limit=5)


def left_to_readers(comment):
    return list(comment.versions.for_readers().in_order().values_list("source", flat=True))


def test_within_fifteen_minutes_the_earlier_text_disappears_for_readers():
    comment = trusted(body="First words.")

    edited(comment, "Second words.", now=NOW + timedelta(minutes=14))

    assert (comment.source, comment.revised) == ("Second words.", False)
    assert comment.edited_at == NOW + timedelta(minutes=14)
    assert left_to_readers(comment) == ["Second words."]
    assert comment.versions.get(number=1).source == "First words."


@pytest.mark.parametrize("answered", [True, False])
def test_after_the_window_or_an_answer_the_earlier_text_stays_readable(answered):
    comment = trusted(body="First words.")
    if answered:
        a_comment(parent=comment)

    edited(comment, "Second words.", now=NOW + timedelta(minutes=1 if answered else 15))

    assert comment.revised
    assert left_to_readers(comment) == ["First words.", "Second words."]


def test_an_own_answer_or_one_that_nobody_could_read_leaves_the_window_open():
    comment = trusted(body="First words.")
    a_comment(parent=comment, author=comment.author)
    a_comment(parent=comment, state=State.PENDING)
    Comment.objects.filter(parent=comment, state=State.PENDING).update(public_seq=None)

    edited(comment)

    assert not comment.revised


def test_the_window_begins_when_readers_get_the_comment():
    Discussion.objects.update_or_create(pk=1, defaults={"first_comments_wait": 1})
    comment = a_comment(state=State.PENDING)
    moderate(comment=comment, move=APPROVE, actor=system("tests"), now=LATER)

    edited(comment, now=LATER + timedelta(minutes=14))
    edited(comment, "Still other words.", seen=2, now=LATER + timedelta(minutes=16))

    assert left_to_readers(comment) == ["Other words.", "Still other words."]


def test_the_same_text_again_changes_nothing():
    comment = trusted(body="First words.")
    version = comment.thread.version

    assert not edited(comment, "First words.").changed

    comment.thread.refresh_from_db()
    assert (comment.versions.count(), comment.edited_at, comment.thread.version) == (0, None, version)


def test_an_edit_is_found_counted_and_told_to_the_pages():
    comment = trusted(body="Saffron.")
    comment.thread.refresh_from_db()
    version = comment.thread.version

    edited(comment, "Cinnamon.")

    comment.thread.refresh_from_db()
    assert found("Saffron") == []
    assert found("Cinnamon") == [comment.pk]
    assert comment.thread.version == version + 1
    assert not recount_thread(thread=comment.thread).differs
    assert LogEntry.objects.filter(comment_id=comment.pk).latest("id").move == editing.CHANGED


def test_a_held_edit_leaves_the_old_text_up_until_a_moderator_releases_it():
    comment, edit = with_held_edit(body="First words.")
    assert (comment.source, comment.edited_at) == ("First words.", None)

    decide_edits(edits=[edit], release=True, actor=system("tests"), now=LATER)

    comment.refresh_from_db()
    assert (comment.source, comment.edited_at, comment.revised) == ("Held words.", LATER, True)
    assert found("Held") == [comment.pk]


def test_a_refused_edit_never_appears_and_its_reason_is_in_the_log():
    comment, edit = with_held_edit(body="First words.")

    entry = decide_edits(edits=[edit], release=False, actor=system("tests"), reason="insult", now=LATER)[0]

    comment.refresh_from_db()
    assert (comment.source, comment.revised, entry.reason) == ("First words.", False, "insult")
    assert left_to_readers(comment) == ["First words."]


def test_a_new_edit_takes_the_place_of_the_one_that_waits_and_its_moderator_is_told():
    comment, edit = with_held_edit()

    edited(comment, "Newer words.", seen=2, now=LATER)

    assert comment.versions.held().get().source == "Newer words."
    with pytest.raises(StaleEdit):
        decide_edits(edits=[edit], release=True, actor=system("tests"), now=LATER)


def test_two_decisions_about_one_edit_are_one():
    _, edit = with_held_edit()
    decide_edits(edits=[edit], release=False, actor=system("tests"), now=LATER)

    with pytest.raises(StaleEdit):
        decide_edits(edits=[edit], release=True, actor=system("tests"), now=LATER)


def test_of_many_edits_all_are_decided_or_none():
    comment, first = with_held_edit()
    _, second = with_held_edit()
    decide_edits(edits=[second], release=False, actor=system("tests"), now=LATER)

    with pytest.raises(StaleEdit):
        decide_edits(edits=[first, second], release=True, actor=system("tests"), now=LATER)

    assert comment.versions.held().exists()


def test_only_moderators_decide_and_not_about_their_own_edits():
    comment, edit = with_held_edit()
    with pytest.raises(PermissionDenied):
        decide_edits(edits=[edit], release=True, actor=comment.author.as_actor(), now=LATER)
    grant_role(person=comment.author, role=Role.MODERATOR, actor=system("tests"), now=NOW)
    author = User.objects.get(pk=comment.author_id)

    with pytest.raises(OwnComment):
        decide_edits(edits=[edit], release=True, actor=author.as_actor(), now=LATER)


def test_an_author_takes_back_an_edit_that_waits():
    comment, edit = with_held_edit()

    assert take_back_edit(comment=comment, author=comment.author, now=LATER)

    edit.refresh_from_db()
    assert edit.state == State.WITHDRAWN
    assert not take_back_edit(comment=comment, author=comment.author, now=LATER)


def test_to_withdraw_a_comment_takes_its_waiting_edit_along():
    comment, edit = with_held_edit()

    moderate(comment=comment, move=WITHDRAW, actor=comment.author.as_actor(), now=LATER)

    edit.refresh_from_db()
    assert edit.state == State.WITHDRAWN


def test_a_waiting_comment_changes_at_once_and_goes_on_waiting_for_the_same_reason():
    Discussion.objects.update_or_create(pk=1, defaults={"first_comments_wait": 1})
    comment = a_comment(state=State.PENDING)
    seen_by_moderator = Comment.objects.get(pk=comment.pk)

    edited(comment)

    latest = LogEntry.objects.filter(comment_id=comment.pk).latest("id")
    assert (comment.source, comment.state, comment.edited_at) == ("Other words.", State.PENDING, None)
    assert latest.reason == "first_comment"
    with pytest.raises(StaleState):
        moderate(comment=seen_by_moderator, move=APPROVE, actor=system("tests"), now=NOW)


def test_words_that_were_never_public_stay_with_the_moderators():
    Discussion.objects.update_or_create(pk=1, defaults={"first_comments_wait": 1})
    comment = a_comment(state=State.PENDING, body="Never public.")
    edited(comment, "Public.")
    moderate(comment=comment, move=APPROVE, actor=system("tests"), now=NOW)

    edited(comment, "After the window.", seen=2, now=LATER)

    assert left_to_readers(comment) == ["Public.", "After the window."]


def test_a_text_that_was_replaced_while_the_comment_was_away_stays_if_readers_had_it():
    comment = trusted(body="First words.")
    moderate(comment=comment, move=HOLD, actor=system("tests"), now=LATER)
    edited(comment, now=LATER)

    moderate(comment=comment, move=APPROVE, actor=system("tests"), now=LATER)

    assert left_to_readers(comment) == ["First words.", "Other words."]


@pytest.mark.parametrize("move", [REMOVE, WITHDRAW])
def test_what_was_taken_down_or_withdrawn_cannot_be_edited(move):
    comment = trusted()
    moderate(comment=comment, move=move, actor=system("tests"), now=NOW)

    with pytest.raises(NotEditable):
        edited(comment)


def test_another_window_has_changed_the_text_meanwhile():
    comment = trusted()
    edited(comment, "From the one window.")

    with pytest.raises(EditConflict) as conflict:
        edited(comment, "From the other window.")

    assert (conflict.value.theirs, conflict.value.number) == ("From the one window.", 2)


def test_nobody_edits_for_somebody_else():
    with pytest.raises(PermissionDenied):
        edited(trusted(), author=a_person("Moira", Role.ADMINISTRATOR))


def test_a_closed_conversation_cannot_be_rewritten():
    comment = trusted(thread=a_thread(closes_at=LATER))

    with pytest.raises(ThreadClosed):
        edited(comment, now=LATER)


def test_an_edit_is_as_short_as_a_comment():
    with pytest.raises(MarkupRefused):
        edited(trusted(), "x" * 4001)


def test_edits_are_as_many_a_minute_as_comments(settings):
    settings.COMMENTS_PER_MINUTE = 2
    comment = trusted()
    for number in (1, 2):
        edited(comment, f"Words {number}.", seen=number)

    with pytest.raises(EditingTooFast):
        edited(comment, "Words 3.", seen=3)
    assert edited(comment, "Words 3.", seen=3, now=NOW + timedelta(minutes=2)).changed


def test_a_comment_has_a_hundred_texts_at_most():
    comment = trusted()
    Comment.objects.filter(pk=comment.pk).update(text_number=editing.MOST_TEXTS)

    with pytest.raises(TooManyTexts):
        edited(comment, seen=editing.MOST_TEXTS)


def test_the_network_of_an_edit_is_forgotten_like_that_of_a_comment():
    comment = trusted()
    edited(comment)

    destroy_old_network_keys(now=NOW + timedelta(days=9))

    hashes = CommentVersion.objects.order_by("number").values_list("network_hash", flat=True)
    assert list(hashes) == ["", ""]


def test_an_edit_asks_once_for_what_it_is_judged_by_and_once_for_what_the_checks_count():
    comment = trusted()

    with CaptureQueriesContext(connection) as asked:
        edited(comment)

    words = [query["sql"].split()[0] for query in asked.captured_queries]
    assert words[:3] == ["SELECT", "SELECT", "SAVEPOINT"]
