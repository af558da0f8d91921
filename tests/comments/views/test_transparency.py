"""Decisions in the open: under each conversation and on a page of their own (M8)."""

import csv
from datetime import timedelta
from io import StringIO

import pytest

from accounts.rules.measures import Sanction
from comments.actions.adopt import adopt_comments
from comments.actions.appeals import appeal
from comments.actions.measures import lift_measure
from comments.actions.moderate import moderate
from comments.actions.recount import recount_thread
from comments.actions.sealing import seal_log
from comments.models import Case, Comment, LogSeal, Thread
from comments.rules.foreign import ForeignComment
from comments.rules.states import APPROVE, HOLD, REMOVE, SPAM, State
from comments.transparency import months_of_the_log
from tests.builders import EDITOR, NOW, a_comment, a_measure, a_person, a_post

PAGE = "/en/transparency/"


def removals(thread):
    return Thread.objects.values_list("removals", flat=True).get(pk=thread.pk)


def move(comment, way, reason="", now=NOW):
    moderate(comment=Comment.objects.get(pk=comment.pk), move=way, actor=EDITOR, reason=reason, now=now)


class TestLineOfTheThread:
    def test_it_counts_by_reason(self, thread):
        a_comment(thread=thread, state=State.REMOVED, reason="insult")
        a_comment(thread=thread, state=State.REMOVED, reason="insult")
        a_comment(thread=thread, state=State.SPAM)
        a_comment(thread=thread)

        assert removals(thread) == {"insult": 2, "spam": 1}

    def test_whatever_leads_away_again_takes_it_off(self, thread):
        first, second = a_comment(thread=thread), a_comment(thread=thread)
        move(first, REMOVE, "insult")
        move(second, SPAM)

        move(first, SPAM)
        move(second, APPROVE)
        other = removals(thread)
        move(first, HOLD)

        assert (other, removals(thread)) == ({"spam": 1}, {})

    def test_recounting_finds_the_same_and_repairs_it(self, thread):
        a_comment(thread=thread, state=State.REMOVED, reason="insult")
        a_comment(thread=thread, state=State.REMOVED)
        true = removals(thread)
        assert not recount_thread(thread=thread).differs
        Thread.objects.filter(pk=thread.pk).update(removals={"spam": 9})

        found = recount_thread(thread=thread)

        assert found.figures == {"removals": ({"spam": 9}, true)}
        assert removals(thread) == true == {"insult": 1, "other": 1}

    def test_an_appeal_leaves_the_reason_as_it_is(self, thread):
        comment = a_comment(thread=thread)
        move(comment, REMOVE, "insult")
        case = Case.objects.with_context().get()
        appeal(case=case, by=comment.author, text="I quoted him.", now=NOW)

        counted = removals(thread)
        recounted = recount_thread(thread=thread)
        move(comment, APPROVE)

        assert (counted, recounted.differs, removals(thread)) == ({"insult": 1}, False, {})

    def test_imported_removals_are_counted(self, thread):
        record = ForeignComment(
            foreign_id="x:1", parent_foreign_id=None, author_id=None, guest_name="Guest", source="Words",
            language="de", state=State.SPAM, posted_at=NOW,
        )  # fmt: skip

        adopt_comments(thread=thread, records=[record], now=NOW)

        assert removals(thread) == {"other": 1}

    def test_readers_read_it_below_the_conversation(self, client, db):
        post = a_post()
        a_comment(thread=post.thread, state=State.REMOVED, reason="insult", body="SECRET")
        a_comment(thread=post.thread)

        page = client.get(f"/en{post.get_absolute_url()}").content.decode()

        assert "1 comment was removed here: insult (1)." in page
        assert "SECRET" not in page

    def test_where_nothing_was_removed_nothing_is_said(self, client, db):
        post = a_post()
        a_comment(thread=post.thread)

        assert "removed here" not in client.get(f"/en{post.get_absolute_url()}").content.decode()


@pytest.fixture
def decided(thread):
    """Decisions of two months, about somebody with a name, words and a reversal."""
    zora = a_person("Zora")
    comments = [a_comment(thread=thread, author=zora, body="SECRET words") for _ in range(4)]
    move(comments[0], REMOVE, "insult")
    move(comments[1], SPAM, now=NOW + timedelta(days=31))
    move(comments[2], REMOVE, "insult", now=NOW + timedelta(days=31))
    move(comments[2], APPROVE, now=NOW + timedelta(days=32))
    waiting = a_comment(thread=thread, author=zora, state=State.PENDING)
    move(waiting, APPROVE, now=NOW + timedelta(hours=2))
    lift_measure(measure=a_measure(zora, Sanction.BAN), actor=EDITOR, now=NOW)
    return zora


def test_months_are_counted_from_the_log(decided):
    march, april = months_of_the_log()

    assert (march.name, april.name) == ("2026-03", "2026-04")
    assert (march.removed, april.removed) == ({"insult": 1}, {"insult": 1, "spam": 1})
    assert (march.reversed, april.reversed) == (0, 1)
    assert (march.measures, march.lifted) == ({("ban", "insult"): 1}, 1)
    assert march.half == timedelta(hours=2)


def test_the_page_names_nobody_and_quotes_nothing(client, decided):
    page = client.get(PAGE).content.decode()

    assert "<b>3 comments</b> were removed." in page
    assert "Insult" in page and "Advertising" in page
    for secret in ("Zora", "SECRET", "names."):
        assert secret not in page


def test_the_table_to_calculate_with_has_the_same_figures(client, decided):
    answer = client.get(f"{PAGE}figures.csv")

    rows = list(csv.reader(StringIO(answer.content.decode())))

    assert rows[0] == ["month", "figure", "ground", "count"]
    assert ["2026-04", "comments_removed", "spam", "1"] in rows
    assert ["2026-03", "measure_ban", "insult", "1"] in rows
    assert answer["Content-Type"] == "text/csv; charset=utf-8"


def test_the_document_has_the_same_figures_and_the_seal(client, decided):
    seal_log(now=NOW)
    seal_log(now=NOW + timedelta(hours=1))

    found = client.get(f"{PAGE}figures.json").json()

    assert found["months"][0]["comments_removed"] == {"insult": 1}
    assert found["sealed"]["digest"] == LogSeal.objects.get().digest


def test_before_the_first_decision_it_says_so(client, thread):
    a_comment(thread=thread)

    assert "Nothing has been decided yet." in client.get(PAGE).content.decode()


@pytest.mark.parametrize("number", [1, 30])
def test_it_asks_the_same_for_one_of_each_and_for_thirty(thread, number, django_assert_num_queries):
    for index in range(number):
        comment = a_comment(thread=thread, state=State.PENDING)
        move(comment, REMOVE, "insult", now=NOW + timedelta(days=index))
        a_measure(a_person(), Sanction.BAN, now=NOW + timedelta(days=index))

    with django_assert_num_queries(3):
        months_of_the_log()


def test_every_page_leads_there(client, db):
    assert 'href="/en/transparency/"' in client.get(f"/en{a_post().get_absolute_url()}").content.decode()
