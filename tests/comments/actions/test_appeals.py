"""Statements of reasons and appeals: who gets them, who decides, and what comes back (M7)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import Standing, User
from accounts.rules.roles import Role
from comments.actions.appeals import (
    AlreadyAppealed,
    NotAppealable,
    SamePerson,
    StaleAppeal,
    appeal,
    decide_appeal,
)
from comments.actions.moderate import OwnComment, moderate
from comments.actions.recount import recount_thread
from comments.actions.release import decide_edits
from comments.actions.reporting import report_comment
from comments.models import Appeal, Case, Comment, InboxEntry, LogEntry, Report
from comments.rules.reports import Outcome
from comments.rules.states import APPROVE, REMOVE, SPAM, State
from tests.builders import NOW, a_comment, a_person
from tests.comments.letters import a_mailed_person, mails, send_all, tell_and_owe

pytestmark = pytest.mark.django_db


@pytest.fixture
def lea() -> User:
    return a_person("Lea", Role.MODERATOR)


@pytest.fixture
def mo() -> User:
    return a_person("Mo", Role.MODERATOR)


def removed_by(moderator: User, comment: Comment | None = None, **words: str) -> Case:
    """A case about a comment that this moderator removed."""
    comment = comment or a_comment(author=a_mailed_person())
    moderate(
        comment=comment,
        move=REMOVE,
        actor=moderator.as_actor(),
        **{"reason": "insult", "statement": "The second sentence."} | words,
        now=NOW,
    )
    return Case.objects.with_context().get(comment=comment)


def appealed(case: Case) -> Appeal:
    appeal(case=case, by=case.comment.author, text="I quoted him.", now=NOW)
    return Appeal.objects.with_context().get(case=case)


def decide(made: Appeal, moderator: User, *, grant: bool, hours: float = 1) -> None:
    decide_appeal(
        made=made,
        grant=grant,
        answer="Because.",
        actor=moderator.as_actor(),
        now=NOW + timedelta(hours=hours),
    )


def test_a_removal_opens_a_case_with_all_that_a_statement_needs(lea):
    case = removed_by(lea)

    entry = LogEntry.objects.get(pk=case.entry_id)
    assert (entry.move, case.measure, case.ground, case.statement) == (
        "remove",
        "removed",
        "insult",
        "The second sentence.",
    )
    assert (case.found, case.automated, case.decided_by, case.text_number) == ("own", False, lea, 1)


def test_a_case_says_that_readers_reported_it(lea):
    comment = a_comment()
    report_comment(comment=comment, reporter=a_person(), reason="insult", text="", now=NOW)

    assert removed_by(lea, comment).found == "reports"


def test_whoever_removes_an_own_comment_needs_no_reasons(lea):
    comment = a_comment(author=lea)

    moderate(comment=comment, move=REMOVE, actor=lea.as_actor(), now=NOW)

    assert not Case.objects.exists()


def test_between_removed_and_spam_the_author_hears_once(lea):
    case = removed_by(lea)

    moderate(comment=case.comment, move=SPAM, actor=lea.as_actor(), now=NOW)

    assert Case.objects.get() == case


def test_the_author_gets_the_statement_by_mail(lea):
    case = removed_by(lea)

    (mail,) = mails()

    assert mail.to == [case.comment.author.email]
    for words in ("House rules", "insult", "The second sentence.", "A person decided", "/en/cases/"):
        assert words in mail.body
    assert "Lea" not in mail.body


def test_a_guest_gets_the_statement_by_mail_with_a_link_that_needs_no_account(lea):
    comment = a_comment()
    Comment.objects.filter(pk=comment.pk).update(author=None, guest_name="Gast", guest_mail="g@example.net")

    removed_by(lea, Comment.objects.with_threads().get(pk=comment.pk))

    (mail,) = send_all()
    assert mail.to == ["g@example.net"]
    assert "/cases/" in mail.body


def test_guests_of_another_site_get_no_mail(lea):
    comment = a_comment()
    Comment.objects.filter(pk=comment.pk).update(
        author=None, guest_mail="g@example.net", foreign_id="wordpress:9"
    )

    moderate(
        comment=Comment.objects.get(pk=comment.pk), move=REMOVE, actor=lea.as_actor(), reason="spam", now=NOW
    )

    assert not Case.objects.exists()
    assert send_all() == []


def test_an_appeal_is_made_once_and_only_by_the_author(lea):
    case = removed_by(lea)

    with pytest.raises(PermissionDenied):
        appeal(case=case, by=a_person(), text="Mine!", now=NOW)
    with pytest.raises(PermissionDenied):
        appeal(case=case, by=None, text="By the link alone.", now=NOW)
    appealed(case)
    with pytest.raises(AlreadyAppealed):
        appeal(case=case, by=case.comment.author, text="Once more.", now=NOW)


def test_somebody_whose_account_is_closed_appeals_by_the_link(lea):
    case = removed_by(lea)
    User.objects.filter(pk=case.comment.author_id).update(is_active=False)
    case = Case.objects.with_context().get()

    appeal(case=case, by=None, text="By the link alone.", now=NOW)

    assert Appeal.objects.get().text == "By the link alone."


@pytest.mark.parametrize(("days", "taken"), [(180, True), (190, False)])
def test_an_appeal_is_taken_for_six_months(lea, days, taken):
    case = removed_by(lea)
    late = NOW + timedelta(days=days)

    if taken:
        appeal(case=case, by=case.comment.author, text="Late.", now=late)
    else:
        with pytest.raises(NotAppealable):
            appeal(case=case, by=case.comment.author, text="Too late.", now=late)

    assert Appeal.objects.exists() is taken


def test_a_reversal_restores_comment_figures_record_and_proves_reports_wrong(lea, mo):
    comment = a_comment(author=a_mailed_person())
    reporter = a_mailed_person()
    report_comment(comment=comment, reporter=reporter, reason="insult", text="", now=NOW)
    before = Standing.objects.get(user=comment.author)
    made = appealed(removed_by(lea, comment))

    decide(made, mo, grant=True)

    after = Standing.objects.get(user=comment.author)
    case = Case.objects.get()
    comment.refresh_from_db()
    assert comment.state == State.PUBLIC
    assert (after.public_comments, after.removed_comments) == (before.public_comments, 0)
    assert not recount_thread(thread=comment.thread).differs
    assert Report.objects.get().outcome == Outcome.REVERSED
    assert (case.appeal.granted, case.appeal.by_same_person, case.reversed_at is not None) == (
        True,
        False,
        True,
    )


def test_the_author_hears_of_a_reversal_once(lea, mo):
    made = appealed(removed_by(lea))
    tell_and_owe()
    InboxEntry.objects.all().delete()
    decide(made, mo, grant=True)

    tell_and_owe()

    told = InboxEntry.objects.filter(person=made.case.comment.author).values_list("kind", flat=True)
    assert list(told) == ["appeal"]


def test_an_appeal_that_is_denied_is_answered_and_changes_nothing(lea, mo):
    made = appealed(removed_by(lea))

    decide(made, mo, grant=False)

    made.refresh_from_db()
    assert (made.granted, made.answer, made.decided_by) == (False, "Because.", mo)
    assert Comment.objects.get().state == State.REMOVED
    assert LogEntry.objects.latest("pk").move == "appeal denied"


def test_on_the_first_day_somebody_else_decides(lea):
    made = appealed(removed_by(lea))

    with pytest.raises(SamePerson):
        decide(made, lea, grant=False, hours=23)


def test_after_a_day_the_same_person_may_and_it_is_noted(lea):
    made = appealed(removed_by(lea))

    decide(made, lea, grant=False, hours=24)

    made.refresh_from_db()
    assert made.by_same_person


def test_nobody_decides_about_an_own_appeal(lea, mo):
    made = appealed(removed_by(lea, a_comment(author=mo)))

    with pytest.raises(OwnComment):
        decide(made, mo, grant=True)


def test_members_do_not_decide(lea):
    with pytest.raises(PermissionDenied):
        decide(appealed(removed_by(lea)), a_person(), grant=True)


def test_the_second_moderator_is_told(lea, mo):
    made = appealed(removed_by(lea))
    decide(made, mo, grant=False)

    with pytest.raises(StaleAppeal):
        decide(made, a_person(None, Role.MODERATOR), grant=True)

    assert Comment.objects.get().state == State.REMOVED


def test_a_moderator_who_brings_the_comment_back_settles_the_appeal(lea, mo):
    made = appealed(removed_by(lea))

    moderate(comment=Comment.objects.get(), move=APPROVE, actor=mo.as_actor(), now=NOW)

    made.refresh_from_db()
    assert (made.granted, made.decided_by) == (True, mo)


def test_a_change_that_was_refused_has_a_case_and_comes_up_when_that_is_reversed(lea, mo):
    comment = a_comment(author=a_mailed_person(), body="First words.")
    version = comment.versions.create(
        number=2,
        source="Second words.",
        html=comment.html,
        renderer=0,
        state=State.PENDING,
        written_at=NOW,
        written_by=comment.author,
    )
    decide_edits(
        edits=[comment.versions.with_context().get(pk=version.pk)],
        release=False,
        actor=lea.as_actor(),
        reason="insult",
        now=NOW,
    )
    case = Case.objects.with_context().get()
    assert (case.measure, case.text_number) == ("edit", 2)

    decide(appealed(case), mo, grant=True)

    assert Comment.objects.get().source == "Second words."
