"""Edits and decisions at the same moment: one outcome, texts numbered without gaps (C6, quality 7)."""

import pytest

from accounts.rules.roles import system
from comments.actions.edit import EditConflict, Outcome, edit_comment
from comments.actions.moderate import StaleState, moderate
from comments.actions.recount import recount_thread
from comments.actions.release import StaleEdit, decide_edits
from comments.models import Comment, CommentVersion, LogEntry
from comments.rules.states import HOLD, State
from tests.at_once import at_once
from tests.builders import NOW, a_comment
from tests.comments.actions.test_edit import trusted, with_held_edit

pytestmark = pytest.mark.django_db(transaction=True)


def edit(pk, words):
    comment = Comment.objects.select_related("author", "thread").get(pk=pk)
    facts = {"author": comment.author, "seconds_on_form": 30, "network": "192.0.2.7", "now": NOW}
    return edit_comment(comment=comment, source=words, seen=1, **facts)


def test_of_twenty_edits_at_once_one_is_stored_and_the_others_hear_of_it():
    comment = trusted()

    outcomes = at_once(*[lambda n=n: edit(comment.pk, f"Words {n}.") for n in range(20)])

    assert sum(isinstance(outcome, Outcome) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, EditConflict) for outcome in outcomes) == 19
    assert list(comment.versions.in_order().values_list("number", flat=True)) == [1, 2]
    assert not recount_thread(thread=comment.thread).differs


def test_the_same_edit_sent_twenty_times_at_once_is_stored_once():
    comment = trusted()

    outcomes = at_once(*[lambda: edit(comment.pk, "The same.")] * 20)

    assert all(isinstance(outcome, Outcome) for outcome in outcomes)
    assert comment.versions.count() == 2


def test_of_twenty_decisions_about_an_edit_at_once_one_counts():
    _, held = with_held_edit()
    loaded = [CommentVersion.objects.select_related("comment").get(pk=held.pk) for _ in range(20)]
    before = LogEntry.objects.count()

    outcomes = at_once(
        *[
            lambda v=v, n=n: decide_edits(edits=[v], release=bool(n % 2), actor=system("tests"), now=NOW)
            for n, v in enumerate(loaded)
        ]
    )

    assert sum(isinstance(outcome, StaleEdit) for outcome in outcomes) == 19
    assert LogEntry.objects.count() == before + 1


def test_an_edit_and_a_decision_about_the_comment_at_once_leave_one_truth():
    comment = a_comment()
    trusted()

    def hold():
        return moderate(comment=Comment.objects.get(pk=comment.pk), move=HOLD, actor=system("tests"), now=NOW)

    outcomes = at_once(lambda: edit(comment.pk, "Other words."), hold)

    refused = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert all(isinstance(outcome, StaleState) for outcome in refused), refused
    comment.refresh_from_db()
    shown = comment.versions.get(number=comment.text_number)
    assert (comment.source, shown.state) == (shown.source, State.PUBLIC)
    assert not recount_thread(thread=comment.thread).differs
