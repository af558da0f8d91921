"""Wherever a comment is shown, an edit is followed, and one that waits is not told (C6, R8, R9)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.rules.roles import system
from blog.models import Post
from comments.actions.edit import edit_comment
from comments.actions.release import decide_edits
from comments.models import Comment, Discussion, Publication
from tests.builders import a_comment, a_person, a_post

pytestmark = pytest.mark.django_db

LONG_AGO = timezone.now() - timedelta(days=3)


@pytest.fixture
def comment() -> Comment:
    Discussion.objects.update_or_create(pk=1, defaults={"first_comments_wait": 0})
    post = a_post(title="Störung", at=LONG_AGO)
    return a_comment(thread=post.thread, author=a_person("Ilse"), body="Saffron.", now=LONG_AGO)


def change(comment: Comment, words: str, *, held: bool = False) -> None:
    if held:
        Discussion.objects.update(publication=Publication.AFTER_READING)
    edit_comment(
        comment=Comment.objects.select_related("thread").get(pk=comment.pk),
        author=comment.author,
        source=words,
        seen=1,
        seconds_on_form=30,
        network="",
        now=timezone.now(),
    )


def places(comment: Comment) -> list[str]:
    """Every public address at which the words of a comment stand."""
    path = comment.thread.path
    return [
        path,
        f"{path}?sort=newest",
        f"{path}feed/",
        f"{path}feed/json/",
        "/comments/feed/",
        "/members/Ilse/",
        f"/comments/{comment.pk}/versions/",
    ]


def test_an_edit_that_waits_stands_nowhere(comment: Comment, client: Client) -> None:
    change(comment, "Cinnamon.", held=True)
    member = Client()
    member.force_login(a_person("Hal"))

    told = [
        address
        for reader in (client, member)
        for address in [*places(comment), "/search/?q=cinnamon"]
        if "Cinnamon" in reader.get(address, follow=True).content.decode()
    ]

    assert told == []


def test_an_edit_that_is_released_stands_everywhere(comment: Comment, client: Client) -> None:
    before = {address: client.get(address, follow=True).content for address in places(comment)}
    change(comment, "Cinnamon.", held=True)
    decide_edits(edits=list(comment.versions.held()), release=True, actor=system("tests"), now=timezone.now())

    after = {address: client.get(address, follow=True).content for address in places(comment)}

    assert [address for address in before if b"Saffron" not in before[address]] == []
    assert [address for address in after if b"Cinnamon" not in after[address]] == []
    assert "Cinnamon" in client.get("/search/?q=cinnamon").content.decode()


def test_feeds_and_machines_are_told_when(comment: Comment, client: Client) -> None:
    change(comment, "Cinnamon.")
    comment.refresh_from_db()
    assert comment.edited_at

    entry = client.get(f"{comment.thread.path}feed/json/").json()["items"][0]
    page = client.get(comment.thread.path).content.decode()

    second = comment.edited_at.strftime("%H:%M")[3:]
    assert entry["date_modified"] != entry["date_published"]
    assert second in entry["date_modified"]
    assert '"dateModified"' in page


def test_a_feed_that_was_known_is_sent_anew_after_an_edit(comment: Comment, client: Client) -> None:
    feed = f"{comment.thread.path}feed/"
    tag = client.get(feed)["ETag"]
    assert client.get(feed, headers={"If-None-Match": tag}).status_code == 304

    change(comment, "Cinnamon.")

    assert client.get(feed, headers={"If-None-Match": tag}).status_code == 200


def test_a_held_edit_leaves_every_copy_as_it_is(comment: Comment) -> None:
    versions = Post.objects.values_list("thread__version", flat=True)
    before = list(versions)

    change(comment, "Cinnamon.", held=True)

    assert list(versions.all()) == before
