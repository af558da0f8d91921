"""Many at once: stored once, decided once, counted right (C5, quality 7). Real threads, real transactions."""

import uuid

import pytest

from accounts.models import Standing
from accounts.rules.roles import system
from comments.actions.moderate import ImpossibleMove, StaleState, moderate, moderate_all
from comments.actions.post import PostingTooFast, post_comment
from comments.actions.recount import recount_thread
from comments.models import Comment, LogEntry, Thread
from comments.rules.states import APPROVE, HOLD, REMOVE, SPAM, State
from tests.at_once import at_once
from tests.builders import NOW, a_comment, a_person, a_thread

pytestmark = pytest.mark.django_db(transaction=True)


def post(thread: Thread, author: object, submission: uuid.UUID, parent: Comment | None = None) -> Comment:
    return post_comment(
        thread=thread,
        author=author,
        source="A few words.",
        submission=submission,
        parent=parent,
        language="de",
        seconds_on_form=20,
        network="192.0.2.7",
        now=NOW,
    )


def test_the_same_form_sent_twenty_times_at_once_is_stored_once(settings):
    settings.COMMENTS_PER_MINUTE = 0
    thread, author, submission = a_thread(), a_person(), uuid.uuid4()
    a_comment(author=author)

    outcomes = at_once(*[lambda: post(thread, author, submission)] * 20)

    stored = thread.comments.get()
    assert {outcome.pk for outcome in outcomes} == {stored.pk}
    thread.refresh_from_db()
    assert (thread.last_number, thread.public_count, thread.version) == (1, 1, 1)
    assert LogEntry.objects.filter(comment_id=stored.pk).count() == 1
    assert Standing.objects.get(user=author).public_comments == 2


def test_twenty_posts_of_one_person_at_once_do_not_outrun_the_limit(settings):
    settings.COMMENTS_PER_MINUTE = 6
    author, threads = a_person(), [a_thread() for _ in range(4)]

    outcomes = at_once(*[lambda t=t: post(t, author, uuid.uuid4()) for t in threads * 5])

    assert Comment.objects.of(author).count() == 6
    assert sum(isinstance(outcome, PostingTooFast) for outcome in outcomes) == 14
    assert not any(recount_thread(thread=thread).differs for thread in threads)


def test_a_form_sent_twice_at_once_is_answered_once_stored_also_at_the_limit(settings):
    settings.COMMENTS_PER_MINUTE = 1
    thread, author, submission = a_thread(), a_person(), uuid.uuid4()

    outcomes = at_once(*[lambda: post(thread, author, submission)] * 10)

    assert {outcome.pk for outcome in outcomes} == {thread.comments.get().pk}


def test_twenty_people_who_answer_at_once_are_all_counted():
    first = a_comment()
    people = [a_comment().author for _ in range(20)]

    outcomes = at_once(*[lambda p=p: post(first.thread, p, uuid.uuid4(), first) for p in people])

    assert not [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    numbers = first.thread.comments.order_by("number").values_list("number", "public_seq")
    assert list(numbers) == [(n, n) for n in range(1, 22)]
    assert not recount_thread(thread=first.thread).differs


def test_of_twenty_moderators_at_once_one_decides_and_the_others_are_told():
    waiting = a_comment(state=State.PENDING)
    before = LogEntry.objects.count()
    moves = (APPROVE, REMOVE, SPAM, APPROVE) * 5
    loaded = [Comment.objects.get(pk=waiting.pk) for _ in moves]
    outcomes = at_once(
        *[
            lambda c=c, m=m: moderate(comment=c, move=m, actor=system("tests"), now=NOW)
            for c, m in zip(loaded, moves, strict=True)
        ]
    )

    assert sum(isinstance(outcome, LogEntry) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, StaleState) for outcome in outcomes) == 19
    assert LogEntry.objects.count() == before + 1
    assert not recount_thread(thread=waiting.thread).differs


def test_posting_and_moderating_at_once_never_block_each_other_for_good():
    first = a_comment()
    second = a_comment(thread=a_thread())
    people = [a_comment().author for _ in range(8)]

    def in_bulk(move):
        both = list(Comment.objects.filter(pk__in=[first.pk, second.pk]).order_by("-pk"))
        return moderate_all(comments=both, move=move, actor=system("tests"), now=NOW)

    deeds = [lambda p=p: post(first.thread, p, uuid.uuid4()) for p in people[:4]]
    deeds += [lambda p=p: post(second.thread, p, uuid.uuid4()) for p in people[4:]]
    deeds += [lambda m=m: in_bulk(m) for m in (HOLD, APPROVE, REMOVE, HOLD, APPROVE, SPAM)]
    outcomes = at_once(*deeds)

    refused = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert all(isinstance(outcome, StaleState | ImpossibleMove) for outcome in refused), refused
    assert Comment.objects.filter(thread__in=[first.thread, second.thread]).count() == 10
    assert not recount_thread(thread=first.thread).differs
    assert not recount_thread(thread=second.thread).differs
