"""Cards: the picture by which other sites announce a post or the site, made in a task (R9)."""

from __future__ import annotations

import logging

from django.core.files.storage import default_storage
from django.db import transaction
from django.tasks import task
from PIL.Image import Image as Pixels

from accounts.rules.picture_files import MAX_BYTES, PictureRefused, read_picture
from blog.actions.files import delete_files, put_file
from blog.actions.placing import touch_site
from blog.actions.renditions import LATER
from blog.models import Image, Post, PostRevision, SiteSettings
from blog.rules.cards import Card, drawn, speaks_our_letters
from blog.rules.states import PostState

logger = logging.getLogger("resonanz.pictures")

BATCH = 200  # posts whose cards one task orders


@task(priority=LATER)
def make_card(post_id: int) -> None:
    """Give a published post the card that its words ask for, and take it from one that is not.

    A post whose time is to come gets it early, under a name that nobody can guess. A title in letters that
    our type does not have gets none: the card of the site stands for it.
    """
    post = _found(post_id)
    if post is None:
        return
    card = _card_of(post)
    name = card.name if card else ""
    if name == post.card and (not name or default_storage.exists(name)):
        return
    if card:
        put_file(default_storage, name, drawn(card, _pixels(post.live.cover if post.live else None)))
    unchanged = Post.objects.filter(pk=post.pk, version=post.version, card=post.card)
    with transaction.atomic():
        if unchanged.update(card=name):
            delete_files(default_storage, {post.card} - {"", name})
            touch_site()
            return
    if name and not Post.objects.filter(pk=post.pk, card=name).exists():
        default_storage.delete(name)  # somebody saved meanwhile and ordered the next one


@task(priority=LATER)
def make_site_card() -> None:
    """Make the card that stands for the site and for posts without one."""
    site = SiteSettings.load()
    said = site.tagline if speaks_our_letters(site.tagline) else site.name
    card = Card(of="site", title=said, site=site.name)
    name = card.name if speaks_our_letters(said) else ""
    if name == site.card and (not name or default_storage.exists(name)):
        return
    if name:
        put_file(default_storage, name, drawn(card))
    with transaction.atomic():
        SiteSettings.objects.filter(pk=site.pk).update(card=name)
        delete_files(default_storage, {site.card} - {"", name})
        touch_site()


@task(priority=LATER)
def order_cards(*, after: int = 0, category: int | None = None, cover: int | None = None) -> None:
    """Order new cards for all published posts, or for those of a category or with a cover, batch by batch."""
    only = {"live__category": category, "live__cover": cover}
    posts = Post.objects.filter(**{column: pk for column, pk in only.items() if pk})
    batch = list(posts.published().after(after).values_list("pk", flat=True)[:BATCH])
    for post_id in batch:
        make_card.enqueue(post_id)
    if len(batch) == BATCH:
        order_cards.enqueue(after=batch[-1], category=category, cover=cover)


def _found(post_id: int) -> Post | None:
    return Post.objects.select_related("live__category", "live__cover").filter(pk=post_id).first()


def _card_of(post: Post) -> Card | None:
    text: PostRevision | None = post.live
    if text is None or post.state != PostState.PUBLISHED or not speaks_our_letters(text.title):
        return None
    words = Card(
        of=post.guid,
        title=text.title,
        site=SiteSettings.load().name,
        kicker=text.category.name if text.category else "",
    )
    if text.cover is None:
        return words
    return Card(words.of, words.title, words.site, words.kicker, text.cover.sha256, text.cover.focus)


def _pixels(cover: Image | None) -> Pixels | None:
    """The picture of a cover; a file that is gone leaves the words alone."""
    if cover is None:
        return None
    try:
        with cover.file.open() as file:
            return read_picture(file.read(MAX_BYTES + 1), within=1300).image
    except (OSError, PictureRefused):
        logger.error("card.cover_missing", extra={"image": cover.pk})
        return None
