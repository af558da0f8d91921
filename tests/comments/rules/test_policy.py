"""Who may write when, what becomes of a new comment, and what readers are told about it."""

from dataclasses import replace
from datetime import UTC, timedelta

import pytest

from comments.rules.policy import (
    AFTER_READING,
    AS_ALWAYS,
    AT_ONCE,
    NOBODY,
    WAIT,
    Applies,
    Facts,
    Refusal,
    Terms,
    Verdict,
    Why,
    applying,
    closing_time,
    days_after,
    decide,
    is_too_fast,
    is_visible,
    terms_at,
    why_not,
)
from comments.rules.staffing import Calendar, calendar_from
from comments.rules.states import State
from tests.builders import NOW

APPEARS = Verdict(State.PUBLIC)
MORNING = NOW + timedelta(hours=8)
MEMBER = Facts(terms=Terms(first_comments_wait=1), public_comments=5, is_staff=False, now=NOW)
SECOND = timedelta(seconds=1)


def held(reason: str) -> Verdict:
    return Verdict(State.PENDING, reason)


STAFF, NEW = {"is_staff": True}, {"public_comments": 0}
A_MINUTE_AGO = {"spoke_here_at": NOW - timedelta(minutes=1)}
SUSPICIOUS = {"suspicion": 1.0}
HELD = {"is_held": True}
READ, OLD = {"reads_all": True}, {"reads_all": True, "is_old": True}
NIGHT = {"unstaffed": WAIT, "staffed_from": MORNING}
SHUT = {"unstaffed": NOBODY, "staffed_from": MORNING}
STOPPED, CLOSED, AWAY = {"is_stopped": True}, {"is_closed": True}, {"is_visible": False}
SLOW = {"slow_seconds": 90}
SLOWED = Refusal(Why.SLOW, NOW + timedelta(seconds=30))


@pytest.mark.parametrize(
    ("terms", "facts", "verdict"),
    [
        ({}, {}, APPEARS),
        ({}, NEW, held("first_comment")),
        ({}, {"public_comments": 1}, APPEARS),
        ({"first_comments_wait": 3}, {"public_comments": 2}, held("first_comment")),
        ({"first_comments_wait": 3}, {"public_comments": 3}, APPEARS),
        ({"first_comments_wait": 0}, NEW, APPEARS),
        ({}, NEW | STAFF, APPEARS),
        ({}, SUSPICIOUS, held("checked")),
        ({}, {"suspicion": 0.9}, APPEARS),
        ({}, SUSPICIOUS | NEW, held("first_comment")),
        ({}, SUSPICIOUS | STAFF, APPEARS),
        ({}, HELD, held("measure")),
        ({}, HELD | STAFF, held("measure")),
        (READ, {}, held("read_first")),
        (READ, NEW | SUSPICIOUS, held("read_first")),
        (READ, HELD, held("measure")),
        (READ, STAFF, APPEARS),
        (OLD, {}, held("old_page")),
        (OLD, STAFF, APPEARS),
        (NIGHT, {}, held("no_staff")),
        (NIGHT, NEW, held("no_staff")),
        (NIGHT | READ, {}, held("read_first")),
        (NIGHT, STAFF, APPEARS),
        (SHUT, {}, Refusal(Why.NO_STAFF, MORNING)),
        (SHUT, HELD, Refusal(Why.NO_STAFF, MORNING)),
        (SHUT, STAFF, APPEARS),
        (SLOW, {}, APPEARS),
        (SLOW, A_MINUTE_AGO, SLOWED),
        (SLOW, {"spoke_here_at": NOW - timedelta(seconds=90)}, APPEARS),
        (SLOW, A_MINUTE_AGO | HELD, SLOWED),
        (SLOW, A_MINUTE_AGO | STAFF, APPEARS),
        ({}, A_MINUTE_AGO, APPEARS),
        ({}, {"spoke_here_at": NOW + timedelta(seconds=5)}, APPEARS),  # a clock was set back
        (CLOSED, {}, Refusal(Why.CLOSED)),
        (CLOSED, STAFF, Refusal(Why.CLOSED)),
        (CLOSED | SHUT, {}, Refusal(Why.CLOSED)),
        (STOPPED, {}, Refusal(Why.STOPPED)),
        (STOPPED, STAFF, Refusal(Why.STOPPED)),
        (STOPPED | CLOSED | SHUT | READ, NEW, Refusal(Why.STOPPED)),
        (AWAY, {}, Refusal(Why.NOT_PUBLIC)),
        (AWAY | STOPPED, STAFF, Refusal(Why.NOT_PUBLIC)),
    ],
)
def test_the_facts_decide_what_becomes_of_a_comment(terms, facts, verdict):
    assert decide(replace(MEMBER, terms=replace(MEMBER.terms, **terms), **facts)) == verdict


@pytest.mark.parametrize(
    ("terms", "is_staff", "told"),
    [
        ({}, False, []),
        ({"first_comments_wait": 2}, False, [Applies.FIRST_COMMENTS]),
        (READ | {"first_comments_wait": 2}, False, [Applies.READ_FIRST]),
        (OLD | NIGHT, False, [Applies.READ_ON_OLD_PAGES]),
        (NIGHT | {"first_comments_wait": 2}, False, [Applies.READ_LATER]),
        (SLOW | {"closes_at": MORNING}, False, [Applies.SLOW, Applies.CLOSES]),
        (READ | SLOW | {"closes_at": MORNING}, True, [Applies.CLOSES]),
    ],
)
def test_writers_are_told_what_applies_to_them(terms, is_staff, told):
    assert applying(Terms(**terms), is_staff=is_staff) == told


@pytest.mark.parametrize("terms", [{}, READ, OLD, NIGHT, SLOW, SHUT, CLOSED, STOPPED, AWAY])
@pytest.mark.parametrize("is_staff", [True, False])
def test_what_closes_a_conversation_is_what_refuses_the_comment(terms, is_staff):
    terms = Terms(**terms)
    decided = decide(replace(MEMBER, terms=terms, is_staff=is_staff))

    assert why_not(terms, is_staff=is_staff) == (decided.why if isinstance(decided, Refusal) else None)


IN_OFFICE_HOURS = calendar_from(["9-17"] * 5 + ["", ""], "")  # NOW is a Saturday


def terms(**given):
    usual = {
        "is_visible": True, "is_stopped": False, "closed": False, "closes_at": None, "publication": AT_ONCE,
        "publication_here": "", "first_comments_wait": 0, "old_from": None, "unstaffed": AS_ALWAYS,
        "calendar": Calendar(), "zone": UTC, "slow_seconds": 0, "now": NOW,
    }  # fmt: skip
    return terms_at(**usual | given)


@pytest.mark.parametrize(
    ("given", "reads_all", "is_old"),
    [
        ({}, False, False),
        ({"publication": AFTER_READING}, True, False),
        ({"publication": AFTER_READING, "publication_here": AT_ONCE}, False, False),
        ({"publication_here": AFTER_READING}, True, False),
        ({"old_from": NOW}, True, True),
        ({"old_from": NOW + SECOND}, False, False),
        ({"old_from": NOW, "publication_here": AT_ONCE}, False, False),
        ({"old_from": NOW, "publication": AFTER_READING}, True, False),
    ],
)
def test_the_conversations_own_choice_goes_before_the_sites_and_the_age_of_the_page(given, reads_all, is_old):
    found = terms(**given)

    assert (found.reads_all, found.is_old) == (reads_all, is_old)


@pytest.mark.parametrize(
    ("given", "is_closed"),
    [
        ({}, False),
        ({"closed": True}, True),
        ({"closes_at": NOW + SECOND}, False),
        ({"closes_at": NOW}, True),
    ],
)
def test_a_conversation_is_open_until_its_date_or_until_it_is_locked(given, is_closed):
    assert terms(**given).is_closed is is_closed


def test_without_staff_applies_what_the_site_chose_until_somebody_comes():
    monday = NOW.replace(day=16, hour=9, minute=0)

    shut = terms(unstaffed=NOBODY, calendar=IN_OFFICE_HOURS)
    there = terms(unstaffed=NOBODY, calendar=IN_OFFICE_HOURS, now=monday)

    assert (shut.unstaffed, shut.staffed_from, shut.changes_at) == (NOBODY, monday, monday)
    assert (there.unstaffed, there.staffed_from, there.changes_at) == (
        AS_ALWAYS,
        None,
        monday.replace(hour=17),
    )


def test_a_calendar_that_nothing_follows_from_changes_nothing():
    assert terms(calendar=IN_OFFICE_HOURS) == Terms()


def test_terms_change_at_the_first_moment_that_lies_ahead():
    later = NOW + timedelta(hours=3)

    found = terms(old_from=NOW - SECOND, closes_at=later, unstaffed=WAIT, calendar=IN_OFFICE_HOURS)

    assert found.changes_at == later
    assert terms(old_from=NOW).changes_at is None


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


def test_a_limit_of_zero_is_none():
    assert (is_too_fast(5, 6), is_too_fast(6, 6), is_too_fast(600, 0)) == (False, True, False)


def test_days_count_from_a_moment_and_never_without_one():
    assert days_after(NOW, 2) == NOW + timedelta(days=2)
    assert (days_after(None, 2), days_after(NOW, None)) == (None, None)
