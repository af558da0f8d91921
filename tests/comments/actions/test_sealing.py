"""The log is sealed range by range, and a change in it is found (M1)."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.models import Pulse
from comments import guard
from comments.actions import sealing
from comments.actions.sealing import broken_ranges, seal_log
from comments.models import Discussion, LogEntry, LogSeal
from comments.rules.seals import BEGINNING, digest_of
from tests.builders import NOW, a_comment, a_thread
from tests.pulses import pulse_of

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def thread():
    """A conversation in which nobody waits, so that each comment is one line of the log."""
    Discussion.objects.update_or_create(pk=1, defaults={"first_comments_wait": 0})
    return a_thread()


@pytest.fixture
def sealed(thread):
    """Three ranges of two entries each."""
    for number in range(3):
        a_comment(thread=thread)
        a_comment(thread=thread)
        seal_log(now=NOW + number * 2 * HOUR)
        seal_log(now=NOW + (number * 2 + 1) * HOUR)
    return list(LogSeal.objects.exclude(sealed_at=None))


def verify():
    out, err = StringIO(), StringIO()
    try:
        call_command("verify_log", stdout=out, stderr=err)
    except CommandError as problem:
        return f"{err.getvalue()}{problem}"
    return out.getvalue()


def tamper(sql, *values):
    """What somebody with the password of the database could do."""
    guard.remove(connection)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
    guard.install(connection)


def test_ranges_follow_each_other_without_a_gap(sealed):
    assert [seal.number for seal in sealed] == [1, 2, 3]
    assert [seal.first_id for seal in sealed] == [1, sealed[0].last_id + 1, sealed[1].last_id + 1]
    assert LogEntry.objects.latest("pk").pk == sealed[-1].last_id


def test_what_is_younger_than_an_hour_is_noted_and_not_sealed(thread):
    a_comment(thread=thread)

    counts = [seal_log(now=NOW), seal_log(now=NOW + HOUR / 2), seal_log(now=NOW + HOUR)]

    assert counts == [0, 0, 1]


def test_what_comes_after_the_note_goes_into_the_next_range(thread):
    a_comment(thread=thread)
    seal_log(now=NOW)
    a_comment(thread=thread)

    seal_log(now=NOW + HOUR)

    first, second = LogSeal.objects.all()
    assert (first.entries, second.sealed_at) == (1, None)
    assert second.first_id == first.last_id + 1


def test_a_long_log_is_sealed_in_pieces(thread, monkeypatch):
    monkeypatch.setattr(sealing, "MOST", 2)
    for _ in range(5):
        a_comment(thread=thread)
    seal_log(now=NOW)

    assert seal_log(now=NOW + HOUR) == 3
    assert [seal.entries for seal in LogSeal.objects.all()] == [2, 2, 1]
    assert list(broken_ranges()) == []


def test_a_whole_log_is_called_whole(sealed, thread):
    a_comment(thread=thread)

    assert verify().startswith(
        f"The log is whole: 3 ranges up to entry {sealed[-1].last_id}. Not sealed yet: 1."
    )


def test_without_a_seal_nothing_is_claimed(thread):
    a_comment(thread=thread)

    assert verify() == "Nothing is sealed yet. Entries: 1.\n"


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE comments_logentry SET reason = 'other' WHERE id = %s",
        "UPDATE comments_logentry SET actor_id = 7 WHERE id = %s",
        "UPDATE comments_logentry SET at = '2020-01-01 00:00:00+00:00' WHERE id = %s",
        "DELETE FROM comments_logentry WHERE id = %s",
    ],
)
def test_a_changed_entry_breaks_its_range_and_no_other(sealed, change):
    tamper(change, sealed[1].last_id)

    assert [broken.seal.number for broken in broken_ranges()] == [2]
    assert f"Range 2 (entries {sealed[1].first_id} to {sealed[1].last_id}, sealed" in verify()


def test_a_seal_that_was_taken_out_is_missed(sealed):
    sealed[1].delete()

    assert [(broken.seal.number, broken.why) for broken in broken_ranges()] == [(3, "gap")]


def test_a_seal_that_was_written_anew_breaks_the_next_one(sealed):
    tamper("UPDATE comments_logentry SET reason = 'other' WHERE id = %s", sealed[0].last_id)
    LogSeal.objects.filter(number=1).update(digest="0" * 64)

    assert [broken.seal.number for broken in broken_ranges()] == [1, 2]


def test_the_public_figures_learn_of_a_new_digest(thread):
    a_comment(thread=thread)
    seal_log(now=NOW)
    before = pulse_of(Pulse.About.TALK)

    seal_log(now=NOW + HOUR)

    assert pulse_of(Pulse.About.TALK) > before


def test_a_digest_depends_on_every_value_and_on_what_came_before():
    row, other = (1, NOW, "remove", None), (1, NOW, "remove", 7)

    digests = {digest_of(before, [r]) for before in (BEGINNING, "a") for r in (row, other)}

    assert len(digests) == 4
