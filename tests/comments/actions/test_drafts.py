"""Drafts of comments: kept, offered back, and gone once posted (C5)."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from accounts.models import User
from comments.actions.drafts import (
    DraftChanged,
    DraftTooLong,
    Place,
    TooManyDrafts,
    Typed,
    discard_draft,
    drop_other,
    keep_draft,
    swap_texts,
)
from comments.actions.forgetting import old_drafts
from comments.actions.post import post_comment
from comments.models import Comment, Draft, Thread
from comments.rules.drafts import KEPT_FOR, LONGEST, MOST
from tests.builders import NOW, a_comment, a_person, a_thread

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer() -> User:
    return a_person("Ilse")


@pytest.fixture
def thread() -> Thread:
    return a_thread()


def keep(
    writer: User,
    thread: Thread,
    text: str,
    *,
    parent: Comment | None = None,
    seen: int | None = None,
    key: UUID | None = None,
) -> Draft | None:
    typed = Typed(text, key or uuid4(), seen)
    return keep_draft(person=writer, place=Place(thread, parent), typed=typed, now=NOW)


def post(writer: User, thread: Thread, text: str, key: UUID, parent: Comment | None = None) -> Comment:
    return post_comment(
        thread=thread,
        author=writer,
        source=text,
        submission=key,
        parent=parent,
        language="de",
        seconds_on_form=30,
        network="192.0.2.7",
        now=NOW,
    )


def texts() -> list[tuple[str, str]]:
    return list(Draft.objects.order_by("pk").values_list("text", "other"))


def test_each_place_has_a_draft_of_its_own(writer, thread):
    first, second = a_comment(thread=thread), a_comment(thread=thread)
    for parent, text in ((None, "a"), (first, "b"), (second, "c")):
        keep(writer, thread, text, parent=parent)
    keep(a_person(), thread, "d")

    assert texts() == [("a", ""), ("b", ""), ("c", ""), ("d", "")]


def test_who_goes_on_writing_keeps_one_text(writer, thread):
    draft = keep(writer, thread, "Three")

    keep(writer, thread, "Four", seen=draft.revision)

    assert texts() == [("Four", "")]


def test_words_that_another_device_kept_are_set_aside(writer, thread):
    keep(writer, thread, "from the phone")

    draft = keep(writer, thread, "from the desk")

    assert (draft.text, draft.other) == ("from the desk", "from the phone")


def test_a_stale_window_loses_nothing_either(writer, thread):
    first = keep(writer, thread, "begun")
    keep(writer, thread, "begun and changed at the desk", seen=first.revision)

    draft = keep(writer, thread, "begun and continued on the phone", seen=first.revision)

    assert draft.other == "begun and changed at the desk"


def test_the_same_text_again_is_no_difference(writer, thread):
    keep(writer, thread, "said")

    assert keep(writer, thread, "said").other == ""


def test_an_emptied_field_discards_what_it_showed(writer, thread):
    draft = keep(writer, thread, "begun")

    assert keep(writer, thread, " ", seen=draft.revision) is None
    assert texts() == []


def test_an_empty_field_that_showed_nothing_discards_nothing(writer, thread):
    keep(writer, thread, "begun")

    assert keep(writer, thread, " ").text == "begun"


def test_an_empty_field_makes_no_draft(writer, thread):
    assert keep(writer, thread, " \n") is None
    assert texts() == []


def test_the_texts_change_places(writer, thread):
    keep(writer, thread, "phone")
    draft = keep(writer, thread, "desk")

    swap_texts(draft=draft, now=NOW)

    assert texts() == [("phone", "desk")]


def test_a_discarded_text_leaves_the_other_one(writer, thread):
    keep(writer, thread, "phone")
    draft = keep(writer, thread, "desk")

    discard_draft(draft=draft, now=NOW)

    assert texts() == [("phone", "")]


def test_the_other_text_can_be_dropped(writer, thread):
    keep(writer, thread, "phone")
    draft = keep(writer, thread, "desk")

    drop_other(draft=draft, now=NOW)

    assert texts() == [("desk", "")]


def test_a_draft_that_changed_meanwhile_is_left_alone(writer, thread):
    seen = keep(writer, thread, "phone")
    keep(writer, thread, "longer", seen=seen.revision)
    stale = Draft(pk=seen.pk, revision=1, other="")

    discard_draft(draft=stale, now=NOW)
    with pytest.raises(DraftChanged):
        drop_other(draft=stale, now=NOW)

    assert texts() == [("longer", "")]


def test_a_posted_text_is_no_draft_any_more(writer, thread):
    key = uuid4()
    keep(writer, thread, "A word.", key=key)
    keep(writer, a_thread(), "Another word.")

    post(writer, thread, "A word.", key)

    assert texts() == [("Another word.", "")]


def test_posting_another_text_leaves_the_draft(writer, thread):
    keep(writer, thread, "A long one.")

    post(writer, thread, "A short one.", uuid4())

    assert texts() == [("A long one.", "")]


def test_posting_leaves_what_another_device_kept(writer, thread):
    key = uuid4()
    keep(writer, thread, "phone")
    keep(writer, thread, "desk", key=key)

    post(writer, thread, "desk", key)

    assert texts() == [("phone", "")]


def test_posting_what_stood_aside_leaves_the_text(writer, thread):
    key = uuid4()
    keep(writer, thread, "phone", key=key)
    keep(writer, thread, "desk")

    post(writer, thread, "phone", key)

    assert texts() == [("desk", "")]


def test_what_is_posted_cannot_be_kept_again_by_a_late_message(writer, thread):
    key = uuid4()
    post(writer, thread, "A word.", key)

    assert keep(writer, thread, "A word", key=key) is None
    assert texts() == []


def test_a_draft_has_a_longest_text(writer, thread):
    keep(writer, thread, "x" * LONGEST)

    with pytest.raises(DraftTooLong):
        keep(writer, thread, "x" * (LONGEST + 1))


def test_a_person_keeps_a_bounded_number_of_drafts(writer, thread):
    Draft.objects.bulk_create(
        Draft(person=writer, thread=a_thread(), text="x", submission=uuid4(), saved_at=NOW)
        for _ in range(MOST)
    )

    with pytest.raises(TooManyDrafts):
        keep(writer, thread, "one more")


def test_drafts_that_nobody_touches_go_after_sixty_days(writer, thread):
    keep(writer, thread, "old")
    keep(writer, a_thread(), "older")
    Draft.objects.filter(text="older").update(saved_at=NOW - KEPT_FOR - timedelta(seconds=1))

    assert [draft.text for draft in old_drafts(NOW)] == ["older"]
