"""Another text of a comment changes every stored page that shows it; one that waits, none (C6, O5)."""

from datetime import timedelta

import pytest

from comments.actions.edit import edit_comment
from comments.actions.release import decide_edits
from comments.actions.removing import remove_text
from comments.models import Comment, CommentVersion, Discussion, Publication
from tests.builders import EDITOR, a_comment, a_person, a_post

pytestmark = pytest.mark.django_db


def change(comment, words, *, seen, now):
    """Change it as its author, whom nobody reads first."""
    Discussion.objects.update_or_create(pk=1, defaults={"first_comments_wait": 0})
    edit_comment(
        comment=Comment.objects.select_related("thread").get(pk=comment.pk),
        author=comment.author,
        source=words,
        seen=seen,
        seconds_on_form=30,
        network="",
        now=now,
    )


@pytest.fixture
def comment(now):
    """Its first words were changed an hour later, so the page of its texts is there."""
    comment = a_comment(thread=a_post().thread, author=a_person("Grace"), body="First words.")
    change(comment, "Second words.", seen=1, now=now + timedelta(hours=1))
    return comment


@pytest.fixture
def bodies(visitor, comment):
    """What strangers get, all of it out of the store."""

    def ask():
        pages = [comment.thread.path, "/members/Grace/", f"/comments/{comment.pk}/versions/"]
        answers = [visitor.get(page) for page in pages]
        assert all(answer.stored for answer in answers)
        return [answer.body for answer in answers]

    return ask


def test_a_change_is_on_every_page_at_once(bodies, comment, now):
    before = bodies()

    change(comment, "Third words.", seen=2, now=now + timedelta(hours=2))

    assert all(after != body for after, body in zip(bodies(), before, strict=True))


def test_a_change_that_waits_is_on_none_until_it_is_released(bodies, comment, now):
    before = bodies()

    Discussion.objects.update(publication=Publication.AFTER_READING)
    change(comment, "Third words.", seen=2, now=now + timedelta(hours=2))
    assert not any(b"Third" in body for body in bodies())

    decide_edits(edits=list(comment.versions.held()), release=True, actor=EDITOR, now=now)
    assert all(after != body for after, body in zip(bodies(), before, strict=True))


@pytest.mark.parametrize("page", ["versions/", "versions/1/"])
def test_an_earlier_text_that_was_removed_is_in_no_stored_page(visitor, comment, now, page):
    address = f"/comments/{comment.pk}/{page}"
    before = visitor.get(address)
    text = CommentVersion.objects.select_related("comment").get(comment=comment, number=1)

    remove_text(text=text, actor=EDITOR, reason="personal_data", now=now + timedelta(hours=2))

    assert before.stored and "First" in before.body.decode()
    assert "First" not in visitor.get(address).body.decode()
