"""Of two texts neither is lost (C5)."""

import pytest

from comments.rules.drafts import BETWEEN, LONGEST, set_aside


@pytest.mark.parametrize(
    ("incoming", "kept", "other", "beside"),
    [
        ("new", "", "", ""),
        ("new", "  \n", "", ""),
        ("new", "phone", "", "phone"),
        ("the phone rang", "phone", "", ""),
        ("new", "phone", "tablet", f"phone{BETWEEN}tablet"),
        ("new", "phone", "my phone and tablet", "my phone and tablet"),
        ("phone and tablet", "phone", "tablet", ""),
    ],
)
def test_what_the_new_text_does_not_hold_stays_beside_it(incoming, kept, other, beside):
    assert set_aside(incoming, kept, other) == beside


def test_what_stays_beside_is_bounded_and_the_newer_words_are_whole():
    beside = set_aside("new", "x" * LONGEST, "y" * LONGEST)

    assert beside == "x" * LONGEST
