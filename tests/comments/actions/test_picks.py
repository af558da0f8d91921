"""Editors pick what others should not miss; a pick ends with the words it was given to (C13)."""

import pytest
from django.core.exceptions import PermissionDenied

from accounts.rules.roles import Role
from comments.actions.edit import edit_comment
from comments.actions.moderate import moderate
from comments.actions.picks import NotPickable, OwnWords, pick, unpick
from comments.models import Comment, LogEntry, Thread, Untold
from comments.rules.notices import Notice
from comments.rules.states import APPROVE, HOLD, REMOVE, SPAM, WITHDRAW, State
from tests.builders import NOW, a_comment, a_person, system

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return a_person("Ilse Brandt", Role.EDITOR)


@pytest.fixture
def comment():
    return a_comment(body="I have measured it.")


def stored(comment):
    return Comment.objects.get(pk=comment.pk)


def move(comment, how):
    actor = comment.author.as_actor() if how is WITHDRAW else system("tests")
    moderate(comment=stored(comment), move=how, actor=actor, now=NOW)


def test_a_pick_is_kept_logged_told_and_shown_on_the_next_page(editor, comment):
    version = Thread.objects.get().version

    assert pick(comment=comment, actor=editor.as_actor(), now=NOW)

    entry = LogEntry.objects.latest("pk")
    assert stored(comment).picked_at == NOW
    assert (entry.move, entry.actor_id, entry.from_state, entry.to_state) == ("pick", editor.pk, "", "")
    assert Untold.objects.filter(comment=comment, kind=Notice.PICKED).count() == 1
    assert Thread.objects.get().version > version


def test_picking_twice_is_picking_once(editor, comment):
    pick(comment=comment, actor=editor.as_actor(), now=NOW)

    assert not pick(comment=comment, actor=editor.as_actor(), now=NOW)
    assert LogEntry.objects.filter(move="pick").count() == 1
    assert Untold.objects.filter(kind=Notice.PICKED).count() == 1


def test_another_editor_takes_a_pick_back(editor, comment):
    pick(comment=comment, actor=editor.as_actor(), now=NOW)
    version = Thread.objects.get().version
    other = a_person(None, Role.EDITOR_IN_CHIEF).as_actor()

    assert unpick(comment=comment, actor=other, now=NOW)
    assert not unpick(comment=comment, actor=other, now=NOW)

    assert stored(comment).picked_at is None
    assert LogEntry.objects.get(move="unpick").actor_id == other.person_id
    assert Thread.objects.get().version > version


@pytest.mark.parametrize("roles", [(), (Role.MODERATOR,)])
@pytest.mark.parametrize("act", [pick, unpick])
def test_nobody_but_editors_picks(comment, roles, act):
    with pytest.raises(PermissionDenied):
        act(comment=comment, actor=a_person(None, *roles).as_actor(), now=NOW)


@pytest.mark.parametrize("state", [State.PENDING, State.REMOVED, State.SPAM, State.WITHDRAWN])
def test_only_public_comments_are_picked(editor, state):
    with pytest.raises(NotPickable):
        pick(comment=a_comment(state=state), actor=editor.as_actor(), now=NOW)


def test_nobody_picks_own_words_or_those_of_the_house(editor, comment):
    own = a_comment(author=editor)
    Comment.objects.filter(pk=comment.pk).update(office="editors")

    for refused in (own, stored(comment)):
        with pytest.raises(OwnWords):
            pick(comment=refused, actor=editor.as_actor(), now=NOW)


@pytest.mark.parametrize("how", [REMOVE, SPAM, WITHDRAW])
def test_what_is_taken_down_or_taken_back_loses_its_pick_for_good(editor, comment, how):
    pick(comment=comment, actor=editor.as_actor(), now=NOW)

    move(comment, how)

    assert stored(comment).picked_at is None


def test_what_is_only_looked_at_again_has_its_pick_when_it_comes_back(editor, comment):
    pick(comment=comment, actor=editor.as_actor(), now=NOW)
    move(comment, HOLD)
    assert not Comment.objects.picked().exists()

    move(comment, APPROVE)

    assert list(Comment.objects.picked()) == [comment]


def test_other_words_have_to_be_picked_anew(editor, comment):
    pick(comment=comment, actor=editor.as_actor(), now=NOW)

    edit_comment(
        comment=stored(comment),
        author=comment.author,
        source="Buy my cream.",
        seen=comment.text_number,
        seconds_on_form=30,
        network="192.0.2.7",
        now=NOW,
    )

    assert (stored(comment).source, stored(comment).picked_at) == ("Buy my cream.", None)
