"""Invented sites for load tests: repeatable, and true to every promise that grown ones keep."""

import hashlib
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client

from accounts.models import Standing, User
from blog.actions.synthesize import HasContent, NobodyToSpeak, Order, synthesize
from blog.models import Post, PostRevision
from blog.rules.states import PostState
from blog.rules.synthesis import states
from comments.models import Comment, LogEntry, Thread
from comments.rules.states import MOVES, State, apply
from tests.builders import a_comment, a_post

pytestmark = pytest.mark.django_db

UNTIL = datetime(2026, 3, 1, tzinfo=UTC)
KEPT = (User, Standing, Post, PostRevision, Thread, Comment, LogEntry)


def write(*, among_others: bool = False, **wanted: Any) -> None:
    small = {"posts": 12, "comments": 150, "members": 20, "threads": (30,), "seed": 7, "until": UNTIL}
    order = Order(**small | wanted)
    synthesize(order=order, among_others=among_others, progress=lambda _done, _total: None)


def fingerprint(**wanted: Any) -> str:
    """Write a site, take it back, and return a hash over every column of its rows."""
    found = hashlib.sha256()
    with transaction.atomic():
        write(**wanted)
        for model in KEPT:
            for row in model._default_manager.order_by("pk").values_list():
                found.update(repr(row).encode())
        transaction.set_rollback(True)
    return found.hexdigest()


def test_the_same_seed_gives_the_same_rows_and_another_seed_gives_others():
    assert fingerprint() == fingerprint()
    assert fingerprint(seed=8) != fingerprint()


def test_recount_finds_nothing_to_mend():
    write()

    out = StringIO()
    call_command("recount", stdout=out)

    assert out.getvalue() == "13 conversations recounted, 0 differed; 0 people's records differed.\n"


def test_as_many_come_as_were_asked_for():
    write()

    assert Post.objects.count() == 13
    assert Comment.objects.count() == 180
    assert User.objects.filter(is_staff=False).count() == 20


def test_the_authors_of_posts_are_the_hosts_below_them():
    write(comments=0)

    for post in Post.objects.select_related("thread", "live"):
        authors = post.live.bylines.values_list("person", flat=True)
        assert set(post.thread.hosts.values_list("pk", flat=True)) == set(authors)


def test_a_conversation_asked_for_by_size_is_the_same_whatever_stands_beside_it():
    def words(**wanted: Any) -> list[tuple[str, str, str]]:
        with transaction.atomic():
            write(**wanted)
            rows = Thread.objects.earliest("pk").comments.in_reading_order()
            found = list(rows.values_list("path", "source", "author__username"))
            transaction.set_rollback(True)
        return found

    assert words(comments=0, posts=0) == words(comments=100, posts=5)


def test_the_log_tells_how_every_comment_came_to_its_state():
    write(comments=400)

    state: dict[int | None, str] = {}
    for entry in LogEntry.objects.order_by("pk"):
        assert entry.from_state == state.get(entry.comment_id, "")
        if entry.move != "post":
            assert apply(State(entry.from_state), MOVES[entry.move]) == entry.to_state
        state[entry.comment_id] = entry.to_state

    assert state == dict(Comment.objects.values_list("pk", "state"))


def test_states_occur_as_on_a_site_that_grew():
    write(comments=600)

    found = {state: Comment.objects.in_state(state).count() for state in State}
    assert found[State.PUBLIC] > 500
    assert all(found[s] > 0 for s in (State.PENDING, State.REMOVED, State.SPAM, State.WITHDRAWN))
    assert Comment.objects.in_state(State.REMOVED).filter(public_below__gt=0).exists()


def test_a_long_conversation_reaches_the_deepest_level():
    write(posts=0, comments=0, threads=(450,))

    assert max(Comment.objects.values_list("depth", flat=True)) == 99


def test_readers_get_the_posts_and_their_conversations(client: Client):
    write()
    post = Post.objects.earliest("pk")

    page = client.get(post.get_absolute_url()).content.decode()

    assert page.count("<article") > 20


def test_drafts_and_withdrawn_posts_are_among_many():
    assert set(states(7, count=2_000)) == set(PostState)


def test_people_go_on_writing_behind_it():
    write()
    last = Comment.objects.order_by("pk").last()

    comment = a_comment(thread=a_post().thread)

    assert last is not None
    assert comment.pk > last.pk


def test_a_site_with_content_is_left_alone_unless_told_otherwise():
    a_comment(thread=a_post().thread)

    with pytest.raises(HasContent):
        write()
    assert Post.objects.count() == 1

    write(among_others=True)
    write(among_others=True)
    assert Post.objects.count() == 27


def test_comments_need_somebody_who_writes_them():
    with pytest.raises(NobodyToSpeak):
        write(members=0)
    with pytest.raises(NobodyToSpeak):
        write(posts=0)


def test_nothing_lies_in_the_future():
    write(comments=300)

    assert Comment.objects.latest("posted_at").posted_at <= UNTIL
    assert LogEntry.objects.latest("at").at <= UNTIL
    assert Comment.objects.earliest("posted_at").posted_at > UNTIL - timedelta(days=3660)


def test_the_command_says_what_it_wrote(in_english: None):
    out = StringIO()

    call_command("synthesize", "--posts=3", "--comments=10", "--members=4", "--seed=1", stdout=out)

    assert out.getvalue() == "3 posts, 10 comments, 4 members. Run reindex to find them.\n"


@pytest.mark.parametrize("wrong", ["--posts=-1", "--posts=many", "--until=tomorrow", "--posts=9999999999"])
def test_the_command_refuses_what_is_no_number_or_day(wrong: str):
    numbers = ["--posts=3", "--comments=0", "--members=4", "--seed=1"]

    with pytest.raises(CommandError):
        call_command("synthesize", *numbers, wrong)


def test_the_command_refuses_a_site_that_is_in_use(in_english: None):
    a_post()
    numbers = ["--posts=3", "--comments=0", "--members=4", "--seed=1"]

    with pytest.raises(CommandError, match="--among-others"):
        call_command("synthesize", *numbers)
