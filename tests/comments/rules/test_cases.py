"""Statements of reasons: which moves owe one, and how long an appeal is taken (M7)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from comments.rules.cases import SAME_PERSON_AFTER, Measure, appeal_until, may_decide, measure_of
from comments.rules.states import State
from tests.builders import NOW

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("was", "target", "measure"),
    [
        (State.PUBLIC, State.REMOVED, Measure.REMOVED),
        (State.PENDING, State.SPAM, Measure.SPAM),
        (State.PUBLIC, State.HIDDEN, Measure.HIDDEN),
        (State.HIDDEN, State.REMOVED, Measure.REMOVED),
        (State.REMOVED, State.SPAM, None),
        (State.SPAM, State.PUBLIC, None),
        (State.PUBLIC, State.PENDING, None),
        (State.PUBLIC, State.WITHDRAWN, None),
    ],
)
def test_a_move_owes_a_statement_where_words_go_and_their_author_did_not_know(was, target, measure):
    assert measure_of(was, target) == measure


@pytest.mark.parametrize(
    ("opened", "months", "last_day"),
    [
        (datetime(2026, 3, 14, 9, tzinfo=UTC), 6, "2026-09-14"),
        (datetime(2026, 8, 31, 9, tzinfo=UTC), 6, "2027-02-28"),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), 1, "2027-02-01"),  # it is January already in Berlin
    ],
)
def test_an_appeal_is_taken_until_the_end_of_a_day_of_the_calendar(opened, months, last_day):
    end = appeal_until(opened, months, BERLIN)

    assert (end.date().isoformat(), end.hour, end.minute) == (last_day, 23, 59)


@pytest.mark.parametrize(
    ("person", "first", "waited", "allowed"),
    [
        (1, 2, timedelta(0), True),
        (1, 1, timedelta(hours=23), False),
        (1, 1, SAME_PERSON_AFTER, True),
        (1, None, timedelta(0), True),
    ],
)
def test_another_person_decides_at_once_and_the_same_one_after_a_day(person, first, waited, allowed):
    assert may_decide(person=person, first=first, made_at=NOW - waited, now=NOW) is allowed
