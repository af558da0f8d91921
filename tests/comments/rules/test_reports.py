"""What reports weigh, and when they hide a comment (M6)."""

from datetime import timedelta

import pytest

from comments.rules import reasons
from comments.rules.reports import MOST, NEED_WORDS, REASONS, Record, hides, weight_of

YEAR = timedelta(days=365)
KNOWN = Record(age=YEAR, public_comments=8)


def hide(weights: list[float], *, threshold: int = 3, cleared: bool = False, official: bool = False) -> bool:
    return hides(weights, threshold=threshold, was_cleared=cleared, is_official=official)


def test_a_known_person_without_a_record_of_reports_weighs_one():
    assert weight_of(KNOWN) == 1.0


def test_ten_new_accounts_weigh_nothing_together():
    weights = [weight_of(Record(age=timedelta(days=6), right=3, public_comments=20)) for _ in range(10)]

    assert sum(weights) == 0
    assert not hide(weights, threshold=1)


def test_ten_old_accounts_that_never_said_a_word_hide_nothing_as_the_site_is_set_at_first():
    assert not hide([weight_of(Record(age=YEAR))] * 10)


def test_three_known_people_hide_a_comment():
    assert [hide([weight_of(KNOWN)] * count) for count in (2, 3)] == [False, True]


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (Record(age=YEAR, public_comments=8, right=3), KNOWN),
        (KNOWN, Record(age=YEAR, public_comments=8, wrong=1)),
        (KNOWN, Record(age=timedelta(days=30), public_comments=8)),
        (KNOWN, Record(age=YEAR, public_comments=2)),
        (KNOWN, Record(age=YEAR, public_comments=8, removed_comments=2)),
        (Record(age=YEAR, is_staff=True), KNOWN),
    ],
)
def test_a_better_record_weighs_more(better: Record, worse: Record):
    assert weight_of(better) > weight_of(worse)


def test_nobody_weighs_more_than_the_most():
    assert weight_of(Record(age=10 * YEAR, right=10_000, public_comments=10_000)) == MOST


def test_whoever_was_wrong_a_hundred_times_weighs_next_to_nothing():
    assert weight_of(Record(age=YEAR, wrong=100, public_comments=8)) < 0.05


@pytest.mark.parametrize(
    "circumstances",
    [{"threshold": 0}, {"cleared": True}, {"official": True}],
    ids=str,
)
def test_what_was_cleared_or_is_official_or_where_the_site_wants_it_so_reports_hide_nothing(circumstances):
    assert not hide([2.0] * 50, **circumstances)


def test_every_reason_of_a_reader_is_one_that_a_moderator_can_give():
    assert set(REASONS) <= set(reasons.REMOVAL)
    assert set(REASONS) > NEED_WORDS
