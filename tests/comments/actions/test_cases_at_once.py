"""Many at once: one report of each person, one appeal, one outcome (M6, M7). Real threads, transactions."""

from datetime import timedelta

import pytest

from accounts.models import Standing
from accounts.rules.roles import Role, system
from comments.actions.appeals import AlreadyAppealed, StaleAppeal, appeal, decide_appeal
from comments.actions.moderate import StaleState, moderate
from comments.actions.recount import recount_thread
from comments.actions.reporting import (
    AlreadyReported,
    NotReportable,
    StaleReports,
    decide_reports,
    report_comment,
)
from comments.models import Appeal, Case, Comment, LogEntry, Report
from comments.rules.states import APPROVE, REMOVE, State
from tests.at_once import at_once
from tests.builders import NOW, a_comment, a_person

pytestmark = pytest.mark.django_db(transaction=True)


def report(comment: Comment, reporter: object) -> Report:
    return report_comment(comment=comment, reporter=reporter, reason="insult", text="", now=NOW)


def test_ten_reports_of_one_person_at_once_are_one():
    comment, reporter = a_comment(), a_person()

    outcomes = at_once(*[lambda: report(comment, reporter)] * 10)

    assert Report.objects.count() == 1
    assert sum(isinstance(outcome, AlreadyReported) for outcome in outcomes) == 9


def test_ten_known_people_at_once_hide_a_comment_once():
    comment = a_comment()
    people = [a_person(date_joined=NOW - timedelta(days=400)) for _ in range(10)]
    Standing.objects.bulk_create(Standing(user=person, public_comments=8) for person in people)

    outcomes = at_once(*[lambda p=p: report(comment, p) for p in people])

    late = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert all(isinstance(outcome, NotReportable) for outcome in late), late
    assert LogEntry.objects.filter(move="hide").count() == 1
    assert (Report.objects.count(), Comment.objects.get().state) == (3, State.HIDDEN)
    assert not recount_thread(thread=comment.thread).differs


def test_of_ten_moderators_one_decides_about_the_reports_and_the_others_are_told():
    comment = a_comment()
    made = report(comment, a_person())
    moderators = [a_person(None, Role.MODERATOR).as_actor() for _ in range(10)]

    def decide(number: int, actor: object) -> None:
        decide_reports(
            comments=[Comment.objects.with_threads().get(pk=comment.pk)],
            seen={comment.pk: made.pk},
            move=REMOVE if number % 2 else APPROVE,
            actor=actor,
            reason="insult" if number % 2 else "",
            now=NOW,
        )

    outcomes = at_once(*[lambda n=n, a=a: decide(n, a) for n, a in enumerate(moderators)])

    assert outcomes.count(None) == 1
    told = [outcome for outcome in outcomes if outcome is not None]
    assert all(isinstance(outcome, StaleReports | StaleState) for outcome in told), told
    decided = LogEntry.objects.filter(move__in=["remove", "reports dismissed"])
    assert decided.get().pk == Report.objects.get().entry_id
    assert not recount_thread(thread=comment.thread).differs


def test_ten_appeals_at_once_are_one():
    case = _removed()

    outcomes = at_once(
        *[lambda: appeal(case=case, by=case.comment.author, text="I quoted him.", now=NOW)] * 10
    )

    assert Appeal.objects.count() == 1
    assert sum(isinstance(outcome, AlreadyAppealed) for outcome in outcomes) == 9


def test_of_ten_moderators_one_decides_about_the_appeal_and_the_others_are_told():
    case = _removed()
    appeal(case=case, by=case.comment.author, text="I quoted him.", now=NOW)
    moderators = [a_person(None, Role.MODERATOR).as_actor() for _ in range(10)]
    loaded = [Appeal.objects.with_context().get() for _ in moderators]

    def decide(number: int, made: Appeal) -> None:
        actor = moderators[number]
        decide_appeal(made=made, grant=bool(number % 2), answer="So.", actor=actor, now=NOW)

    outcomes = at_once(*[lambda n=n, m=m: decide(n, m) for n, m in enumerate(loaded)])

    made = Appeal.objects.get()
    assert outcomes.count(None) == 1
    assert sum(isinstance(outcome, StaleAppeal) for outcome in outcomes) == 9
    assert LogEntry.objects.filter(move__startswith="appeal ").count() == 1
    assert (Comment.objects.get().state == State.PUBLIC) is made.granted
    assert not recount_thread(thread=case.comment.thread).differs


def test_an_appeal_and_a_change_of_mind_at_once_never_block_each_other_for_good():
    case = _removed()
    appeal(case=case, by=case.comment.author, text="I quoted him.", now=NOW)
    made, comment = Appeal.objects.with_context().get(), Comment.objects.get()
    actor = a_person(None, Role.MODERATOR).as_actor()

    outcomes = at_once(
        lambda: decide_appeal(made=made, grant=True, answer="", actor=actor, now=NOW),
        lambda: moderate(comment=comment, move=APPROVE, actor=system("tests"), now=NOW),
    )

    refused = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert all(isinstance(outcome, StaleAppeal | StaleState) for outcome in refused), refused
    assert Comment.objects.get().state == State.PUBLIC
    assert Appeal.objects.get().granted
    assert not recount_thread(thread=case.comment.thread).differs


def _removed() -> Case:
    comment = a_comment()
    moderate(comment=comment, move=REMOVE, actor=system("tests"), reason="insult", now=NOW)
    return Case.objects.with_context().get()
