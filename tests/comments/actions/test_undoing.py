"""A decision that is undone within ten minutes leaves everything as if it had never been made (M4)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import Delivery, Standing, User
from accounts.rules.roles import Role, system
from comments.actions.appeals import appeal
from comments.actions.casework import ask_opinion
from comments.actions.lessons import learn_from
from comments.actions.moderate import moderate
from comments.actions.picks import pick_all
from comments.actions.recount import recount_standings, recount_thread
from comments.actions.removals import removals_of
from comments.actions.reporting import decide_reports, report_comment, report_illegal
from comments.actions.spreading import spread
from comments.actions.undoing import ChangedSince, TooLate, rule_on, undo
from comments.history import latest_reason
from comments.models import (
    Case,
    Comment,
    Discussion,
    InboxEntry,
    Lesson,
    LogEntry,
    Report,
    Ruling,
    SecondOpinion,
    Thread,
    Untold,
)
from comments.rules.casework import UNDO_FOR
from comments.rules.states import APPROVE, HOLD, REMOVE, SPAM, State
from tests.builders import NOW, a_comment, a_person, a_post

pytestmark = pytest.mark.django_db

SOON = NOW + timedelta(minutes=9)


@pytest.fixture
def lea():
    return a_person("Lea", Role.MODERATOR).as_actor()


@pytest.fixture
def thread():
    Discussion.objects.update_or_create(pk=1, defaults={"first_comments_wait": 0})
    return a_post().thread


def decide(actor, move, *comments, reason="", now=NOW):
    return rule_on(comments=list(comments), move=move, actor=actor, reason=reason, now=now)


def facts_of(thread: Thread) -> dict:
    """Everything that a decision changes and undoing must bring back; versions and the log only grow."""
    row = Thread.objects.get(pk=thread.pk)
    return {
        "figures": (row.public_count, row.shown_roots, row.removals),
        "comments": list(
            thread.comments.order_by("pk").values_list("pk", "state", "public_below", "picked_at")
        ),
        "standings": sorted(
            Standing.objects.exclude(public_comments=0, removed_comments=0).values_list(
                "user", "public_comments", "removed_comments"
            )
        ),
        "reports": list(Report.objects.order_by("pk").values_list("outcome", "decided_at", "entry_id")),
        "cases": list(Case.objects.order_by("pk").values_list("pk", "reversed_at")),
    }


@pytest.mark.parametrize("move", [APPROVE, REMOVE, SPAM, HOLD])
@pytest.mark.parametrize("state", [State.PENDING, State.PUBLIC, State.REMOVED, State.SPAM])
def test_every_decision_from_every_state_is_undone(thread, lea, state, move):
    if state not in move.sources:
        return
    comment = a_comment(thread=thread, state=state, reason="insult" if state is State.REMOVED else "")
    a_comment(parent=comment)
    comment.refresh_from_db()
    before, why = facts_of(thread), latest_reason(comment)

    ruling = decide(lea, move, comment, reason="off_topic" if move is REMOVE else "")
    undo(ruling=ruling, actor=lea, now=SOON)

    assert facts_of(thread) == before
    assert latest_reason(comment) == why
    assert removals_of(thread.pk) == before["figures"][2]
    assert not recount_thread(thread=thread).differs
    assert not recount_standings(people=list(User.objects.values_list("pk", flat=True)))


def test_many_are_undone_together(thread, lea):
    comments = [a_comment(thread=thread, state=State.PENDING) for _ in range(3)]
    before = facts_of(thread)

    ruling = decide(lea, REMOVE, *comments, reason="insult")

    assert undo(ruling=ruling, actor=lea, now=SOON) == 3
    assert facts_of(thread) == before
    assert LogEntry.objects.filter(move="undo", from_state="removed", to_state="pending").count() == 3


def test_nothing_is_undone_after_ten_minutes_or_twice(thread, lea):
    comment = a_comment(thread=thread, state=State.PENDING)
    ruling = decide(lea, APPROVE, comment)

    with pytest.raises(TooLate):
        undo(ruling=ruling, actor=lea, now=NOW + UNDO_FOR)
    undo(ruling=ruling, actor=lea, now=SOON)
    with pytest.raises(TooLate):
        undo(ruling=ruling, actor=lea, now=SOON)

    assert Comment.objects.get().state == State.PENDING


def test_nobody_undoes_what_somebody_else_decided(thread, lea):
    ruling = decide(lea, APPROVE, a_comment(thread=thread, state=State.PENDING))

    with pytest.raises(PermissionDenied):
        undo(ruling=ruling, actor=a_person(None, Role.ADMINISTRATOR).as_actor(), now=SOON)


def test_all_or_nothing_where_somebody_else_has_decided_since(thread, lea):
    first, second = (a_comment(thread=thread, state=State.PENDING) for _ in range(2))
    ruling = decide(lea, APPROVE, first, second)
    moderate(comment=second, move=REMOVE, actor=system("tests"), reason="insult", now=NOW)

    with pytest.raises(ChangedSince) as changed:
        undo(ruling=ruling, actor=lea, now=SOON)

    assert [comment.pk for comment in changed.value.comments] == [second.pk]
    assert Comment.objects.get(pk=first.pk).state == State.PUBLIC
    assert Ruling.objects.get().undone_at is None


def test_what_came_back_to_the_same_state_was_still_changed(thread, lea):
    comment = a_comment(thread=thread, state=State.PENDING)
    ruling = decide(lea, APPROVE, comment)
    moderate(comment=comment, move=HOLD, actor=system("tests"), now=NOW)
    moderate(comment=comment, move=APPROVE, actor=system("tests"), now=NOW)

    with pytest.raises(ChangedSince):
        undo(ruling=ruling, actor=lea, now=SOON)


def test_a_removal_against_which_the_author_has_appealed_is_not_undone_silently(thread, lea):
    comment = a_comment(thread=thread)
    ruling = decide(lea, REMOVE, comment, reason="insult")
    appeal(case=Case.objects.with_context().get(), by=comment.author, text="Why?", now=NOW)

    with pytest.raises(ChangedSince):
        undo(ruling=ruling, actor=lea, now=SOON)


def test_the_author_hears_of_a_decision_when_it_can_no_longer_be_undone(thread, lea):
    comment = a_comment(thread=thread)
    while spread(NOW):
        pass

    decide(lea, REMOVE, comment, reason="insult")

    assert not spread(SOON)
    assert spread(NOW + UNDO_FOR)
    assert InboxEntry.objects.filter(person=comment.author, kind="removed").count() == 1


def test_of_a_decision_that_was_undone_nobody_hears(thread, lea):
    comment, reporter = a_comment(thread=thread), a_person(date_joined=NOW - timedelta(days=400))
    report_comment(comment=comment, reporter=reporter, reason="insult", text="", now=NOW)
    report_illegal(comment=comment, name="", mail="r@example.org", text="§", language="en", now=NOW)
    while spread(NOW):
        pass
    mails = Delivery.objects.count()

    undo(ruling=decide(lea, REMOVE, comment, reason="insult"), actor=lea, now=SOON)

    while spread(NOW + timedelta(days=1)):
        pass
    assert not InboxEntry.objects.filter(kind__in=["removed", "upheld"]).exists()
    assert (Delivery.objects.count(), Untold.objects.count()) == (mails, 0)
    assert set(Report.objects.values_list("outcome", flat=True)) == {""}


def test_a_guests_statement_waits_and_goes_with_the_decision(thread, lea):
    comment = a_comment(thread=thread)
    Comment.objects.filter(pk=comment.pk).update(author=None, guest_name="Gast", guest_mail="g@example.org")
    comment.refresh_from_db()

    ruling = decide(lea, REMOVE, comment, reason="insult")
    assert Delivery.objects.get(kind="statement").not_before == NOW + UNDO_FOR
    undo(ruling=ruling, actor=lea, now=SOON)

    assert not Delivery.objects.filter(kind="statement").exists()


def test_reports_that_were_dismissed_are_open_again(thread, lea):
    comment = a_comment(thread=thread)
    made = report_comment(comment=comment, reporter=a_person(), reason="insult", text="", now=NOW)

    ruling = decide_reports(comments=[comment], seen={comment.pk: made.pk}, move=APPROVE, actor=lea, now=NOW)
    assert Report.objects.get().outcome == "dismissed"
    undo(ruling=ruling, actor=lea, now=SOON)

    assert (Report.objects.get().outcome, Report.objects.get().decided_at) == ("", None)
    assert LogEntry.objects.order_by("id").last().move == "undo"


def test_a_granted_appeal_waits_again(thread, lea):
    comment = a_comment(thread=thread, state=State.REMOVED, reason="insult")
    made = appeal(case=Case.objects.with_context().get(), by=comment.author, text="Why?", now=NOW)

    undo(ruling=decide(lea, APPROVE, comment), actor=lea, now=SOON)

    made.refresh_from_db()
    assert (made.decided_at, made.granted, made.decided_by) == (None, None, None)
    assert Case.objects.get().reversed_at is None


def test_a_pick_comes_back(thread, lea):
    comment = a_comment(thread=thread)
    pick_all(comments=[comment], actor=a_person(None, Role.EDITOR).as_actor(), now=NOW)
    comment.refresh_from_db()

    undo(ruling=decide(lea, REMOVE, comment, reason="insult"), actor=lea, now=SOON)

    assert Comment.objects.get().picked_at == NOW


def test_a_question_that_the_decision_closed_is_open_again(thread, lea):
    comment = a_comment(thread=thread, state=State.PENDING)
    ask_opinion(comment=comment, question="Satire?", actor=lea, now=NOW)

    undo(ruling=decide(lea, APPROVE, comment), actor=lea, now=SOON)

    assert SecondOpinion.objects.open().count() == 1


def test_what_it_taught_is_unlearnt_and_a_comment_that_nobody_approved_teaches_nothing(thread, lea):
    comment = a_comment(thread=thread)
    ruling = decide(lea, SPAM, comment)
    learn_from.func([comment.pk])
    assert Lesson.objects.get().is_spam

    undo(ruling=ruling, actor=lea, now=SOON)
    learn_from.func([comment.pk])

    assert not Lesson.objects.exists()


def test_a_text_that_its_author_changed_since_is_not_held_unread(thread, lea):
    comment = a_comment(thread=thread, state=State.PENDING)
    ruling = decide(lea, APPROVE, comment)
    Comment.objects.filter(pk=comment.pk).update(text_number=2)

    with pytest.raises(ChangedSince):
        undo(ruling=ruling, actor=lea, now=SOON)
