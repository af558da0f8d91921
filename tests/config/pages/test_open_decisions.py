"""Stored pages that count decisions change with each of them (M8, O5)."""

from datetime import timedelta

import pytest

from accounts.rules.measures import Sanction
from comments.actions.measures import lift_measure
from comments.actions.moderate import moderate
from comments.actions.sealing import seal_log
from comments.models import Comment
from comments.rules.states import REMOVE, SPAM, State
from tests.builders import EDITOR, a_comment, a_measure, a_person, a_post

pytestmark = pytest.mark.django_db

PAGES = ("/en/transparency/", "/transparency/figures.csv", "/transparency/figures.json")


@pytest.fixture
def changed(visitor, fresh):
    """Return which of these addresses say another thing after `event`; all are stored, and none is stale."""

    def check(event, *addresses):
        before = {address: visitor.get(address) for address in addresses}
        assert all(answer.stored for answer in before.values())
        event()
        after = {address: visitor.get(address).text for address in addresses}
        assert after == {address: fresh.get(address).text for address in addresses}
        return {address for address in addresses if after[address] != before[address].text}

    return check


@pytest.mark.parametrize(
    ("move", "state"), [(REMOVE, State.PUBLIC), (REMOVE, State.PENDING), (SPAM, State.PENDING)]
)
def test_a_removal_changes_the_figures_and_the_line_of_its_conversation(changed, now, move, state):
    post = a_post()
    comment = a_comment(thread=post.thread, state=state)
    pages = (*PAGES, post.get_absolute_url())

    def event():
        moderate(comment=Comment.objects.get(pk=comment.pk), move=move, actor=EDITOR, now=now)

    assert changed(event, *pages) == set(pages)


def test_a_measure_and_its_end_change_the_figures(changed, now):
    person = a_person()
    a_post()

    taken = changed(lambda: a_measure(person, Sanction.BAN), *PAGES)
    lifted = changed(lambda: lift_measure(measure=person.measures.get(), actor=EDITOR, now=now), *PAGES)

    assert taken == lifted == set(PAGES)


def test_a_new_seal_changes_what_shows_it(changed, now):
    a_comment(thread=a_post().thread)
    seal_log(now=now)

    assert changed(lambda: seal_log(now=now + timedelta(hours=1)), *PAGES) == {PAGES[0], PAGES[2]}
