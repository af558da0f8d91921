"""No shape of text makes the work or the page explode: bench/markup.py measures seconds, we count steps."""

from collections.abc import Callable
from cProfile import Profile

import pytest

from markup import COMMENT_LIMIT, clean_post, comment_from_html, render_comment
from tests.markup.shapes import shapes

NAMES = [name for name, _ in shapes(100)]


def steps(work: Callable[[str], str], text: str) -> int:
    """Count the calls of functions that `work` takes."""
    profile = Profile()
    profile.enable()
    try:
        work(text)
    finally:
        profile.disable()
    return sum(each.callcount for each in profile.getstats())


def test_there_are_at_least_eighty_shapes():
    assert len(set(NAMES)) >= 80


@pytest.mark.parametrize("work", [render_comment, clean_post, comment_from_html])
def test_four_times_the_text_takes_at_most_eight_times_the_steps(work):
    short, long = dict(shapes(300)), dict(shapes(1200))

    slow = {name for name in NAMES if steps(work, long[name]) > 8 * steps(work, short[name])}

    assert slow == set()


def test_the_html_of_a_comment_is_at_most_twenty_times_its_text():
    large = {
        name for name, text in shapes(COMMENT_LIMIT) if len(render_comment(text)) > 20 * len(text) + 20_000
    }

    assert large == set()


def test_a_text_of_any_length_is_taken():
    texts = dict(shapes(50 * COMMENT_LIMIT))

    for name in ("opening brackets", "one long mark", "addresses joined", "one word"):
        assert render_comment(texts[name]).startswith("<p>")
