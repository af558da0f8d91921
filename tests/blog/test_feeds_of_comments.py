"""Feeds of what readers say: public comments under public pages, and nothing else."""

import json
from datetime import timedelta

import feedparser
import pytest
from django.test import Client
from django.utils import timezone

from accounts.rules.roles import system
from blog.actions.posts import save_post, unpublish_post, withdraw_post
from blog.models import Page, Post, SiteSettings
from comments.actions.moderate import moderate
from comments.models import Comment
from comments.rules.states import APPROVE, REMOVE, State
from markup import clean_post
from tests.blog.conftest import Shelf
from tests.blog.feed_judge import problems_of
from tests.builders import EDITOR, NOW, a_comment, a_person, a_post, a_text, a_thread

SPELLINGS = {"atom": "", "rss": "rss/", "json": "json/"}
MODERATION = system("tests")


def feed(client: Client, address: str) -> feedparser.FeedParserDict:
    return feedparser.parse(client.get(address).content, sanitize_html=False, resolve_relative_uris=False)


def below(post: Post) -> str:
    return f"{post.get_absolute_url()}feed/"


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_only_what_readers_can_find_is_told(client: Client, shelf: Shelf, spelling: str) -> None:
    for address in ("/comments/feed/", below(shelf.post)):
        content = client.get(address + SPELLINGS[spelling]).content

        assert "Heard by all." in content.decode()
        assert "SECRET" not in content.decode()
        assert problems_of(content, spelling) == []


@pytest.mark.parametrize(("name", "status"), [("draft", 404), ("scheduled", 404), ("withdrawn", 410)])
def test_what_is_not_public_has_no_feed(client: Client, shelf: Shelf, name: str, status: int) -> None:
    answer = client.get(below(shelf.secrets[name]))

    assert answer.status_code == status
    assert "SECRET" not in answer.content.decode()


def test_a_comment_says_who_answers_whom(client: Client, db: None) -> None:
    post = a_post(title="Silence", slug="silence")
    first = a_comment(thread=post.thread, author=a_person("Mira <b>"), body="One *word*.")
    second = a_comment(parent=first, author=a_person("Ole"), language="en")

    answer, said = feed(client, below(post)).entries

    assert (said.author, said.link) == ("Mira <b>", f"http://localhost:8000/c/{first.pk}/")
    assert said.title.startswith("#1") and said.title.endswith("Mira <b>")
    assert said.content[0].value == "<p>One <em>word</em>.</p>"
    assert answer.content[0].language == "en"
    assert said["thr_in-reply-to"]["ref"] == post.guid
    assert answer["thr_in-reply-to"] == {
        "ref": said.id,
        "href": f"http://localhost:8000/c/{first.pk}/",
        "type": "text/html",
    }
    assert second.number == 2


def test_among_all_comments_each_says_where_it_stands(client: Client, db: None) -> None:
    post = a_post(title="Silence & “noise”", slug="silence")
    a_comment(thread=post.thread, author=a_person("Mira"))

    (entry,) = feed(client, "/comments/feed/").entries

    assert entry.title.startswith("Mira")
    assert "Silence & “noise”" in entry.title


def test_a_comment_has_one_id_in_every_feed_and_after_every_change(client: Client, db: None) -> None:
    post = a_post(title="Before", slug="before")
    a_comment(thread=post.thread)
    before = [entry.id for entry in feed(client, below(post)).entries]
    unpublish_post(post=post, actor=EDITOR, now=NOW)
    post.refresh_from_db()
    Post.objects.filter(pk=post.pk).update(slug="after", state="published")
    type(post.thread).objects.filter(pk=post.thread_id).update(path="/2026/03/after/", visible_from=NOW)
    post.refresh_from_db()

    everywhere = feed(client, "/comments/feed/").entries

    assert [entry.id for entry in feed(client, below(post)).entries] == before
    assert [entry.id for entry in everywhere] == before
    assert [item["id"] for item in json.loads(client.get("/comments/feed/json/").content)["items"]] == before


def test_a_removed_comment_leaves_the_feed_at_once(client: Client, db: None) -> None:
    post = a_post()
    comment = a_comment(thread=post.thread, body="SECRET from now on")
    for address in ("/comments/feed/", below(post)):
        client.get(address)
    befores = {address: client.get(address) for address in ("/comments/feed/", below(post))}
    moderate(comment=comment, move=REMOVE, actor=MODERATION, reason="insult", now=timezone.now())

    for address, before in befores.items():
        both = {"If-None-Match": before["ETag"], "If-Modified-Since": before["Last-Modified"]}
        for headers in (both, {"If-Modified-Since": before["Last-Modified"]}):
            after = client.get(address, headers=headers)

            assert after.status_code == 200
            assert "SECRET" not in after.content.decode()


def test_comments_leave_with_their_post(client: Client, shelf: Shelf) -> None:
    before = client.get("/comments/feed/")
    withdraw_post(post=shelf.post, actor=EDITOR, now=timezone.now())

    after = client.get("/comments/feed/", headers={"If-Modified-Since": before["Last-Modified"]})

    assert after.status_code == 200
    assert feedparser.parse(after.content).entries == []


def test_a_held_comment_leaves_the_feed_as_it_is(client: Client, shelf: Shelf) -> None:
    for address in ("/comments/feed/", below(shelf.post)):
        before = client.get(address)
        a_comment(thread=shelf.post.thread, state=State.PENDING, body="SECRET")

        for name, value in (("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified")):
            assert client.get(address, headers={name: before[value]}).status_code == 304


def test_a_comment_that_was_approved_late_comes_first(client: Client, db: None) -> None:
    post = a_post()
    late = a_comment(thread=post.thread, state=State.PENDING)
    a_comment(thread=post.thread, now=NOW + timedelta(hours=1))
    moderate(comment=late, move=APPROVE, actor=MODERATION, now=NOW + timedelta(hours=2))

    assert [entry.title.split()[0] for entry in feed(client, below(post)).entries] == ["#1", "#2"]


@pytest.mark.parametrize("address", ["/comments/feed/", "below the post"])
@pytest.mark.parametrize("comments", [1, 30])
def test_a_feed_costs_the_same_for_one_comment_and_for_thirty(
    client: Client, db: None, django_assert_num_queries, address: str, comments: int
) -> None:
    SiteSettings.load()
    post = a_post()
    first = a_comment(thread=post.thread)
    for _ in range(comments - 1):
        a_comment(parent=first)
    address = address if address.startswith("/") else below(post)

    with django_assert_num_queries(4):
        entries = feed(client, address).entries

    assert len(entries) == min(comments, 20)


def test_an_imported_page_has_a_feed_of_its_conversation(client: Client, db: None) -> None:
    thread = a_thread(title="About", path="/about/")
    body = clean_post("<p>Us.</p>")
    about = {"title": "About", "slug": "about", "body": body, "language": "en", "changed_at": NOW}
    Page.objects.create(thread=thread, foreign_id="wordpress:x:page:7", **about)
    a_comment(thread=thread, body="Hello, house.")

    (entry,) = feed(client, "/about/feed/").entries
    (same,) = feed(client, "/comments/feed/").entries

    assert 'type="application/atom+xml" href="/about/feed/"' in client.get("/about/").content.decode()
    assert entry.id == same.id
    assert "Hello, house." in entry.content[0].value


def test_a_guest_and_a_person_who_left_are_named_without_an_address(client: Client, db: None) -> None:
    post = a_post()
    gone, guest = a_comment(thread=post.thread), a_comment(thread=post.thread)
    Comment.objects.filter(pk=gone.pk).update(author=None)
    Comment.objects.filter(pk=guest.pk).update(author=None, guest_name="Ada & <i>Söhne</i>")

    authors = [entry.author_detail for entry in feed(client, below(post)).entries]

    assert [set(author) for author in authors] == [{"name"}, {"name"}]
    assert authors[0]["name"] == "Ada & <i>Söhne</i>"
    assert authors[1]["name"]


def test_a_changed_title_is_told_by_name_and_by_date(client: Client, db: None) -> None:
    post = a_post(title="Before")
    a_comment(thread=post.thread)
    before = client.get(below(post))
    save_post(post=post, slug="", content=a_text(title="After"), actor=EDITOR, now=timezone.now())

    after = client.get(below(post), headers={"If-Modified-Since": before["Last-Modified"]})

    assert (after.status_code, "After" in after.content.decode()) == (200, True)
