"""Moderators make words of a comment unreadable: they are gone from everywhere, and the rest stays (M4)."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import connection

from accounts.rules.roles import Role
from comments.actions.appeals import appeal, decide_appeal
from comments.actions.drafts import Place, Typed, keep_draft
from comments.actions.edit import EditConflict
from comments.actions.lessons import learn_from
from comments.actions.moderate import OwnComment, StaleState, moderate
from comments.actions.recount import recount_thread
from comments.actions.redacting import Cut, NothingToRedact, redact
from comments.actions.reporting import report_comment
from comments.models import (
    Case,
    CaseNote,
    Comment,
    InboxEntry,
    Lesson,
    LogEntry,
    MarkCount,
    Report,
    SecondOpinion,
    Thread,
)
from comments.rules.reasons import UnknownReason
from comments.rules.redacting import spans_in
from comments.rules.spam.words import text_key
from comments.rules.states import REMOVE, State
from comments.searching import found_comments
from search.rules.asking import asked_by
from search.rules.questions import read_question
from tests.at_once import at_once
from tests.builders import NOW, a_comment, a_person
from tests.comments.actions.test_edit import edited, trusted, with_held_edit
from tests.comments.letters import a_mailed_person, mails

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=1)
NUMBER = "0170 5551234"
BODY = f"Please **call {NUMBER}** soon."


@pytest.fixture
def mo():
    return a_person("Mo", Role.MODERATOR)


def without_number(comment, moderator, *others, **fields):
    comment = Comment.objects.with_threads().get(pk=comment.pk)
    done = redact(
        cuts=[Cut(comment, spans_in(comment.source, [NUMBER])), *(Cut(other) for other in others)],
        phrases=[NUMBER],
        **{"reason": "personal_data"} | fields,
        actor=moderator.as_actor(),
        now=LATER,
    )
    return done


def everything_stored():
    """Every value of every table of the site as one text."""
    rows = []
    for model in apps.get_models(include_auto_created=True):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(model._meta.db_table)}")
            rows += cursor.fetchall()
    return json.dumps(rows, default=str, ensure_ascii=False)


def found(word):
    return list(found_comments(asked_by(read_question(word)), now=LATER, limit=5))


def test_the_words_become_a_bar_and_the_rest_stays(mo):
    comment = a_comment(body=BODY)

    without_number(comment, mo)

    comment.refresh_from_db()
    assert comment.source == "Please **call █personal-data█** soon."
    assert "<strong>call <span" in comment.html
    assert (comment.state, comment.edited_at) == (State.PUBLIC, None)
    assert comment.text_key == text_key(comment.source)


def test_the_words_are_gone_from_every_table(mo):
    author, reader = a_person("Ada"), a_person("Rita")
    comment = trusted(author=author, body=BODY)
    edited(comment, f"Or {NUMBER}, [mail](https://example.org/?tel=0170) me.", now=LATER)
    edited(comment, f"Call {NUMBER} or *{NUMBER}*.", seen=2, now=LATER)
    report_comment(comment=comment, reporter=reader, reason="personal_data", text=f"It is {NUMBER}.", now=NOW)
    for person, place in (
        (author, Place(comment.thread, edited=comment)),
        (reader, Place(comment.thread, comment)),
    ):
        keep_draft(person=person, place=place, typed=Typed(f"> {NUMBER}", uuid4()), now=NOW)
    moderate(
        comment=comment, move=REMOVE, actor=mo.as_actor(), statement=f"No {NUMBER}", note=NUMBER, now=LATER
    )
    case = Case.objects.with_context().get(comment=comment)
    appeal(case=case, by=author, text=f"But {NUMBER} is mine", now=LATER)
    CaseNote.objects.create(comment=comment, person=mo, text=f"Is {NUMBER} hers?", at=NOW)
    SecondOpinion.objects.create(comment=comment, asked_by=mo, question=f"{NUMBER}?", asked_at=NOW)
    assert everything_stored().count("5551234") > 10

    without_number(comment, mo, note=f"Was {NUMBER}", statement=f"You wrote {NUMBER}.")

    assert "5551234" not in everything_stored()


def test_a_change_that_waits_loses_them_too_and_waits_on(mo):
    comment, held = with_held_edit(words=f"Now {NUMBER}.", body=BODY)

    without_number(comment, mo)

    held.refresh_from_db()
    assert (held.source, held.state) == ("Now █personal-data█.", State.PENDING)
    assert "5551234" not in everything_stored()


def test_a_text_whose_markup_stands_in_the_way_goes_altogether_when_it_is_not_shown(mo):
    comment = trusted(body=f"{NUMBER}https://example.org/")
    edited(comment, f"Call {NUMBER}.", now=LATER)

    without_number(comment, mo)

    assert comment.versions.get(number=1).source == "█personal-data█"


def test_only_the_chosen_places_go(mo):
    comment = a_comment(body=f"{NUMBER} and {NUMBER}")
    comment = Comment.objects.with_threads().get(pk=comment.pk)
    first = spans_in(comment.source, [NUMBER])[:1]

    redact(
        cuts=[Cut(comment, first)],
        phrases=[NUMBER],
        reason="personal_data",
        actor=mo.as_actor(),
        now=LATER,
    )

    assert Comment.objects.get(pk=comment.pk).source == f"█personal-data█ and {NUMBER}"


def test_they_are_found_no_more_and_the_rest_is(mo):
    comment = a_comment(body="Call Bartholomew about the lighthouse.")
    assert found("Bartholomew")

    redact(
        cuts=[Cut(Comment.objects.with_threads().get(pk=comment.pk))],
        phrases=["Bartholomew"],
        reason="personal_data",
        actor=mo.as_actor(),
        now=LATER,
    )

    assert (found("Bartholomew"), len(found("lighthouse"))) == ([], 1)
    assert not found("personal")


def test_answers_that_quote_them_lose_them_in_the_same_decision(mo):
    comment = a_comment(body=BODY)
    answer = a_comment(parent=comment, body=f"> {NUMBER}\n\nThanks!")

    done = without_number(comment, mo, Comment.objects.with_threads().get(pk=answer.pk))

    answer.refresh_from_db()
    assert answer.source == "> █personal-data█\n\nThanks!"
    assert {entry.comment_id for entry in done} == {comment.pk, answer.pk}
    assert Case.objects.filter(measure="redacted").count() == 2


def test_the_log_says_who_and_why_and_holds_no_words(mo):
    comment = a_comment(body=BODY)

    (entry,) = without_number(comment, mo)

    assert (entry.move, entry.actor_id, entry.reason) == ("redact", mo.pk, "personal_data")
    assert (entry.from_state, entry.to_state) == ("public", "public")


def test_the_pages_of_the_conversation_get_another_name_and_count_it(mo):
    comment = a_comment(body=BODY)
    before = comment.thread.version

    without_number(comment, mo)

    thread = Thread.objects.get(pk=comment.thread_id)
    assert thread.version > before
    assert thread.removals == {"redacted": 1}
    assert not recount_thread(thread=thread).differs


def test_its_author_is_told_with_reasons_and_reads_no_words_of_it(mo):
    comment = a_comment(author=a_mailed_person("Ada"), body=BODY)

    without_number(comment, mo, statement="A telephone number.")
    sent = mails(LATER)

    case = Case.objects.get(comment=comment)
    assert (case.measure, case.ground, case.statement) == ("redacted", "personal_data", "A telephone number.")
    assert InboxEntry.objects.filter(person=comment.author, kind="redacted").count() == 1
    letter = next(mail for mail in sent if "unreadable" in mail.subject)
    assert "you may write them anew" in " ".join(letter.body.split())
    assert NUMBER not in letter.body


def test_an_appeal_that_is_granted_brings_no_words_back_but_the_author_may_write_them_anew(mo):
    author = a_person("Ada")
    comment = trusted(author=author, body=BODY)
    without_number(comment, mo)
    case = Case.objects.with_context().get(comment=comment)
    appeal(case=case, by=author, text="It is the hotline.", now=LATER)

    decide_appeal(
        made=case.appeal, grant=True, answer="", actor=a_person("Lea", Role.MODERATOR).as_actor(), now=LATER
    )

    comment.refresh_from_db()
    assert Case.objects.get(pk=case.pk).reversed_at == LATER
    assert "█personal-data█" in comment.source
    edited(comment, BODY, seen=comment.text_number, now=LATER)
    assert comment.source == BODY


def test_approving_a_removed_comment_does_not_reverse_the_redaction(mo):
    comment = a_comment(author=a_person("Ada"), body=BODY)
    without_number(comment, mo)
    comment = Comment.objects.get(pk=comment.pk)

    moderate(comment=comment, move=REMOVE, actor=mo.as_actor(), now=LATER)

    assert Case.objects.standing().filter(measure="redacted").count() == 1


def test_whoever_had_the_form_of_an_edit_open_does_not_bring_the_words_back(mo):
    comment = trusted(author=a_person("Ada"), body=BODY)
    without_number(comment, mo)

    with pytest.raises(EditConflict) as conflict:
        edited(comment, f"{BODY} Please!", seen=1, now=LATER)

    assert "5551234" not in conflict.value.theirs


def test_a_bar_stays_in_an_edit_and_nobody_makes_another_one(mo):
    comment = trusted(author=a_person("Ada"), body=BODY)
    without_number(comment, mo)
    comment.refresh_from_db()

    edited(comment, f"{comment.source} █insult█", seen=comment.text_number, now=LATER)

    assert comment.source == "Please **call █personal-data█** soon. ▉insult▉"


def test_whoever_decides_about_a_text_that_is_gone_is_told(mo):
    comment = a_comment(body=BODY)
    seen = Comment.objects.get(pk=comment.pk)
    without_number(comment, mo)

    with pytest.raises(StaleState):
        moderate(comment=seen, move=REMOVE, actor=mo.as_actor(), now=LATER)
    with pytest.raises(StaleState):
        redact(cuts=[Cut(seen)], phrases=["call"], reason="insult", actor=mo.as_actor(), now=LATER)


def test_what_the_words_taught_is_unlearnt(mo):
    comment = a_comment(body=BODY)
    moderate(comment=comment, move=REMOVE, actor=mo.as_actor(), reason="spam", now=NOW)
    learn_from.call([comment.pk])
    before = set(MarkCount.objects.values_list("mark", flat=True))

    without_number(comment, mo)

    after = set(MarkCount.objects.values_list("mark", flat=True))
    assert before - after
    assert Lesson.objects.count() <= 1


def test_reports_that_it_decides_are_right_and_their_reporters_hear_so(mo):
    comment, reader = a_comment(body=BODY), a_mailed_person("Rita")
    report = report_comment(comment=comment, reporter=reader, reason="personal_data", text="", now=NOW)
    other = report_comment(comment=comment, reporter=a_person(), reason="insult", text="", now=NOW)

    without_number(comment, mo, settles=[report.pk])
    mails(LATER)

    outcomes = dict(Report.objects.values_list("pk", "outcome"))
    assert outcomes == {report.pk: "mended", other.pk: ""}
    assert InboxEntry.objects.filter(person=reader, kind="mended").exists()
    assert Case.objects.get(comment=comment).found == "reports"


@pytest.mark.parametrize("role", [None, Role.EDITOR])
def test_only_moderators_redact(role):
    comment = a_comment(body=BODY)

    with pytest.raises(PermissionDenied):
        without_number(comment, a_person(None, *([role] if role else [])))

    assert not LogEntry.objects.filter(move="redact").exists()


def test_nobody_redacts_own_words(mo):
    comment = a_comment(author=mo, body=BODY)

    with pytest.raises(OwnComment):
        without_number(comment, mo)


def test_an_own_answer_is_not_redacted_along_with_what_it_quotes(mo):
    comment = a_comment(body=BODY)
    answer = a_comment(parent=comment, author=mo, body=f"> {NUMBER}")

    with pytest.raises(OwnComment):
        without_number(comment, mo, Comment.objects.with_threads().get(pk=answer.pk))


def test_a_reason_that_is_in_no_list_and_words_that_are_nowhere_change_nothing(mo):
    comment = a_comment(body=BODY)

    with pytest.raises(UnknownReason):
        without_number(comment, mo, reason="taste")
    with pytest.raises(NothingToRedact):
        redact(
            cuts=[Cut(Comment.objects.get(pk=comment.pk), [])],
            phrases=["absent"],
            reason="insult",
            actor=mo.as_actor(),
            now=LATER,
        )

    assert Comment.objects.get(pk=comment.pk).source == BODY


@pytest.mark.django_db(transaction=True)
def test_of_two_moderators_at_once_the_second_is_told(mo):
    comment = a_comment(body=BODY)
    seen = Comment.objects.with_threads().get(pk=comment.pk)

    def once():
        return redact(
            cuts=[Cut(seen)], phrases=[NUMBER], reason="personal_data", actor=mo.as_actor(), now=LATER
        )

    outcomes = at_once(once, once)

    assert sorted(type(each) for each in outcomes if isinstance(each, Exception)) == [StaleState]
    assert LogEntry.objects.filter(move="redact").count() == 1
