"""What becomes of a new comment, and when a conversation is open."""

from dataclasses import replace
from datetime import timedelta

import pytest

from comments.rules.policy import (
    AFTER_READING,
    AT_ONCE,
    Facts,
    Verdict,
    closing_time,
    decide,
    is_open,
    is_too_fast,
    is_visible,
    wait_notice,
)
from comments.rules.states import State

MEMBER = Facts(
    publication=AT_ONCE,
    publication_here="",
    first_comments_wait=1,
    public_comments=5,
    is_staff=False,
)
APPEARS = Verdict(State.PUBLIC)


def held(reason: str) -> Verdict:
    return Verdict(State.PENDING, reason)


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        ({}, APPEARS),
        ({"publication": AFTER_READING}, held("read_first")),
        ({"publication": AFTER_READING, "publication_here": AT_ONCE}, APPEARS),
        ({"publication_here": AFTER_READING}, held("read_first")),
        ({"publication": AFTER_READING, "is_staff": True}, APPEARS),
        ({"public_comments": 0}, held("first_comment")),
        ({"public_comments": 1}, APPEARS),
        ({"public_comments": 2, "first_comments_wait": 3}, held("first_comment")),
        ({"public_comments": 3, "first_comments_wait": 3}, APPEARS),
        ({"public_comments": 0, "first_comments_wait": 0}, APPEARS),
        ({"public_comments": 0, "is_staff": True}, APPEARS),
        ({"suspicion": 1.0}, held("checked")),
        ({"suspicion": 0.9}, APPEARS),
        ({"suspicion": 9.0, "public_comments": 0}, held("first_comment")),
        ({"suspicion": 9.0, "is_staff": True}, APPEARS),
    ],
)
def test_the_facts_decide_the_state(facts, verdict):
    assert decide(replace(MEMBER, **facts)) == verdict


@pytest.mark.parametrize(
    ("facts", "notice"),
    [
        ((AT_ONCE, "", 0), ""),
        ((AT_ONCE, "", 2), "first"),
        ((AT_ONCE, AFTER_READING, 0), "all"),
        ((AFTER_READING, "", 2), "all"),
        ((AFTER_READING, AT_ONCE, 0), ""),
    ],
)
def test_readers_are_told_whose_comments_wait(facts, notice):
    assert wait_notice(*facts) == notice


SECOND = timedelta(seconds=1)


def test_a_page_is_visible_from_its_first_to_just_before_its_last_moment(now):
    span = (now, now + timedelta(hours=1))

    seen = [is_visible(*span, moment) for moment in (now - SECOND, now, span[1] - SECOND, span[1])]

    assert seen == [False, True, True, False]


def test_a_page_without_a_beginning_is_never_visible(now):
    assert not is_visible(None, None, now)


def test_a_conversation_closes_on_its_own_date_before_that_of_the_site(now):
    own = closing_time(closes_at=now, closes_after_days=30, visible_from=now)
    of_the_site = closing_time(closes_at=None, closes_after_days=30, visible_from=now)
    never = closing_time(closes_at=None, closes_after_days=None, visible_from=now)

    assert (own, of_the_site, never) == (now, now + timedelta(days=30), None)


@pytest.mark.parametrize(
    ("closed", "closes_in", "visible", "is_it"),
    [
        (False, None, True, True),
        (False, SECOND, True, True),
        (False, timedelta(0), True, False),
        (True, None, True, False),
        (False, None, False, False),
    ],
)
def test_a_conversation_is_open_until_it_closes_or_disappears(now, closed, closes_in, visible, is_it):
    closes_at = None if closes_in is None else now + closes_in

    assert is_open(closed=closed, closes_at=closes_at, visible=visible, now=now) is is_it


def test_a_limit_of_zero_is_none():
    assert (is_too_fast(5, 6), is_too_fast(6, 6), is_too_fast(600, 0)) == (False, True, False)
