"""The score by which useful comments come first."""

from datetime import timedelta
from itertools import pairwise

import pytest

from comments.rules.useful import FEWEST_READERS, readers_to_come, usefulness
from tests.builders import NOW


def score(reactions, days=0.0):
    return usefulness(reactions, posted_at=NOW + timedelta(days=days), opened_at=NOW)


def test_without_a_reaction_a_comment_scores_nothing():
    assert score(0) == 0


def test_one_reaction_is_the_lower_end_of_its_interval():
    assert score(1) == pytest.approx(0.1765, abs=0.0005)  # Patil and Kulkarni: x + z²/2 - z √(x + z²/4)


def test_each_further_reaction_counts():
    scores = [score(number) for number in range(200)]

    assert all(fewer < more for fewer, more in pairwise(scores))


def test_who_came_a_day_later_needs_half_as_much():
    assert score(4, days=1) == pytest.approx(2 * score(4))


def test_after_three_days_waiting_longer_makes_nothing_more_useful():
    assert readers_to_come(NOW + timedelta(days=3), NOW) == FEWEST_READERS
    assert score(1, days=3) == score(1, days=3_000)


@pytest.mark.parametrize("opened_at", [None, NOW + timedelta(days=400)])
def test_a_comment_older_than_its_page_had_all_the_readers(opened_at):
    assert usefulness(3, posted_at=NOW, opened_at=opened_at) == score(3)
