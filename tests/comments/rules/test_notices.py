"""Who hears of what, and when a mail about it is due."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from comments.rules.notices import (
    DEFAULTS,
    TOPICS,
    Mail,
    News,
    Notice,
    Topic,
    key_of,
    mail_due,
    strongest,
    who_hears,
)

BERLIN = ZoneInfo("Europe/Berlin")
AUTHOR, ANSWERED, FOLLOWER, NAMED = 1, 2, 3, 4


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_everybody_hears_once_for_the_strongest_reason():
    everybody = frozenset({AUTHOR, ANSWERED, FOLLOWER, NAMED})
    news = News(author=AUTHOR, answered=ANSWERED, mentioned=frozenset({ANSWERED, NAMED}), followers=everybody)

    assert who_hears(news) == {
        ANSWERED: Notice.ANSWER,
        NAMED: Notice.MENTION,
        FOLLOWER: Notice.THREAD,
    }


def test_nobody_hears_of_an_own_comment():
    own = frozenset({AUTHOR})

    assert who_hears(News(author=AUTHOR, answered=AUTHOR, mentioned=own, followers=own)) == {}


def test_who_muted_the_author_hears_nothing():
    deaf = frozenset({ANSWERED, NAMED})
    news = News(AUTHOR, ANSWERED, mentioned=deaf, followers=frozenset({FOLLOWER, ANSWERED}), deaf=deaf)

    assert who_hears(news) == {FOLLOWER: Notice.THREAD}


def test_a_guest_is_heard_and_hears_nothing():
    assert who_hears(News(author=None, answered=None)) == {}
    assert who_hears(News(author=None, answered=ANSWERED)) == {ANSWERED: Notice.ANSWER}


def test_an_answer_weighs_more_than_a_mention_and_that_more_than_a_conversation():
    assert strongest([Notice.THREAD, Notice.MENTION, Notice.ANSWER]) is Notice.ANSWER
    assert strongest([Notice.THREAD, Notice.MENTION]) is Notice.MENTION


def test_every_notice_has_a_topic_and_every_topic_a_usual_way():
    assert set(TOPICS) == set(Notice)
    assert set(DEFAULTS) == set(Topic)


def test_every_topic_but_that_of_what_waits_has_notices():
    assert set(TOPICS.values()) == set(Topic) - {Topic.ALERTS}


def test_news_of_a_comment_have_one_key_and_decisions_one_each(now):
    news = {key_of(kind, 17, now) for kind in (Notice.THREAD, Notice.ANSWER, Notice.MENTION)}
    decisions = {key_of(Notice.REMOVED, 17, moment) for moment in (now, at("2026-03-15T01:00"))}

    assert len(news) == 1
    assert len(decisions) == 2


@pytest.mark.parametrize(
    ("mail", "now", "due"),
    [
        (Mail.NEVER, "2026-03-14T09:26", None),
        (Mail.AT_ONCE, "2026-03-14T09:26", "2026-03-14T09:26"),
        (Mail.DAILY, "2026-03-14T09:26", "2026-03-15T06:00"),
        (Mail.DAILY, "2026-03-14T05:59", "2026-03-14T06:00"),
        (Mail.DAILY, "2026-03-14T06:00", "2026-03-15T06:00"),
        (Mail.WEEKLY, "2026-03-14T09:26", "2026-03-16T06:00"),  # from a Saturday to Monday
        (Mail.WEEKLY, "2026-03-16T05:59", "2026-03-16T06:00"),
        (Mail.WEEKLY, "2026-03-16T06:00", "2026-03-23T06:00"),
    ],
)
def test_digests_wait_for_the_morning_of_their_reader(mail, now, due):
    assert mail_due(mail, at(now), BERLIN) == (at(due) if due else None)


@pytest.mark.parametrize(
    ("evening", "morning"),
    [
        ("2026-03-28T20:00", "2026-03-29T05:00"),  # an hour is missing in this night
        ("2026-10-24T20:00", "2026-10-25T06:00"),  # and one comes twice in this one
    ],
)
def test_nights_of_23_and_25_hours_have_one_morning(evening, morning):
    assert mail_due(Mail.DAILY, at(evening), BERLIN) == at(morning)


def test_each_reader_has_an_own_morning():
    assert mail_due(Mail.DAILY, at("2026-03-14T09:26"), ZoneInfo("Asia/Tokyo")) == at("2026-03-14T22:00")
    assert mail_due(Mail.DAILY, at("2026-03-14T09:26"), ZoneInfo("Pacific/Auckland")) == at(
        "2026-03-14T18:00"
    )
