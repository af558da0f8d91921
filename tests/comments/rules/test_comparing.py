"""How much of several differences one page works out (C6)."""

from comments.rules.comparing import ALONE, TOGETHER, Budget


def test_a_pair_that_is_longer_than_any_comment_is_not_compared_and_costs_nothing():
    budget = Budget()

    assert not budget.allows(ALONE, 1)
    assert budget.left == TOGETHER


def test_what_comes_first_is_compared_until_the_budget_is_used_up():
    budget = Budget()

    compared = [budget.allows(4_000, 4_000) for _ in range(10)]

    assert compared == [True] * 3 + [False] * 7


def test_after_a_long_pair_was_left_out_a_short_one_is_still_compared():
    budget = Budget(left=100)

    assert [budget.allows(200, 200), budget.allows(40, 40)] == [False, True]
