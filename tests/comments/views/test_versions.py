"""The page of a comment's earlier texts: what it costs, and what moderators took from it (C6, M4)."""

from unittest.mock import patch

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.rules.roles import Role
from comments.actions.removing import remove_text
from comments.models import Comment, CommentVersion, Thread
from comments.rules import comparing
from comments.views import versions
from markup import render_comment
from markup.difference import difference
from tests.builders import a_comment, a_person
from tests.comments.views.conftest import LONG_AGO
from tests.comments.views.test_edit import change, page_of


@pytest.fixture
def desk(db: None) -> Client:
    client = Client()
    client.force_login(a_person("Mo", Role.MODERATOR))
    return client


@pytest.fixture
def comment(thread: Thread, member: User) -> Comment:
    """Three texts, all of which readers may read; the first has a telephone number."""
    comment = a_comment(thread=thread, author=member, body="Call 0170 55512 now.", now=LONG_AGO)
    change(comment, "Call me now.")
    change(comment, "Write to me now.", seen=2)
    return comment


def with_texts(comment: Comment, *sources: str) -> Comment:
    """Give it these earlier texts, and the last of them as the one that is shown."""
    comment.versions.all().delete()
    for number, source in enumerate(sources, 1):
        html = render_comment(source)
        CommentVersion.objects.create(
            comment=comment, number=number, source=source, html=html, renderer=1, state="public",
            written_at=LONG_AGO, public_at=LONG_AGO, stays=True,
        )  # fmt: skip
    Comment.objects.filter(pk=comment.pk).update(text_number=len(sources), revised=True)
    return comment


def versions_of(comment: Comment, place: str = "") -> str:
    return f"/en/comments/{comment.pk}/versions/{place}"


def removal_of(comment: Comment, number: int = 1) -> str:
    return f"/en/moderation/texts/{comment.versions.get(number=number).pk}/remove/"


def take_away(comment: Comment, number: int, reason: str = "personal_data") -> None:
    text = comment.versions.select_related("comment").get(number=number)
    moderator = a_person(None, Role.MODERATOR).as_actor()
    remove_text(text=text, actor=moderator, reason=reason, now=timezone.now())


def test_a_page_of_long_texts_compares_no_more_than_its_budget(comment: Comment) -> None:
    words = [" ".join(f"{word:x}{text}" for word in range(700)) for text in range(10)]
    with_texts(comment, *words)
    lengths = []

    def counted(old: list[str], new: list[str]) -> object:
        lengths.append(sum(map(len, old + new)))
        return difference(old, new)

    with patch.object(versions, "difference", counted):
        page = page_of(Client(), versions_of(comment))

    assert sum(lengths) <= comparing.TOGETHER
    assert page.count("Show what this text changed") == 9 - len(lengths)
    assert all(text[:60] in page for text in words)


def test_what_is_not_compared_among_others_is_compared_on_a_page_of_its_own(comment: Comment) -> None:
    with_texts(comment, *[" ".join(f"{word:x}" for word in range(900)) + f" n{text}" for text in range(6)])
    left_out = versions_of(comment, "2/")

    assert left_out in page_of(Client(), versions_of(comment))
    assert " <del>n0</del> <ins>n1</ins>" in page_of(Client(), left_out)


def test_the_page_of_one_text_is_found_by_its_place_among_those_that_readers_may_read(
    comment: Comment,
) -> None:
    assert "Call 0170 55512 now." in page_of(Client(), versions_of(comment, "1/"))
    assert [Client().get(versions_of(comment, place)).status_code for place in ("0/", "4/")] == [404, 404]


@pytest.mark.parametrize("count", [2, 10])
def test_the_page_takes_the_same_queries_with_two_and_with_ten_texts(
    comment: Comment, django_assert_num_queries: object, count: int
) -> None:
    with_texts(comment, *[f"Text {number}." for number in range(count)])
    client = Client()
    page_of(client, versions_of(comment))

    with django_assert_num_queries(4):  # type: ignore[operator]
        page_of(client, versions_of(comment))


def test_a_removed_text_leaves_a_line_with_the_reason_and_none_of_its_words(comment: Comment) -> None:
    take_away(comment, 1)

    pages = [page_of(Client(), versions_of(comment, place)) for place in ("", "1/", "2/", "3/")]

    assert not any("55512" in page for page in pages)
    assert "The moderators removed this text: personal data." in pages[0]
    assert "Call me now." in pages[0]


def test_what_came_after_a_removed_text_is_compared_with_what_came_before_it(comment: Comment) -> None:
    take_away(comment, 2)

    page = page_of(Client(), versions_of(comment))

    assert "<del>Call 0170 55512</del><ins>Write to me</ins> now." in page


def test_a_moderator_removes_one_text_and_reads_who_did_it(desk: Client, comment: Comment) -> None:
    answer = desk.post(removal_of(comment), {"reason": "personal_data", "note": "His number."})

    assert (answer.status_code, answer["Location"]) == (
        303,
        f"/en/moderation/comments/{comment.pk}/#texts",
    )
    page = page_of(desk, f"/en/moderation/comments/{comment.pk}/")
    assert "Mo removed an earlier text: personal data." in page
    assert "Call <del>0170 55512</del> <ins>me</ins> now." in page
    assert Comment.objects.get(pk=comment.pk).state == "public"


def test_the_second_moderator_is_told(desk: Client, comment: Comment) -> None:
    take_away(comment, 1)

    answer = desk.post(removal_of(comment), {"reason": "insult"})

    assert answer.status_code == 409
    assert "it was removed before" in answer.content.decode()


def test_readers_cannot_remove_texts(signed_in: Client, comment: Comment) -> None:
    assert signed_in.post(removal_of(comment)).status_code == 403
    assert "55512" in page_of(Client(), versions_of(comment))


def test_the_author_reads_on_the_status_page_that_a_text_was_removed(
    signed_in: Client, comment: Comment
) -> None:
    take_away(comment, 1)

    page = page_of(signed_in, f"/en/comments/{comment.pk}/status/")

    assert "A moderator removed an earlier text; the comment stays. Reason: personal data." in page
