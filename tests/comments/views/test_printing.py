"""Comments through their moulds: nothing of one comment in another, and nothing unescaped."""

import uuid
from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from comments.rows import Row, Tombstone
from comments.rules.said import Said
from comments.rules.states import State
from comments.views.printing import Sheet, printed, printed_alone
from comments.views.spots import Spot
from markup import render_comment

SHEET = Sheet(thread_id=5, in_place=True, may_moderate=False)


def a_spot(number: int = 1, name: str = "Ada", text: str = "Words", **more) -> Spot:
    said = Said(
        id=100 + number,
        number=number,
        parent_id=None,
        html=render_comment(text),
        language=more.pop("language", "en"),
        posted_at=datetime(2026, 3, 14, 9, 26, 30, 5, tzinfo=UTC),
        edited_at=None,
        submission=uuid.UUID(int=number),
        author_id=more.pop("author_id", 7),
        name=name,
    )
    row = Row(said.id, number, said, None, None, f"{number:05}", **more.pop("row", {}))
    return Spot(row, **({"opens": False, "closes": 0, "may_answer": True, "own": False} | more))


@pytest.fixture(autouse=True)
def _english(in_english):
    """The words below are English."""


def test_two_of_a_kind_have_each_their_own_words():
    both = printed([a_spot(1, "Ada", "First"), a_spot(2, "Bea", "Second")], SHEET)

    first, second = both.split('<article class="comment" id="c2"')
    assert ("Ada" in first, "First" in first, "/c/101/" in first, "parent=101" in first) == (True,) * 4
    assert ("Ada" in second, "First" in second, "101" in second) == (False, False, False)


@pytest.mark.parametrize("name", ["<b>", 'x" onclick="y', "{number}", "%(name)s", "a & b", "ö ü?#"])
def test_odd_names_are_text_and_addresses_as_everywhere(name):
    shown = printed_alone(a_spot(name=name), SHEET)

    assert "<b>" not in shown and ' onclick="' not in shown
    assert f'href="{reverse("comments:member", args=[name])}"'.replace("&", "&amp;").replace(
        "'", "&#x27;"
    ) in (shown)


def test_times_are_those_of_the_reader():
    spot = a_spot()

    with timezone.override("Asia/Tokyo"):
        in_tokyo = printed_alone(spot, SHEET)
    with timezone.override("Europe/Berlin"), translation.override("de"):
        in_berlin = printed_alone(spot, SHEET)

    assert 'datetime="2026-03-14T18:26:30+09:00"' in in_tokyo
    assert "14.03.2026" in in_berlin and "10:26" in in_berlin
    assert "Antworten" in in_berlin


def test_a_language_is_named_where_it_is_another_one():
    assert '<div class="comment__body">' in printed_alone(a_spot(language="en"), SHEET)
    assert '<div class="comment__body" lang="de">' in printed_alone(a_spot(language="de"), SHEET)


def test_a_guest_has_no_page_and_a_member_has_one():
    assert "/members/" not in printed_alone(a_spot(author_id=None), SHEET)
    assert "/members/Ada/" in printed_alone(a_spot(), SHEET)


def test_a_tombstone_holds_its_line_alone():
    row = Row(101, 1, None, Tombstone(State.REMOVED, "insult"), None, "00001")

    shown = printed_alone(Spot(row, opens=False, closes=0, may_answer=False, own=False), SHEET)

    assert shown.strip().startswith(
        '<p class="tombstone" id="c1">#1 was removed by the moderators: insult.</p>'
    )
    assert "<article" not in shown


def test_lists_end_where_they_end():
    shown = printed([a_spot(1, opens=True), a_spot(2, closes=1)], SHEET)

    assert shown.count("<ol") == shown.count("</ol>")
    assert shown.count("<li>") == shown.count("</li>") == 2
