"""Cards follow their posts: made in a task, named by what they say, gone with what they announced."""

from datetime import timedelta

import PIL.Image
import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django_tasks_db.models import DBTaskResult
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks

from blog.actions.cards import make_card, make_site_card, order_cards
from blog.actions.images import describe_image
from blog.actions.posts import publish_post, save_post, unpublish_post, withdraw_post
from blog.actions.site import save_site, site_values
from blog.actions.sorting import save_sorting
from blog.models import Post, SiteSettings
from tests.blog.heads import head_of
from tests.builders import EDITOR, NOW, a_category, a_draft, a_post, a_text, an_image

HERE = "http://localhost:8000"
FAR = NOW + timedelta(days=365 * 100)
OnCommit = DjangoCaptureOnCommitCallbacks


def ordered(task: str = "make_card") -> list[int]:
    rows = DBTaskResult.objects.filter(task_path__endswith=f".{task}").order_by("enqueued_at")
    return [row.args_kwargs["args"][0] for row in rows if row.args_kwargs["args"]]


def carded(post: Post, on_commit: OnCommit) -> Post:
    with on_commit(execute=True):
        make_card.call(post.pk)
    post.refresh_from_db()
    return post


def cards() -> set[str]:
    """The names of all files of cards."""
    if not default_storage.exists("cards"):
        return set()
    folders = [f"cards/{folder}" for folder in default_storage.listdir("cards")[0]]
    return {f"{folder}/{name}" for folder in folders for name in default_storage.listdir(folder)[1]}


def test_publishing_orders_a_card_and_drafting_does_not(db: None) -> None:
    a_draft()
    post = a_post()
    scheduled = a_post(at=FAR)

    assert ordered() == [post.pk, scheduled.pk]


def test_a_card_is_made_and_shown_to_other_sites(
    client: Client, db: None, django_capture_on_commit_callbacks
) -> None:
    post = carded(a_post(title="Silence & “noise”"), django_capture_on_commit_callbacks)

    head = head_of(client, post.get_absolute_url())
    (address,) = head.meta("og:image")
    with default_storage.open(post.card) as picture:
        size = PIL.Image.open(picture).size

    assert address == f"{HERE}/media/{post.card}"
    assert size == (1200, 630)
    assert [head.meta(f"og:image:{name}") for name in ("type", "width", "height", "alt")] == [
        ["image/png"],
        ["1200"],
        ["630"],
        ["Silence & “noise”"],
    ]
    assert head.node("NewsArticle")["image"] == [
        {"@type": "ImageObject", "url": address, "width": 1200, "height": 630}
    ]


def test_until_there_is_a_card_the_one_of_the_site_stands_for_it(client: Client, db: None) -> None:
    post = a_post()
    before = head_of(client, post.get_absolute_url()).meta("og:image")
    make_site_card.call()

    after = head_of(client, post.get_absolute_url()).meta("og:image")

    assert before == [f"{HERE}/static/icons/card.png"]
    assert after == [f"{HERE}/media/{SiteSettings.load().card}"]
    assert default_storage.exists(SiteSettings.load().card)


def test_nothing_is_drawn_while_a_visitor_waits(client: Client, db: None) -> None:
    client.get(a_post().get_absolute_url())

    assert cards() == set()


def test_another_title_gets_another_card_and_the_old_one_goes(
    db: None, django_capture_on_commit_callbacks
) -> None:
    post = carded(a_post(title="Before"), django_capture_on_commit_callbacks)
    before = post.card
    save_post(post=post, slug="", content=a_text(title="After"), actor=EDITOR, now=NOW)
    post = carded(post, django_capture_on_commit_callbacks)

    assert post.card != before
    assert cards() == {post.card}


def test_a_card_that_says_the_same_is_not_made_again(db: None, django_capture_on_commit_callbacks) -> None:
    post = carded(a_post(title="Same"), django_capture_on_commit_callbacks)
    path = default_storage.path(post.card)
    before = default_storage.get_modified_time(post.card)
    save_post(post=post, slug="", content=a_text(title="Same", lead="Another lead."), actor=EDITOR, now=NOW)

    again = carded(post, django_capture_on_commit_callbacks)

    assert default_storage.path(again.card) == path
    assert default_storage.get_modified_time(again.card) == before


def test_a_scheduled_post_has_its_card_in_time(db: None, django_capture_on_commit_callbacks) -> None:
    post = carded(a_post(at=FAR), django_capture_on_commit_callbacks)

    assert cards() == {post.card}


@pytest.mark.parametrize("leave", [withdraw_post, unpublish_post])
def test_a_post_that_leaves_takes_its_card_along(db: None, django_capture_on_commit_callbacks, leave) -> None:
    post = carded(a_post(), django_capture_on_commit_callbacks)
    leave(post=post, actor=EDITOR, now=NOW)

    assert ordered()[-1] == post.pk
    post = carded(post, django_capture_on_commit_callbacks)
    assert (post.card, cards()) == ("", set())


def test_a_cover_is_on_the_card_and_may_be_missing(db: None, django_capture_on_commit_callbacks) -> None:
    cover = an_image(size=(800, 600))
    post = carded(a_post(cover_id=cover.pk), django_capture_on_commit_callbacks)
    with default_storage.open(post.card) as file:
        assert PIL.Image.open(file).format == "JPEG"

    describe_image(image=cover, alt="x", focal_x=10, focal_y=10, actor=EDITOR)
    default_storage.delete(cover.file.name)
    again = carded(post, django_capture_on_commit_callbacks)

    assert cards() == {again.card}


def test_a_lost_file_is_made_again(db: None, django_capture_on_commit_callbacks) -> None:
    post = carded(a_post(), django_capture_on_commit_callbacks)
    default_storage.delete(post.card)

    again = carded(post, django_capture_on_commit_callbacks)

    assert cards() == {again.card} == {post.card}


def test_letters_that_our_type_lacks_are_left_to_the_card_of_the_site(
    client: Client, db: None, django_capture_on_commit_callbacks
) -> None:
    post = carded(a_post(title="עברית", slug="hebrew"), django_capture_on_commit_callbacks)

    assert (post.card, cards()) == ("", set())
    assert head_of(client, post.get_absolute_url()).meta("og:image") == [f"{HERE}/static/icons/card.png"]


def test_another_name_of_a_category_or_of_the_site_orders_new_cards(db: None) -> None:
    category = a_category("Outages")
    inside, outside = a_post(category_id=category.pk), a_post()
    unpublish_post(post=a_post(), actor=EDITOR, now=NOW)
    DBTaskResult.objects.all().delete()

    save_sorting(row=category, name="Failures", slug="", description="", actor=EDITOR, now=NOW)
    order_cards.call(category=category.pk)
    assert ordered() == [inside.pk]

    DBTaskResult.objects.all().delete()
    site = SiteSettings.load()
    values = site_values(site)
    save_site(values=type(values)(**vars(values) | {"name": "Another"}), actor=EDITOR)
    assert {row.task_path.rpartition(".")[2] for row in DBTaskResult.objects.all()} == {
        "make_site_card",
        "order_cards",
    }
    order_cards.call()
    assert ordered() == [inside.pk, outside.pk]


def test_cards_are_ordered_batch_by_batch(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("blog.actions.cards.BATCH", 2)
    posts = [a_post() for _ in range(3)]
    DBTaskResult.objects.all().delete()

    order_cards.call()
    (rest,) = DBTaskResult.objects.filter(task_path__endswith=".order_cards")
    order_cards.call(**rest.args_kwargs["kwargs"])

    assert ordered() == [post.pk for post in posts]


def test_who_saves_meanwhile_wins(db: None, django_capture_on_commit_callbacks, monkeypatch) -> None:
    post = a_post(title="Before")
    stale = Post.objects.select_related("live__category", "live__cover").get(pk=post.pk)
    save_post(post=post, slug="", content=a_text(title="After"), actor=EDITOR, now=NOW)
    monkeypatch.setattr("blog.actions.cards._found", lambda post_id: stale)

    with django_capture_on_commit_callbacks(execute=True):
        make_card.call(post.pk)

    post.refresh_from_db()
    assert (post.card, cards()) == ("", set())


def test_a_post_that_is_gone_needs_no_card(db: None) -> None:
    make_card.call(10**9)

    assert cards() == set()


def test_moving_the_time_keeps_the_card(db: None, django_capture_on_commit_callbacks) -> None:
    post = carded(a_post(), django_capture_on_commit_callbacks)
    before = post.card
    publish_post(post=post, at=NOW - timedelta(days=3), actor=EDITOR, now=NOW)

    assert carded(post, django_capture_on_commit_callbacks).card == before
