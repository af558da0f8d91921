"""Limits hold when somebody sends several at the same moment (A4, C5)."""

from functools import partial
from uuid import uuid4

import pytest

from accounts.actions import mutes
from accounts.actions.mutes import TooManyMuted, mute
from accounts.models import Mute
from comments.actions import drafts
from comments.actions.drafts import Place, TooManyDrafts, Typed, keep_draft
from comments.models import Draft
from tests.at_once import at_once
from tests.builders import NOW, a_person, a_thread

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


def test_of_three_drafts_at_once_the_limit_leaves_one(monkeypatch):
    monkeypatch.setattr(drafts, "MOST", 2)
    person, threads = a_person(), [a_thread() for _ in range(4)]

    def keep(thread):
        return keep_draft(person=person, place=Place(thread), typed=Typed("Words", uuid4()), now=NOW)

    keep(threads[0])
    outcomes = at_once(*(partial(keep, thread) for thread in threads[1:]))

    assert refused(outcomes) == [TooManyDrafts] * 2
    assert Draft.objects.filter(person=person).count() == 2
