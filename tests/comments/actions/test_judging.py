"""The checks in the way of a comment: what they know, what is stored, and what happens when they fail."""

import uuid
from datetime import timedelta
from threading import Event

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import User
from accounts.rules.roles import Role, system
from comments.actions.edit import edit_comment
from comments.actions.judging import looked_at
from comments.actions.post import post_comment
from comments.actions.watching import save_watch_list
from comments.models import Comment, Thread, WatchList
from comments.rules.spam.facts import Facts
from comments.rules.spam.findings import Finding, spans_of
from comments.rules.spam.watchlist import ListRefused
from comments.rules.states import State
from tests.builders import NOW, a_comment, a_person, a_thread

pytestmark = pytest.mark.django_db

LONG = "Eight different words are enough for a text nobody repeats."
OTHER = "Something quite different, with words of its own and a full stop."


def a_known_person(thread: Thread, *roles: Role) -> User:
    """Somebody whose first comment was approved an hour and a bit ago."""
    person = a_person(None, *roles, date_joined=NOW - timedelta(days=90))
    a_comment(author=person, thread=thread, now=NOW - timedelta(minutes=90))
    return person


def post(thread: Thread, author: User, source: str = LONG, **wishes: object) -> Comment:
    facts: dict[str, object] = {"seconds_on_form": 20.0, "network": "192.0.2.7", "now": NOW}
    return post_comment(
        thread=thread, author=author, source=source, submission=uuid.uuid4(), language="de", **facts | wishes
    )


def reasons(comment: Comment) -> list[str]:
    comment.refresh_from_db()
    return [found["reason"] for found in comment.evidence]


@pytest.fixture
def thread() -> Thread:
    return a_thread(visible_from=NOW - timedelta(days=60))


def test_an_honest_comment_has_no_evidence_and_appears(thread):
    comment = post(thread, a_known_person(thread))

    assert (comment.state, reasons(comment)) == (State.PUBLIC, [])


def test_the_same_words_of_another_account_are_held(thread):
    first = post(thread, a_known_person(thread))

    again = post(thread, a_known_person(thread), LONG.upper().replace(" ", "  "))

    assert (first.state, again.state, reasons(again)) == (State.PUBLIC, State.PENDING, ["repeated"])


@pytest.mark.parametrize("days, found", [(29, ["repeated"]), (31, [])])
def test_words_may_be_said_again_after_a_month(thread, days, found):
    post(thread, a_known_person(thread), now=NOW)

    comment = post(thread, a_known_person(thread), now=NOW + timedelta(days=days))

    assert reasons(comment) == found


def test_who_withdrew_a_comment_may_post_it_again(thread):
    author = a_known_person(thread)
    a_comment(thread=thread, author=author, body=LONG, state=State.WITHDRAWN)

    assert reasons(post(thread, author)) == []


def test_a_word_of_the_watch_list_holds_and_its_place_is_stored(thread):
    save_watch_list(words="casino", domains="", actor=system("tests"))

    comment = post(thread, a_known_person(thread), "The casino burnt down, the Casinos did not.")

    assert comment.state == State.PENDING
    assert [comment.source[start:end] for start, end in spans_of(comment.evidence)] == ["casino"]


def test_a_changed_watch_list_holds_from_the_next_comment_on(thread):
    author = a_known_person(thread)
    save_watch_list(words="casino", domains="", actor=system("tests"))
    post(thread, author, "A first look at the casino.")
    save_watch_list(words="harbour", domains="", actor=system("tests"))

    found = [reasons(post(thread, author, f"A second look at the {word}.")) for word in ("casino", "harbour")]

    assert found == [[], ["words"]]


def test_a_list_that_cannot_be_read_changes_nothing():
    save_watch_list(words="casino", domains="", actor=system("tests"))

    with pytest.raises(ListRefused):
        save_watch_list(words="fine\npr*ss", domains="", actor=system("tests"))

    assert WatchList.load().words == "casino"


def test_only_moderators_write_the_watch_list():
    with pytest.raises(PermissionDenied):
        save_watch_list(words="casino", domains="", actor=a_person(None, Role.EDITOR).as_actor())

    assert WatchList.load().words == ""


def test_a_stored_list_that_is_broken_holds_and_loses_nothing(thread):
    author = a_known_person(thread)
    WatchList.objects.update_or_create(pk=1, defaults={"words": "pr*ss", "version": 7})

    comment = post(thread, author)

    assert (comment.state, reasons(comment)) == (State.PENDING, ["failed"])


def test_who_posts_all_the_time_is_held_in_the_end(thread, settings):
    author = a_known_person(thread)
    for number in range(20):
        a_comment(thread=thread, author=author, body=f"Words {number}", now=NOW - timedelta(minutes=30))
    settings.COMMENTS_PER_MINUTE = 6

    assert reasons(post(thread, author)) == ["often", "known"]


def test_a_network_from_which_many_others_post_is_noted(thread, settings):
    for number in range(20):
        a_comment(thread=thread, body=f"Words {number}", now=NOW - timedelta(minutes=30))
    settings.COMMENTS_PER_MINUTE = 6

    near, far = (post(thread, a_known_person(thread), text, network=n) for text, n in PLACES)

    assert (reasons(near), reasons(far)) == (["network"], [])


PLACES = [(LONG, "192.0.2.200"), (OTHER, "198.51.100.4")]


def test_the_evidence_has_no_address_and_no_words(thread, settings):
    save_watch_list(words="casino", domains="", actor=system("tests"))

    comment = post(thread, a_known_person(thread), "SECRET casino", network="203.0.113.77", trap_filled=True)

    stored = str(Comment.objects.values_list("evidence", flat=True).get(pk=comment.pk))
    assert not [
        secret for secret in ("203.0.113", "SECRET", "casino", comment.network_hash) if secret in stored
    ]


def test_staff_are_not_checked(thread):
    save_watch_list(words="casino", domains="", actor=system("tests"))

    comment = post(thread, a_person(None, Role.MODERATOR), "A casino.", trap_filled=True)

    assert (comment.state, reasons(comment)) == (State.PUBLIC, [])


def test_an_edit_is_checked_as_well_and_waits_with_its_evidence(thread):
    save_watch_list(words="casino", domains="", actor=system("tests"))
    comment = post(thread, author := a_known_person(thread))

    outcome = edit_comment(
        comment=comment,
        author=author,
        source="To the casino!",
        seen=1,
        seconds_on_form=30,
        network="192.0.2.7",
        now=NOW,
    )

    held = comment.versions.get(number=2)
    assert (outcome.held, held.evidence[0]["reason"], reasons(comment)) == (True, "words", [])


def test_an_edit_does_not_repeat_the_comment_itself(thread):
    comment = post(thread, author := a_known_person(thread))

    outcome = edit_comment(
        comment=comment,
        author=author,
        source=LONG.upper(),
        seen=1,
        seconds_on_form=30,
        network="192.0.2.7",
        now=NOW,
    )

    assert not outcome.held


def test_a_check_that_hangs_is_left_behind_and_what_was_found_before_is_kept():
    end = Event()

    def finds(facts: Facts) -> Finding | None:
        return Finding("trap", 2.0)

    def hangs(facts: Facts) -> Finding | None:
        end.wait()
        return None

    found = looked_at(Facts("Words."), checks=(finds, hangs), patience=0.05)
    end.set()

    assert [each.finding.reason for each in found] == ["trap", "unfinished"]


def test_a_check_that_raises_holds():
    def broken(facts: Facts) -> Finding | None:
        raise RuntimeError(facts.text)

    assert [each.finding.reason for each in looked_at(Facts("Words."), checks=(broken,))] == ["failed"]


def test_whoever_hangs_is_asked_no_more_and_the_next_text_is_looked_at():
    end = Event()

    def hangs(facts: Facts) -> Finding | None:
        end.wait()
        return Finding("trap", 2.0)

    def finds(facts: Facts) -> Finding | None:
        return Finding("often", 0.5)

    late = looked_at(Facts("Words."), checks=(hangs,), patience=0.05)
    next_one = looked_at(Facts("Words."), checks=(finds,))
    end.set()

    assert [each.finding.reason for each in late + next_one] == ["unfinished", "often"]


def test_a_check_that_ends_its_thread_holds():
    def ends(facts: Facts) -> Finding | None:
        raise SystemExit

    assert [each.finding.reason for each in looked_at(Facts("Words."), checks=(ends,))] == ["failed"]
