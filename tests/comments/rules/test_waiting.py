from datetime import UTC, datetime, timedelta

import pytest

from comments.rules.editing import FREE, free_until
from comments.rules.waiting import FEWEST, Estimate, estimate

NOW = datetime(2026, 3, 14, 9, 26, tzinfo=UTC)


def hours(*counts):
    return [timedelta(hours=count) for count in counts]


def test_half_and_nine_of_ten_are_waits_that_were():
    waits = hours(9, 1, 2, 8, 3, 7, 4, 6, 5, 100)

    assert estimate(waits) == Estimate(half=timedelta(hours=5), nine_of_ten=timedelta(hours=9))


def test_from_few_decisions_nothing_is_said():
    assert estimate(hours(*range(FEWEST - 1))) is None
    assert estimate(hours(*range(FEWEST))) is not None


@pytest.mark.parametrize(
    ("since", "answered", "end"),
    [
        (NOW, False, NOW + FREE),
        (NOW - FREE, False, None),
        (NOW, True, None),
        (None, False, NOW + FREE),
    ],
)
def test_an_edit_is_free_for_a_quarter_of_an_hour_and_until_an_answer(since, answered, end):
    assert free_until(readable_since=since, answered=answered, now=NOW) == end
