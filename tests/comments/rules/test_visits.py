"""What is new to somebody who comes back (R10)."""

from datetime import timedelta

from comments.rules.visits import SAME_VISIT, Marker, Seen, all_read, known_before, looked

PAUSE = SAME_VISIT + timedelta(minutes=1)


def test_on_the_first_visit_nothing_is_new_but_what_comes_later(now):
    marker = looked(None, Seen(7, now))

    assert known_before(marker, now) == Seen(7, now)


def test_the_second_page_of_a_visit_still_says_what_was_new_on_the_first(now):
    marker = looked(None, Seen(7, now))

    again = now + PAUSE
    marker = looked(marker, Seen(12, again))
    marker = looked(marker, Seen(13, again + timedelta(minutes=2)))

    assert known_before(marker, again + timedelta(minutes=3)) == Seen(7, now)


def test_after_a_pause_everything_that_was_there_is_known(now):
    marker = looked(looked(None, Seen(7, now)), Seen(12, now + PAUSE))

    assert known_before(marker, now + 2 * PAUSE) == Seen(12, now + PAUSE)


def test_an_older_page_takes_nothing_back(now):
    marker = looked(all_read(Seen(12, now)), Seen(3, now + PAUSE))

    assert marker == Marker(before=Seen(12, now), latest=Seen(12, now + PAUSE))
