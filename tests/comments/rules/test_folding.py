import random

import pytest

from comments.rules.folding import LEAST, SLACK, is_folded, share


@pytest.mark.parametrize(
    ("below", "room", "each"),
    [
        ([], 50, LEAST),
        ([1, 3, 500], 30, 26),
        ([500, 500], 30, 15),
        ([0] * 24 + [20], 55, 20),  # nothing is folded while all of it has room
        ([9] * 25, 55, LEAST),
    ],
)
def test_short_sub_threads_leave_their_room_to_long_ones(below, room, each):
    assert share(below, room) == each


def test_one_or_two_more_answers_are_not_folded_away():
    assert [is_folded(below, 5) for below in (5, 5 + SLACK, 6 + SLACK)] == [False, False, True]


def test_a_page_never_shows_more_than_its_room_the_least_and_the_slack():
    chance = random.Random(7)
    for _ in range(500):
        below = [chance.choice([0, 1, 2, 7, 60, 5_000]) for _ in range(25)]
        each = share(below, 55)

        shown = sum(each if is_folded(number, each) else number for number in below)

        assert shown <= max(55, LEAST * 25) + SLACK * 25
