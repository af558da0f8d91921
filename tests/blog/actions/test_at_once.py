"""Two at the same moment: one address, one text, and the second is told (quality 8). Real threads."""

import pytest

from blog.actions.pages import AddressTaken, ChangedMeanwhile, save_page
from blog.actions.sorting import save_sorting
from blog.models import Page, Tag
from tests.at_once import at_once
from tests.builders import EDITOR, NOW

pytestmark = pytest.mark.django_db(transaction=True)

IMPRINT = {"title": "Imprint", "slug": "imprint", "language": "en", "public": True}


def test_of_ten_new_pages_with_one_address_one_is_stored_and_nine_are_told():
    outcomes = at_once(*[lambda: save_page(page=None, body="", **IMPRINT, actor=EDITOR, now=NOW)] * 10)

    assert Page.objects.count() == 1
    assert sum(isinstance(outcome, AddressTaken) for outcome in outcomes) == 9


def test_of_ten_who_change_a_page_one_wins_and_nine_are_told():
    save_page(page=None, body="", **IMPRINT, actor=EDITOR, now=NOW)
    loaded = [Page.objects.get() for _ in range(10)]

    outcomes = at_once(
        *[
            lambda page=page, n=n: save_page(page=page, body=f"<p>{n}</p>", **IMPRINT, actor=EDITOR, now=NOW)
            for n, page in enumerate(loaded)
        ]
    )

    [stored] = [outcome for outcome in outcomes if isinstance(outcome, Page)]
    assert sum(isinstance(outcome, ChangedMeanwhile) for outcome in outcomes) == 9
    assert Page.objects.get().body == stored.body


def test_of_ten_new_tags_with_one_address_one_is_stored_and_nine_are_told():
    kabel = {"name": "Kabel", "slug": "kabel", "description": ""}

    outcomes = at_once(*[lambda: save_sorting(row=Tag(), **kabel, actor=EDITOR, now=NOW)] * 10)

    assert Tag.objects.count() == 1
    assert sum(isinstance(outcome, AddressTaken) for outcome in outcomes) == 9
