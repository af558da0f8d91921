"""Where a post stands: its address, its conversation, and that pages which show it have changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from accounts.actions.pulse import pulse
from accounts.models import Pulse
from blog.actions.indexing import index_posts
from blog.models import Byline, Post
from blog.rules.addresses import free_slug, is_reserved, is_slug, post_path, slug_of
from blog.rules.states import PostState
from comments.actions.threads import place_thread


class AddressRefused(Exception):
    """Raised for an address that is no address, or a word that the site needs itself."""


class AddressTaken(AddressRefused):
    """Raised when another post has this address. `suggestion` is a free one."""

    def __init__(self, suggestion: str) -> None:
        self.suggestion = suggestion
        super().__init__(suggestion)


class AddressFixed(AddressRefused):
    """Raised when the address of a post that readers already had would change."""


class ChangedMeanwhile(Exception):
    """Raised when somebody else changed the post or page since it was loaded. Nothing was stored."""


def address_for(*, typed: str, own: str, title: str, others: QuerySet[Any]) -> str:
    """Return the address that a page or a category, tag or series gets or keeps; `others` have theirs.

    Nothing typed keeps its `own`, or makes one from the title. Raises AddressRefused or AddressTaken.
    """
    taken = set(others.values_list("slug", flat=True))
    slug = typed or own or free_slug(slug_of(title), taken)
    if slug != own and (not is_slug(slug) or is_reserved(slug)):
        raise AddressRefused(slug)
    if slug in taken:
        raise AddressTaken(free_slug(slug, taken))
    return slug


@contextmanager
def holding_address(slug: str, others: QuerySet[Any]) -> Iterator[None]:
    """Write a row with this address; raise AddressTaken if another one got it since we looked."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as problem:
        taken = set(others.values_list("slug", flat=True))
        if slug not in taken:
            raise
        raise AddressTaken(free_slug(slug, taken)) from problem


def month_of(moment: datetime) -> tuple[int, int]:
    """Return year and month of a moment in the site's own time zone."""
    local = moment.astimezone(timezone.get_default_timezone())
    return local.year, local.month


def slug_for(*, post: Post | None, slug: str, title: str, now: datetime) -> str:
    """Return the address that a post gets or keeps at a save.

    An empty `slug` keeps the one that the post has, or makes one from the title that is free this month.
    Raises AddressRefused, AddressTaken or AddressFixed.
    """
    if post is not None and slug in ("", post.slug):
        return post.slug
    if not slug:
        return _made_from(title, now)
    if post is not None and post.was_public(now):
        raise AddressFixed
    if not is_slug(slug) or is_reserved(slug):
        raise AddressRefused(slug)
    if post is not None and post.address_year and post.address_month:
        ask_for_address(post, post.address_year, post.address_month, slug)
    return slug


def ask_for_address(post: Post, year: int, month: int, slug: str) -> None:
    """Raise AddressTaken if another post has the address."""
    others = Post.objects.in_month(year, month).exclude(pk=post.pk)
    if others.filter(slug=slug).exists():
        raise AddressTaken(free_slug(slug, set(others.values_list("slug", flat=True))))


def change(post: Post, *, now: datetime, **columns: object) -> None:
    """Write columns of a post that nobody changed since it was loaded, and let every page know.

    Raises ChangedMeanwhile.
    """
    unchanged = Post.objects.filter(pk=post.pk, version=post.version)
    if not unchanged.update(version=F("version") + 1, changed_at=now, **columns):
        raise ChangedMeanwhile
    was_listed = post.state == PostState.PUBLISHED or post.was_public(now)  # feeds tell when one left
    post.version, post.changed_at = post.version + 1, now
    for name, value in columns.items():
        setattr(post, name, value)
    if was_listed or post.state == PostState.PUBLISHED:
        touch_site()
        if {"state", "live"} & columns.keys():
            index_posts([post])


def touch_site() -> None:
    """Tell every stored page that something changed which more than one of them shows."""
    pulse(Pulse.About.SITE)


def place_conversation(post: Post, *, now: datetime) -> None:
    """Tell the thread what its page is called, where it is, and when it is visible."""
    visible_from, visible_until = _span(post, now)
    place_thread(
        thread=post.thread,
        title=post.live.title if post.live else "",
        path=_path(post),
        language=post.live.language if post.live else post.thread.language,
        visible_from=visible_from,
        visible_until=visible_until,
        hosts=_hosts(post),
    )


def _hosts(post: Post) -> frozenset[int]:
    """Who answers below this post as its author: those with an account."""
    if post.live is None:
        return frozenset()
    authors = post.live.bylines.filter(role=Byline.Role.AUTHOR).exclude(person=None)
    return frozenset(authors.values_list("person_id", flat=True))


def _made_from(title: str, now: datetime) -> str:
    year, month = month_of(now)
    near = Post.objects.filter(Q(address_year=None) | Q(address_year=year, address_month=month))
    return free_slug(slug_of(title), set(near.values_list("slug", flat=True)))


def _path(post: Post) -> str:
    if post.address_year and post.address_month:
        return post_path(post.address_year, post.address_month, post.slug)
    return f"/drafts/{post.pk}/"


def _span(post: Post, now: datetime) -> tuple[datetime | None, datetime | None]:
    """From when until when the page is there; nothing and nothing for one that is not."""
    if post.state == PostState.PUBLISHED:
        return post.published_at, None
    if post.state == PostState.WITHDRAWN and post.published_at:
        return post.published_at, max(post.published_at, post.thread.visible_until or now)
    return None, None
