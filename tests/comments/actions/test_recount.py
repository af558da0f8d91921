"""Figures made anew, and after any history equal to those that were kept."""

import random
import uuid
from io import StringIO
from itertools import pairwise

import pytest
from django.core.management import call_command
from django.db.models import F

from accounts.models import Standing
from accounts.rules.roles import system
from comments.actions.moderate import moderate
from comments.actions.post import post_comment
from comments.actions.recount import recount_standings, recount_thread
from comments.actions.removals import removals_of
from comments.models import Comment, LogEntry, Thread
from comments.rules.states import MOVES, State
from tests.builders import NOW, a_comment, a_person, a_thread

pytestmark = pytest.mark.django_db


def a_history(seed: int, steps: int) -> Thread:
    """A thread after so many random posts and moves."""
    chance, thread = random.Random(seed), a_thread()
    people = [a_person() for _ in range(4)]
    for _ in range(steps):
        comments = list(thread.comments.order_by("number"))
        public = [comment for comment in comments if comment.state == State.PUBLIC]
        if not comments or chance.random() < 0.55:
            parent = chance.choice(public) if public and chance.random() < 0.75 else None
            post_comment(
                thread=thread,
                author=chance.choice(people),
                source="A few words.",
                submission=uuid.UUID(int=chance.getrandbits(128)),
                parent=parent,
                language="de",
                seconds_on_form=20,
                network="192.0.2.7",
                now=NOW,
            )
            continue
        comment = chance.choice(comments)
        possible = [move for move in MOVES.values() if comment.state in move.sources]
        if possible:
            moderate(comment=comment, move=chance.choice(possible), actor=system("tests"), now=NOW)
    thread.refresh_from_db()
    return thread


@pytest.mark.parametrize("seed", range(6))
def test_after_any_history_every_figure_is_what_the_rows_say(settings, seed):
    settings.COMMENTS_PER_MINUTE = 0
    thread = a_history(seed, steps=70)
    version = thread.version

    found = recount_thread(thread=thread)

    assert (found.figures, found.comments, thread.version) == ({}, {}, version)
    assert recount_standings(people=list(Standing.objects.values_list("user_id", flat=True))) == 0
    comments = list(thread.comments.order_by("number"))
    assert [comment.number for comment in comments] == list(range(1, len(comments) + 1))
    seqs = [comment.public_seq for comment in comments if comment.public_seq]
    assert sorted(seqs) == list(range(1, thread.last_public_seq + 1))


@pytest.mark.parametrize("seed", [100, 101])
def test_after_any_history_the_log_tells_the_whole_way_of_each_comment(settings, seed):
    settings.COMMENTS_PER_MINUTE = 0
    thread = a_history(seed, steps=70)

    for comment in thread.comments.all():
        way = list(LogEntry.objects.filter(comment_id=comment.pk).order_by("id"))
        assert (way[0].move, way[0].from_state, way[-1].to_state) == ("post", "", comment.state)
        assert all(one.to_state == next_.from_state for one, next_ in pairwise(way))


def test_the_version_grows_with_every_visible_change_and_with_no_other(settings):
    settings.COMMENTS_PER_MINUTE = 0
    thread = a_thread()
    a_comment(thread=thread)
    chance = random.Random(7)
    for _ in range(60):
        comment = chance.choice(list(thread.comments.all()))
        possible = [m for m in MOVES.values() if comment.state in m.sources and m.name != "withdraw"]
        before = (picture(thread), thread.version)
        if comment.state == State.PUBLIC and chance.random() < 0.4:
            a_comment(parent=comment, state=chance.choice([State.PUBLIC, State.PENDING]), author=a_person())
        else:
            moderate(comment=comment, move=chance.choice(possible), actor=system("tests"), now=NOW)
        thread.refresh_from_db()
        if picture(thread) == before[0]:
            assert thread.version == before[1]
        else:
            assert thread.version > before[1]


def picture(thread: Thread) -> list[tuple[object, ...]]:
    """What a reader sees, as the rows tell it: the comments, and how many were removed for which reason."""
    shown = list(thread.comments.shown().in_reading_order().values_list("path", "state"))
    return [*shown, *sorted(removals_of(thread.pk).items())]


def test_wrong_figures_are_put_right_and_named():
    first = a_comment()
    answer = a_comment(parent=first)
    thread = first.thread
    Thread.objects.filter(pk=thread.pk).update(public_count=9, shown_roots=0, last_number=1)
    Comment.objects.filter(pk=first.pk).update(public_below=5)
    Comment.objects.filter(pk=answer.pk).update(path="00007", depth=1, root=None)

    found = recount_thread(thread=thread)

    assert found.figures == {"last_number": (1, 2), "public_count": (9, 2), "shown_roots": (0, 1)}
    assert found.comments == {"public_below": 1, "path": 1, "root_id": 1}
    answer.refresh_from_db()
    assert (answer.path, answer.root_id, thread.public_count, thread.version) == (
        "0000100002",
        first.pk,
        2,
        3,
    )
    assert not recount_thread(thread=thread).differs


def test_the_command_prints_what_differed_and_can_go_on_where_it_stopped():
    author = a_person()
    threads = [a_comment(author=author).thread for _ in range(3)]
    Thread.objects.update(public_count=F("public_count") + 1)
    Standing.objects.update(public_comments=17)
    first, second = StringIO(), StringIO()

    call_command("recount", after=threads[0].pk, stdout=first)
    call_command("recount", thread=threads[0].pk, stdout=second)

    assert first.getvalue().splitlines() == [
        f"{threads[1].pk} {threads[1].path}: public_count 2 → 1",
        f"{threads[2].pk} {threads[2].path}: public_count 2 → 1",
        "2 conversations recounted, 2 differed; 1 people's records differed.",
    ]
    assert second.getvalue().splitlines()[0] == f"{threads[0].pk} {threads[0].path}: public_count 2 → 1"
    assert Standing.objects.get(user=author).public_comments == 3
