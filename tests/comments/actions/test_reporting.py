"""Reports: kept once, weighed, decided together, and their reporters told (M6)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import Standing, User
from accounts.rules.roles import ActorKind, Role, system
from comments.actions.forgetting import forget_strangers, strangers
from comments.actions.moderate import OwnComment, moderate
from comments.actions.reporting import (
    AlreadyReported,
    NotReportable,
    OwnWords,
    StaleReports,
    decide_reports,
    report_comment,
    report_illegal,
)
from comments.models import Case, Comment, Discussion, InboxEntry, LogEntry, Report
from comments.rules.casework import UNDO_FOR
from comments.rules.reports import Outcome
from comments.rules.states import APPROVE, REMOVE, WITHDRAW, State
from tests.builders import NOW, a_comment, a_person
from tests.comments.letters import a_mailed_person, mails, send_all, tell_and_owe

pytestmark = pytest.mark.django_db

NO_WAY_BACK = NOW + timedelta(minutes=1) + UNDO_FOR  # when what was decided here is told


def a_known_person(**fields: object) -> User:
    """Somebody whose report weighs 1."""
    person = a_mailed_person(date_joined=NOW - timedelta(days=400), **fields)
    Standing.objects.create(user=person, public_comments=8)
    return person


def a_report(
    comment: Comment, reporter: User | None = None, reason: str = "insult", text: str = ""
) -> Report:
    return report_comment(
        comment=comment, reporter=reporter or a_known_person(), reason=reason, text=text, now=NOW
    )


def state_of(comment: Comment) -> str:
    return Comment.objects.values_list("state", flat=True).get(pk=comment.pk)


def decide(comment: Comment, move, actor=None, newest: Report | None = None, **words: str) -> None:
    newest = newest or Report.objects.open().filter(comment=comment).latest("pk")
    decide_reports(
        comments=[Comment.objects.with_threads().get(pk=comment.pk)],
        seen={comment.pk: newest.pk},
        move=move,
        actor=actor or a_person(None, Role.MODERATOR).as_actor(),
        now=NOW + timedelta(minutes=1),
        **words,
    )


def test_a_report_is_kept_once_for_each_person():
    comment, reporter = a_comment(), a_known_person()
    a_report(comment, reporter)

    with pytest.raises(AlreadyReported):
        a_report(comment, reporter, reason="spam")

    assert [(r.reason, r.weight, r.outcome) for r in Report.objects.all()] == [("insult", 1.0, "")]


def test_nobody_reports_an_own_comment():
    comment = a_comment()

    with pytest.raises(OwnWords):
        a_report(comment, comment.author)


def test_whoever_was_locked_out_does_not_report():
    with pytest.raises(PermissionDenied):
        a_report(a_comment(), a_person(is_active=False))


@pytest.mark.parametrize("state", [State.REMOVED, State.PENDING, State.WITHDRAWN])
def test_what_readers_do_not_have_cannot_be_reported(state):
    with pytest.raises(NotReportable):
        a_report(a_comment(state=state))


def test_ten_new_accounts_hide_nothing():
    comment = a_comment()
    for _ in range(10):
        a_report(comment, a_person(date_joined=NOW - timedelta(days=6)))

    assert state_of(comment) == State.PUBLIC
    assert Report.objects.open().count() == 10


def test_reports_that_weigh_enough_hide_the_comment_by_the_rule():
    comment = a_comment()
    for _ in range(3):
        a_report(comment)

    entry = LogEntry.objects.filter(comment_id=comment.pk).latest("pk")
    assert state_of(comment) == State.HIDDEN
    assert (entry.actor_kind, entry.actor_name, entry.move, entry.reason) == (
        ActorKind.RULE,
        "reports",
        "hide",
        "insult",
    )
    comment.thread.refresh_from_db()
    assert comment.thread.public_count == 0


def test_the_site_says_how_much_hides():
    Discussion.load()
    Discussion.objects.update(reports_hide_at=1)
    comment = a_comment()

    a_report(comment)

    assert state_of(comment) == State.HIDDEN


def test_what_a_moderator_left_up_is_not_hidden_again():
    comment = a_comment()
    a_report(comment)
    decide(comment, APPROVE)
    for _ in range(5):
        a_report(comment)

    assert state_of(comment) == State.PUBLIC


def test_all_reports_are_dismissed_together_and_the_log_says_who_looked():
    comment, moderator = a_comment(), a_person(None, Role.MODERATOR)
    reports = [a_report(comment) for _ in range(2)]

    decide(comment, APPROVE, moderator.as_actor(), note="Fair enough.")

    assert set(Report.objects.values_list("outcome", flat=True)) == {Outcome.DISMISSED}
    entry = LogEntry.objects.get(pk=Report.objects.get(pk=reports[0].pk).entry_id)
    assert (entry.move, entry.actor_id, entry.to_state) == ("reports dismissed", moderator.pk, "public")


def test_a_removal_upholds_all_reports_wherever_it_is_decided():
    comment = a_comment()
    for _ in range(2):
        a_report(comment)

    moderate(comment=comment, move=REMOVE, actor=system("tests"), reason="insult", now=NOW)

    assert set(Report.objects.values_list("outcome", flat=True)) == {Outcome.UPHELD}


def test_a_hidden_comment_that_is_left_up_comes_back_whole():
    comment = a_comment()
    for _ in range(3):
        a_report(comment)

    decide(comment, APPROVE)

    comment.thread.refresh_from_db()
    assert (state_of(comment), comment.thread.public_count) == (State.PUBLIC, 1)
    assert Standing.objects.get(user=comment.author).public_comments == 1
    assert Case.objects.get().reversed_at is not None


def test_a_comment_that_its_author_withdraws_leaves_no_report_open():
    comment = a_comment()
    report = a_report(comment)

    moderate(comment=comment, move=WITHDRAW, actor=comment.author.as_actor(), now=NOW)

    report.refresh_from_db()
    assert report.outcome == Outcome.LAPSED


def test_nobody_decides_about_a_report_unread():
    comment = a_comment()
    seen = a_report(comment)
    a_report(comment)

    with pytest.raises(StaleReports):
        decide(comment, REMOVE, newest=seen, reason="insult")

    assert state_of(comment) == State.PUBLIC


def test_the_second_of_two_moderators_is_told_also_where_nothing_moved():
    comment = a_comment()
    seen = a_report(comment)
    decide(comment, APPROVE)

    with pytest.raises(StaleReports):
        decide(comment, REMOVE, newest=seen, reason="insult")


def test_about_an_own_comment_somebody_else_dismisses():
    moderator = a_person(None, Role.MODERATOR)
    comment = a_comment(author=moderator)
    a_report(comment)

    with pytest.raises(OwnComment):
        decide(comment, APPROVE, moderator.as_actor())


def test_members_do_not_decide():
    comment = a_comment()
    a_report(comment)

    with pytest.raises(PermissionDenied):
        decide(comment, APPROVE, a_person().as_actor())


@pytest.mark.parametrize(("move", "kind"), [(APPROVE, "dismissed"), (REMOVE, "upheld")])
def test_every_reporter_hears_the_outcome_once_and_nobody_else_is_named(move, kind):
    comment = a_comment(body="SECRET WORDS", author=a_mailed_person("Wortführerin"))
    reporters = [a_known_person(), a_known_person()]
    for reporter in reporters:
        a_report(comment, reporter, text="PRIVATE REASON")
    decide(comment, move)

    sent = [mail for mail in mails(NO_WAY_BACK) if mail.to[0] in {person.email for person in reporters}]

    told = InboxEntry.objects.filter(person__in=reporters).values_list("person", "kind")
    assert sorted(told) == [(person.pk, kind) for person in reporters]
    assert len(sent) == 2
    for mail in sent:
        assert f"/comments/{comment.pk}/report/" in mail.body
        for secret in ("Wortführerin", "PRIVATE REASON", "SECRET WORDS", reporters[0].username):
            assert secret not in mail.body.replace(f"Hello {reporters[0].username}", "")


def test_an_outcome_that_nobody_wants_to_hear_is_not_told():
    comment, reporter = a_comment(), a_known_person()
    a_report(comment, reporter)
    reporter.notice_settings.create(topic="reports", on_site=False, mail="never")
    decide(comment, APPROVE)

    tell_and_owe(NO_WAY_BACK)

    assert not InboxEntry.objects.filter(person=reporter).exists()


def test_a_notice_without_an_account_is_confirmed_and_its_outcome_told_without_a_typed_word():
    comment = a_comment()
    report_illegal(comment=comment, name="Bo", mail="bo@example.net", text="BUY NOW", language="en", now=NOW)
    receipt = send_all()
    decide(comment, REMOVE, reason="illegal")
    outcome = [mail for mail in send_all(NO_WAY_BACK) if mail.to == ["bo@example.net"]]

    assert [mail.to for mail in receipt] == [["bo@example.net"]]
    assert len(outcome) == 1
    for mail in [*receipt, *outcome]:
        assert "/en/reports/" in mail.body
        assert "BUY NOW" not in mail.body and "Bo" not in mail.body


def test_who_reported_without_an_account_is_forgotten_half_a_year_after_the_decision():
    decided, waiting = a_comment(), a_comment()
    for comment in (decided, waiting):
        report_illegal(
            comment=comment, name="Bo", mail="bo@example.net", text="It is.", language="en", now=NOW
        )
    decide(decided, APPROVE)

    assert forget_strangers(strangers(NOW + timedelta(days=180))) == 0
    assert forget_strangers(strangers(NOW + timedelta(days=190))) == 1

    assert (decided.reports.get().name, decided.reports.get().mail) == ("", "")
    assert waiting.reports.get().mail == "bo@example.net"


def test_notices_without_an_account_hide_nothing_by_themselves():
    comment = a_comment()
    for _ in range(20):
        report_illegal(comment=comment, name="", mail="", text="It is.", language="en", now=NOW)

    assert state_of(comment) == State.PUBLIC
