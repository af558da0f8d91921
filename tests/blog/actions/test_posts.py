from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import Pulse
from accounts.rules.roles import Role, system
from blog.actions.posts import (
    AddressFixed,
    AddressRefused,
    AddressTaken,
    ChangedMeanwhile,
    ImpossibleWay,
    NotReady,
    publish_post,
    restore_revision,
    save_post,
    send_to_review,
    unpublish_post,
    withdraw_post,
)
from blog.actions.revisions import content_of
from blog.models import Post
from blog.rules.content import BylineEntry, ContentRefused, SourceEntry
from blog.rules.readiness import Lack, Missing
from blog.rules.states import PostState
from tests.builders import EDITOR, a_category, a_draft, a_person, a_post, a_tag, a_text, an_image
from tests.pulses import pulse_of

pytestmark = pytest.mark.django_db


def loaded(post):
    return Post.objects.select_related("live", "thread").get(pk=post.pk)


def test_a_saved_text_is_a_draft_with_a_conversation_that_nobody_sees(now):
    revision = save_post(post=None, slug="", content=a_text(title="Störung"), actor=EDITOR, now=now)

    post = loaded(revision.post)
    assert (post.state, post.slug, post.live, revision.number) == (PostState.DRAFT, "stoerung", revision, 1)
    assert post.thread.title == "Störung"
    assert post.thread.visible_from is None


def test_every_save_keeps_the_whole_text(now):
    content = a_text(
        category_id=a_category().pk,
        cover_id=an_image().pk,
        tag_ids=(a_tag().pk, a_tag().pk),
        bylines=(BylineEntry(person_id=a_person().pk), BylineEntry(guest="Ada Quill", role="photo")),
        sources=(SourceEntry("mail", "via mail", "https://example.org/", now.date(), "Sorry."),),
    )

    first = save_post(post=None, slug="", content=content, actor=EDITOR, now=now)
    save_post(post=loaded(first.post), slug="", content=a_text(), actor=EDITOR, now=now)

    assert content_of(first) == content


def test_an_unchanged_text_makes_no_revision(now):
    content = a_text(tag_ids=(a_tag().pk,), sources=(SourceEntry("own", "on site"),))
    first = save_post(post=None, slug="", content=content, actor=EDITOR, now=now)

    second = save_post(post=loaded(first.post), slug="", content=content, actor=EDITOR, now=now)

    assert second == first
    assert first.post.revisions.count() == 1


def test_what_is_stored_is_sanitised(now):
    body = '<p onclick="x()">Hello<script>alert(1)</script></p>'

    revision = save_post(post=None, slug="", content=a_text(body=body), actor=EDITOR, now=now)

    assert revision.body == "<p>Hello</p>"


@pytest.mark.parametrize("roles", [(), (Role.MODERATOR,)])
def test_only_editors_save(roles, now):
    person = a_person(None, *roles)

    with pytest.raises(PermissionDenied):
        save_post(post=None, slug="", content=a_text(), actor=person.as_actor(), now=now)

    assert not Post.objects.exists()


@pytest.mark.parametrize("way", [publish_post, unpublish_post, withdraw_post, send_to_review])
def test_only_editors_move_a_post(way, now):
    post = a_draft()
    when = {"at": None} if way is publish_post else {}

    with pytest.raises(PermissionDenied):
        way(post=post, actor=a_person(None, Role.MODERATOR).as_actor(), now=now, **when)


def test_the_address_stays_when_the_title_changes(now):
    post = a_draft(title="First title")

    save_post(post=post, slug="", content=a_text(title="Second title"), actor=EDITOR, now=now)

    assert loaded(post).slug == "first-title"


def test_two_drafts_of_one_title_get_two_addresses():
    assert [a_draft(title="News").slug, a_draft(title="News").slug] == ["news", "news-2"]


@pytest.mark.parametrize("typed", ["feed", "page", "2026", "Two Words", "a/b"])
def test_an_address_that_is_none_is_refused(typed, now):
    with pytest.raises(AddressRefused):
        save_post(post=None, slug=typed, content=a_text(), actor=EDITOR, now=now)


def test_a_post_takes_the_month_of_its_date_in_the_zone_of_the_site(now):
    new_year_in_berlin = datetime(2025, 12, 31, 23, 30, tzinfo=UTC)

    post = a_post(title="Happy new year", at=new_year_in_berlin)

    assert post.thread.path == "/2026/01/happy-new-year/"


def test_an_address_leads_to_one_post_a_month(now):
    a_post(slug="news")
    other = a_draft(slug="news")

    with pytest.raises(AddressTaken) as refusal:
        publish_post(post=other, at=now, actor=EDITOR, now=now)

    assert refusal.value.suggestion == "news-2"
    publish_post(post=other, at=now - timedelta(days=60), actor=EDITOR, now=now)
    assert loaded(other).thread.path == "/2026/01/news/"


def test_a_post_that_readers_had_keeps_its_address_when_its_date_moves(now):
    post = a_post(slug="news")

    publish_post(post=post, at=now - timedelta(days=60), actor=EDITOR, now=now)

    assert loaded(post).thread.path == "/2026/03/news/"


def test_a_scheduled_post_takes_the_month_it_is_moved_to(now):
    post = a_post(slug="news", at=now + timedelta(days=1))

    publish_post(post=post, at=now + timedelta(days=30), actor=EDITOR, now=now)

    assert loaded(post).thread.path == "/2026/04/news/"


def test_a_post_that_readers_had_keeps_its_slug(now):
    post = a_post(slug="news")

    with pytest.raises(AddressFixed):
        save_post(post=post, slug="other", content=a_text(), actor=EDITOR, now=now)


def test_a_post_is_public_when_its_time_has_come(now):
    post = a_post(at=now + timedelta(hours=1))

    assert not Post.objects.public(now).exists()
    assert Post.objects.public(now + timedelta(hours=1)).get() == post


def test_the_conversation_follows_the_post(now):
    post = a_post(title="News", language="en", at=now)
    assert (post.thread.visible_from, post.thread.visible_until, post.thread.language) == (now, None, "en")

    later = now + timedelta(days=1)
    save_post(post=post, slug="", content=a_text(title="Other"), actor=EDITOR, now=later)
    withdraw_post(post=post, actor=EDITOR, now=later)

    thread = loaded(post).thread
    assert (thread.title, thread.visible_from, thread.visible_until) == ("Other", now, later)


def test_publishing_lists_everything_that_is_missing(now):
    editor = a_person(None, Role.EDITOR).as_actor()
    post = a_draft(title="", body="<p> </p>", bylines=(BylineEntry(guest="Ada", role="photo"),))

    with pytest.raises(NotReady) as refusal:
        publish_post(post=post, at=None, actor=editor, now=now)

    assert [lack.kind for lack in refusal.value.missing] == [Missing.TITLE, Missing.BODY, Missing.AUTHOR]


def test_a_picture_without_alternative_text_is_not_published(now):
    editor = a_person(None, Role.EDITOR).as_actor()
    post = a_draft(body='<figure><img src="/media/images/a.jpg" alt=" "></figure>')

    with pytest.raises(NotReady) as refusal:
        publish_post(post=post, at=None, actor=editor, now=now)

    assert refusal.value.missing == [Lack(Missing.ALTERNATIVE_TEXT, number=1, name="a.jpg")]


def test_a_cover_without_alternative_text_is_not_published(now):
    editor = a_person(None, Role.EDITOR).as_actor()
    post = a_draft(cover_id=an_image(alt="", caption="The mast").pk)

    with pytest.raises(NotReady) as refusal:
        publish_post(post=post, at=None, actor=editor, now=now)

    assert refusal.value.missing == [Lack(Missing.WORDS_OF_COVER, name="The mast")]


def test_nor_by_saving_a_published_post_or_restoring_an_old_text(now):
    editor = a_person(None, Role.EDITOR).as_actor()
    post = a_post(body='<img src="/media/images/a.jpg">', actor=EDITOR)
    save_post(post=post, slug="", content=a_text(), actor=EDITOR, now=now)

    with pytest.raises(NotReady):
        save_post(
            post=loaded(post), slug="", content=a_text(body='<img src="/media/a.jpg">'), actor=editor, now=now
        )
    with pytest.raises(NotReady):
        restore_revision(post=loaded(post), revision=post.revisions.get(number=1), actor=editor, now=now)


def test_what_was_public_elsewhere_is_moved_in_as_it_is(now):
    post = a_draft(body='<img src="/media/images/a.jpg">', bylines=())

    publish_post(post=post, at=now, actor=system("import"), now=now)

    assert Post.objects.public(now).get() == post


def test_a_published_post_cannot_lose_what_readers_need(now):
    editor = a_person(None, Role.EDITOR).as_actor()
    post = a_post()

    with pytest.raises(NotReady):
        save_post(post=post, slug="", content=a_text(bylines=()), actor=editor, now=now)

    assert loaded(post).live.number == 1


@pytest.mark.parametrize("field", ["title", "lead", "body"])
def test_a_text_longer_than_its_place_is_refused(field, now):
    with pytest.raises(ContentRefused) as refusal:
        save_post(post=None, slug="", content=a_text(**{field: "x" * 400_000}), actor=EDITOR, now=now)

    assert refusal.value.field == field


def test_the_second_of_two_who_save_is_told(now):
    post = a_draft()
    theirs, ours = loaded(post), loaded(post)
    save_post(post=theirs, slug="", content=a_text(title="Theirs"), actor=EDITOR, now=now)

    with pytest.raises(ChangedMeanwhile):
        save_post(post=ours, slug="", content=a_text(title="Ours"), actor=EDITOR, now=now)

    assert loaded(post).live.title == "Theirs"


def test_an_editor_who_looked_at_an_older_text_is_told(now):
    post = a_draft()
    save_post(post=post, slug="", content=a_text(title="Theirs"), actor=EDITOR, now=now)

    with pytest.raises(ChangedMeanwhile):
        save_post(post=loaded(post), slug="", content=a_text(), actor=EDITOR, now=now, based_on=1)


def test_restoring_writes_a_new_revision(now):
    post = a_draft(title="First")
    first = post.live
    save_post(post=post, slug="", content=a_text(title="Second"), actor=EDITOR, now=now)

    third = restore_revision(post=post, revision=first, actor=EDITOR, now=now)

    assert (third.number, third.title) == (3, "First")
    assert content_of(third) == replace(content_of(first))
    assert loaded(post).live == third


def test_every_visible_change_gives_post_and_site_another_version(now):
    post = a_post()
    before, site_before = post.version, pulse_of(Pulse.About.SITE)
    later = now + timedelta(minutes=1)

    save_post(post=post, slug="", content=a_text(), actor=EDITOR, now=later)

    assert loaded(post).version > before
    assert loaded(post).changed_at == later
    assert pulse_of(Pulse.About.SITE) > site_before


WAYS = {
    "publish": lambda post, now: publish_post(post=post, at=None, actor=EDITOR, now=now),
    "review": lambda post, now: send_to_review(post=post, actor=EDITOR, now=now),
    "unpublish": lambda post, now: unpublish_post(post=post, actor=EDITOR, now=now),
    "withdraw": lambda post, now: withdraw_post(post=post, actor=EDITOR, now=now),
}
TABLE = {
    "draft": {"publish": "published", "review": "in_review"},
    "in_review": {"publish": "published", "unpublish": "draft"},
    "scheduled": {"publish": "published", "unpublish": "draft"},
    "published": {"publish": "published", "unpublish": "draft", "withdraw": "withdrawn"},
    "withdrawn": {"publish": "published", "unpublish": "draft"},
}


def a_post_that_is(state, now):
    post = a_draft()
    if state == "in_review":
        send_to_review(post=post, actor=EDITOR, now=now)
    if state == "scheduled":
        publish_post(post=post, at=now + timedelta(days=1), actor=EDITOR, now=now)
    if state in {"published", "withdrawn"}:
        publish_post(post=post, at=now, actor=EDITOR, now=now)
    if state == "withdrawn":
        withdraw_post(post=post, actor=EDITOR, now=now)
    return post


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("state", TABLE)
def test_ways_between_the_states_are_those_of_the_table(state, way, now):
    post = a_post_that_is(state, now)
    before = loaded(post).state

    if way in TABLE[state]:
        WAYS[way](post, now)
        assert loaded(post).state == TABLE[state][way]
    else:
        with pytest.raises(ImpossibleWay):
            WAYS[way](post, now)
        assert loaded(post).state == before


@pytest.mark.parametrize(
    "text", ["😀👩‍👩‍👧", "שלום עולם", "a\x00b\x07c", "\u202eevil", "é" * 200, "<b>x</b> & 'y'"]
)
def test_any_characters_come_back_clean_and_composed(text, now):
    content = a_text(title=text, lead=text, bylines=(BylineEntry(guest=text[:60]),))

    revision = save_post(post=None, slug="", content=content, actor=EDITOR, now=now)

    stored = loaded(revision.post).live.title
    assert stored == text.replace("\x00", "").replace("\x07", "").replace("\u202e", "")
