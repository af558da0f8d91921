"""Numbers that anybody may type into an address."""

import pytest

from comments.rules.numbers import whole_number


@pytest.mark.parametrize(("text", "number"), [("1", 1), ("0", 0), ("007", 7), ("999", 999)])
def test_digits_are_a_number(text, number):
    assert whole_number(text, longest=3) == number


@pytest.mark.parametrize("text", ["", "-1", "+1", "1.0", " 1", "1_0", "٣", "²", "1000", "one", "1\n"])
def test_everything_else_is_none(text):
    assert whole_number(text, longest=3) is None
