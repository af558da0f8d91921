"""Whether somebody may write: the switch for all, hours without staff, slow mode, the age of a page (M2)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from accounts.actions.pulse import pulse
from accounts.models import Pulse
from accounts.rules.roles import Role
from comments.actions.admitting import NobodyReads, PostingStopped, SlowedDown
from comments.actions.edit import edit_comment
from comments.actions.moderate import moderate
from comments.actions.post import post_comment
from comments.actions.react import react
from comments.actions.stopping import AlreadySo, let_posting_go_on, stop_posting
from comments.models import Comment, Discussion, LogEntry, LogNote, Thread
from comments.rules.states import WITHDRAW, State
from tests.builders import NOW, a_comment, a_person, a_thread, system
from tests.pulses import pulse_of

pytestmark = pytest.mark.django_db

MONDAY = NOW + timedelta(days=2)  # 9:26 UTC, 10:26 on the clock of the site


@pytest.fixture(autouse=True)
def _rules():
    Discussion.objects.update_or_create(pk=1, defaults={"first_comments_wait": 0})


def post(thread, author, *, now=NOW, source="Words.", submission=None):
    thread = Thread.objects.get(pk=thread.pk)
    return post_comment(
        thread=thread, author=author, source=source, submission=submission or uuid4(), language="de",
        seconds_on_form=30, network="192.0.2.7", now=now,
    )  # fmt: skip


def edit(comment, *, now=NOW):
    return edit_comment(
        comment=comment, author=comment.author, source="Other words.", seen=1, seconds_on_form=30,
        network="192.0.2.7", now=now,
    )  # fmt: skip


def stop(words="", who=None):
    stop_posting(words=words, actor=(who or a_person(None, Role.MODERATOR)).as_actor(), now=NOW)


def test_the_switch_stops_comments_and_edits_of_everybody():
    own = a_comment(author=a_person("Zora"))
    stop("We sleep.")

    for person in (own.author, a_person(None, Role.ADMINISTRATOR)):
        with pytest.raises(PostingStopped, match="stopped"):
            post(own.thread, person)
    with pytest.raises(PostingStopped) as refused:
        edit(own)
    assert refused.value.words == "We sleep."
    assert Comment.objects.count() == 1


def test_while_posting_is_stopped_one_reacts_and_takes_back():
    own, other = a_comment(author=a_person("Zora")), a_comment()
    stop()

    react(comment=other, person=own.author, useful=True, now=NOW)
    moderate(comment=own, move=WITHDRAW, actor=own.author.as_actor(), now=NOW)

    assert Comment.objects.get(pk=own.pk).state == State.WITHDRAWN
    assert Comment.objects.get(pk=other.pk).reaction_count == 1


def test_the_switch_is_logged_with_its_words_beside_it_and_every_page_changes():
    chief = a_person(None, Role.EDITOR_IN_CHIEF)
    pulse(Pulse.About.SITE)
    before = pulse_of(Pulse.About.SITE)

    stop("We sleep.", chief)
    let_posting_go_on(actor=chief.as_actor(), now=NOW + timedelta(hours=1))

    lines = LogEntry.objects.filter(thread_id=0).order_by("id")
    assert [(line.move, line.actor_id) for line in lines] == [("stop", chief.pk), ("go on", chief.pk)]
    assert LogNote.objects.get().text == "We sleep."
    assert pulse_of(Pulse.About.SITE) == before + 2
    assert (Discussion.load().stopped_at, Discussion.load().stop_words) == (None, "")


def test_who_turns_the_switch_second_is_told():
    stop("First.")

    with pytest.raises(AlreadySo):
        stop("Second.")
    let_posting_go_on(actor=system("tests"), now=NOW)
    with pytest.raises(AlreadySo):
        let_posting_go_on(actor=system("tests"), now=NOW)

    assert LogEntry.objects.filter(thread_id=0).count() == 2


@pytest.mark.parametrize("roles", [(), (Role.EDITOR,)])
def test_the_switch_is_for_moderators(roles):
    with pytest.raises(PermissionDenied):
        stop(who=a_person(None, *roles))

    assert Discussion.load().stopped_at is None


def in_office_hours(unstaffed):
    hours = "\n".join(f"{day} 09:00–17:00" for day in ("mon", "tue", "wed", "thu", "fri"))
    Discussion.objects.update(unstaffed=unstaffed, staffed_hours=hours)


def test_comments_and_edits_wait_while_nobody_is_there():
    in_office_hours("wait")
    thread, person = a_thread(), a_person()

    by_day = post(thread, person, now=MONDAY)
    at_night = post(thread, person, now=MONDAY + timedelta(hours=10))
    of_staff = post(thread, a_person(None, Role.EDITOR), now=MONDAY + timedelta(hours=10))

    assert (by_day.state, at_night.state, of_staff.state) == (State.PUBLIC, State.PENDING, State.PUBLIC)
    assert LogEntry.objects.get(comment_id=at_night.pk).reason == "no_staff"
    assert edit(by_day, now=MONDAY + timedelta(hours=10)).held


def test_nobody_but_the_staff_writes_where_the_site_wants_that():
    in_office_hours("nobody")
    thread = a_thread()

    with pytest.raises(NobodyReads) as refused:
        post(thread, a_person())

    assert refused.value.until == MONDAY.replace(hour=8, minute=0)  # 9:00 on the clock of the site
    assert post(thread, a_person(None, Role.MODERATOR)).state == State.PUBLIC


def test_on_old_pages_comments_are_read_first():
    Discussion.objects.update(read_first_after_days=30)
    young = a_thread(visible_from=NOW - timedelta(days=29))
    old = a_thread(visible_from=NOW - timedelta(days=30))
    freed = a_thread(visible_from=NOW - timedelta(days=90), publication="at_once")

    states = [post(thread, a_person()).state for thread in (young, old, freed)]

    assert states == [State.PUBLIC, State.PENDING, State.PUBLIC]
    assert LogEntry.objects.get(thread_id=old.pk).reason == "old_page"


SECOND = timedelta(seconds=1)


def test_slow_mode_takes_one_comment_of_a_person_at_a_time():
    Discussion.objects.update(slow_seconds=300)
    thread, person = a_thread(), a_person()
    post(thread, person)

    with pytest.raises(SlowedDown) as refused:
        post(thread, person, source="Once more.", now=NOW + timedelta(seconds=299))

    assert refused.value.until == NOW + timedelta(seconds=300)
    assert post(thread, person, now=NOW + timedelta(seconds=300)).number == 2  # the refused one has none
    assert post(thread, a_person(), now=NOW + SECOND).number == 3
    assert post(a_thread(), person, now=NOW + timedelta(seconds=301)).number == 1


def test_slow_mode_counts_what_was_taken_back_and_does_not_slow_the_staff():
    thread, person, chief = a_thread(slow_seconds=300), a_person(), a_person(None, Role.EDITOR_IN_CHIEF)
    first = post(thread, person)
    moderate(comment=first, move=WITHDRAW, actor=person.as_actor(), now=NOW)

    with pytest.raises(SlowedDown):
        post(thread, person, now=NOW + SECOND)

    assert [post(thread, chief, now=NOW + n * SECOND).state for n in range(2)] == [State.PUBLIC] * 2


def test_a_conversation_is_slower_or_faster_than_the_site():
    Discussion.objects.update(slow_seconds=300)
    thread, person = a_thread(slow_seconds=0), a_person()

    assert [post(thread, person, now=NOW + n * SECOND).number for n in range(2)] == [1, 2]


def test_the_same_form_twice_is_one_comment_in_slow_mode_too():
    thread, person, key = a_thread(slow_seconds=300), a_person(), uuid4()

    first = post(thread, person, submission=key)

    assert post(thread, person, submission=key, now=NOW + SECOND).pk == first.pk


def test_slow_mode_costs_no_query(django_assert_num_queries):
    thread, person = a_thread(), a_person()
    post(thread, person)

    with django_assert_num_queries(100, exact=False) as usual:
        post(thread, person, source="More words.", now=NOW + timedelta(minutes=5))
    Discussion.objects.update(slow_seconds=60)
    with django_assert_num_queries(len(usual), exact=True):
        post(thread, person, source="Still more words.", now=NOW + timedelta(minutes=10))
