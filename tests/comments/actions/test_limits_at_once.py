"""Limits hold when somebody sends several at the same moment (A4, C5)."""

from functools import partial
from uuid import uuid4

import pytest

from accounts.actions import mutes
from accounts.actions.mutes import TooManyMuted, mute
from accounts.models import Mute
from accounts.rules.roles import Role
from comments.actions import drafts
from comments.actions.admitting import SlowedDown
from comments.actions.drafts import Place, TooManyDrafts, Typed, keep_draft
from comments.actions.pins import pin
from comments.actions.post import post_comment
from comments.actions.stopping import AlreadySo, stop_posting
from comments.models import Comment, Discussion, Draft, LogEntry, Thread
from tests.at_once import at_once
from tests.builders import NOW, a_comment, a_person, a_thread

pytestmark = pytest.mark.django_db(transaction=True)


def refused(outcomes: list[object]) -> list[type]:
    return [type(outcome) for outcome in outcomes if isinstance(outcome, Exception)]


def test_of_three_mutes_at_once_the_limit_leaves_one(monkeypatch):
    monkeypatch.setattr(mutes, "MOST_MUTED", 2)
    person, *others = [a_person() for _ in range(5)]
    mute(person=person, other=others[0], now=NOW)

    def hush(other):
        mute(person=person, other=other, now=NOW)

    outcomes = at_once(*(partial(hush, other) for other in others[1:]))

    assert refused(outcomes) == [TooManyMuted] * 2
    assert Mute.objects.filter(person=person).count() == 2


def test_of_three_comments_at_once_slow_mode_takes_one():
    person, thread = a_person(), a_thread(slow_seconds=60)

    def post(number):
        return post_comment(
            thread=Thread.objects.get(pk=thread.pk), author=person, source=f"Number {number}.",
            submission=uuid4(), language="de", seconds_on_form=30, network="192.0.2.7", now=NOW,
        )  # fmt: skip

    outcomes = at_once(*(partial(post, number) for number in range(3)))

    assert refused(outcomes) == [SlowedDown] * 2
    assert Comment.objects.filter(thread=thread).count() == 1


def test_two_moderators_who_pin_at_once_leave_one_pin():
    henk = a_person("Henk", Role.MODERATOR).as_actor()
    comments = [a_comment(thread=thread) for thread in [a_thread()] for _ in range(2)]

    at_once(*(partial(pin, comment=comment, actor=henk, now=NOW) for comment in comments))

    moves = LogEntry.objects.filter(move__in=["pin", "unpin"]).order_by("id").values_list("move", flat=True)
    assert list(moves) == ["pin", "unpin", "pin"]


def test_of_two_at_the_switch_one_is_told():
    henk = a_person("Henk", Role.MODERATOR).as_actor()
    Discussion.load()

    outcomes = at_once(*[partial(stop_posting, actor=henk, now=NOW)] * 2)

    assert refused(outcomes) == [AlreadySo]


def test_of_three_drafts_at_once_the_limit_leaves_one(monkeypatch):
    monkeypatch.setattr(drafts, "MOST", 2)
    person, threads = a_person(), [a_thread() for _ in range(4)]

    def keep(thread):
        return keep_draft(person=person, place=Place(thread), typed=Typed("Words", uuid4()), now=NOW)

    keep(threads[0])
    outcomes = at_once(*(partial(keep, thread) for thread in threads[1:]))

    assert refused(outcomes) == [TooManyDrafts] * 2
    assert Draft.objects.filter(person=person).count() == 2
