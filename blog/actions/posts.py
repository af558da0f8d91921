"""What editors do with posts: save, publish, take back, withdraw, restore."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.rules.roles import Actor
from blog.actions.cards import make_card
from blog.actions.permission import ask_to_edit
from blog.actions.placing import (
    AddressFixed,
    AddressRefused,
    AddressTaken,
    ChangedMeanwhile,
    ask_for_address,
    change,
    month_of,
    place_conversation,
    slug_for,
)
from blog.actions.readiness import NotReady, ask_whether_ready
from blog.actions.revisions import content_of, write_revision
from blog.actions.sorting import sorted_as_today
from blog.models import Post, PostRevision
from blog.rules.content import ContentRefused, PostContent, tidied
from blog.rules.readiness import Lack, Missing
from blog.rules.states import WAYS, PostState
from comments.actions.threads import open_thread
from markup import clean_post

__all__ = [
    "AddressFixed",
    "AddressRefused",
    "AddressTaken",
    "ChangedMeanwhile",
    "ContentRefused",
    "ImpossibleWay",
    "NotReady",
    "publish_post",
    "restore_revision",
    "save_post",
    "send_to_review",
    "unpublish_post",
    "withdraw_post",
]


class ImpossibleWay(Exception):
    """Raised when no way leads from the state of the post to the wanted one."""


@transaction.atomic
def save_post(
    *,
    post: Post | None,
    slug: str,
    content: PostContent,
    actor: Actor,
    note: str = "",
    now: datetime,
    guid: str | None = None,
    foreign_id: str | None = None,
    based_on: int | None = None,
) -> PostRevision:
    """Store a whole text as the next revision and return it; an unchanged text makes none.

    Without `post`, a draft and its conversation are made; `guid` and `foreign_id` count only then. An empty
    `slug` keeps the address or makes one from the title. `based_on` is the number of the revision that the
    editor had on the screen. What readers of a published post get changes at once.

    Raises PermissionDenied, ContentRefused, AddressRefused (AddressTaken, AddressFixed), ChangedMeanwhile,
    and NotReady if the post is published and would lack something.
    """
    ask_to_edit(actor)
    content = tidied(content)
    content = replace(content, body=clean_post(content.body))
    slug = slug_for(post=post, slug=slug, title=content.title, now=now)
    if post is None:
        post = _new_post(slug=slug, content=content, now=now, guid=guid, foreign_id=foreign_id)
    elif based_on is not None and post.live and post.live.number != based_on:
        raise ChangedMeanwhile
    if post.state == PostState.PUBLISHED:
        ask_whether_ready(content, clean_post(content.body), actor)
    return _stored(post, slug, content, actor, note, now)


@transaction.atomic
def publish_post(*, post: Post, at: datetime | None, actor: Actor, now: datetime) -> None:
    """Publish a post at a time; without one, now. A published post moves to that time.

    The address takes the month of that time in the site's zone, unless readers already had the post: then the
    address stays. Raises PermissionDenied, ImpossibleWay, NotReady, AddressTaken, ChangedMeanwhile.
    """
    ask_to_edit(actor)
    _ask_for_way(post, PostState.PUBLISHED)
    if post.live is None:
        raise NotReady([Lack(Missing.TITLE), Lack(Missing.BODY)])
    ask_whether_ready(content_of(post.live), post.live.body, actor)
    at = at or now
    columns: dict[str, object] = {"state": PostState.PUBLISHED, "published_at": at}
    if not post.was_public(now):
        year, month = month_of(at)
        ask_for_address(post, year, month, post.slug)
        columns |= {"address_year": year, "address_month": month, "first_public_at": at}
    _rewrite(post, now=now, **columns)


@transaction.atomic
def send_to_review(*, post: Post, actor: Actor, now: datetime) -> None:
    """Hand a draft to another editor. Raises PermissionDenied, ImpossibleWay, ChangedMeanwhile."""
    _leave(post, PostState.IN_REVIEW, actor, now)


@transaction.atomic
def unpublish_post(*, post: Post, actor: Actor, now: datetime) -> None:
    """Make a post a draft again, from whatever state. Readers get 404; an address they had is kept.

    Raises PermissionDenied, ImpossibleWay, ChangedMeanwhile.
    """
    _leave(post, PostState.DRAFT, actor, now)


@transaction.atomic
def withdraw_post(*, post: Post, actor: Actor, now: datetime) -> None:
    """Take a post that readers had out of the site for good reason: its address answers 410.

    Raises PermissionDenied, ChangedMeanwhile, and ImpossibleWay also for a post whose time has not come.
    """
    ask_to_edit(actor)
    _ask_for_way(post, PostState.WITHDRAWN)
    if not post.was_public(now):
        raise ImpossibleWay
    _rewrite(post, now=now, state=PostState.WITHDRAWN)


@transaction.atomic
def restore_revision(*, post: Post, revision: PostRevision, actor: Actor, now: datetime) -> PostRevision:
    """Save the text of an earlier revision again, as a new one. Raises what `save_post` raises."""
    ask_to_edit(actor)
    note = _("Revision %(number)d restored") % {"number": revision.number}
    content = sorted_as_today(content_of(revision))
    return save_post(post=post, slug="", content=content, actor=actor, note=note, now=now)


def _new_post(
    *, slug: str, content: PostContent, now: datetime, guid: str | None, foreign_id: str | None
) -> Post:
    name = uuid.uuid4()
    thread = open_thread(title=content.title, path=f"/drafts/{name}/", language=content.language)
    return Post.objects.create(
        slug=slug,
        thread=thread,
        guid=guid or name.urn,
        foreign_id=foreign_id,
        created_at=now,
        changed_at=now,
    )


def _stored(
    post: Post, slug: str, content: PostContent, actor: Actor, note: str, now: datetime
) -> PostRevision:
    was = post.live
    if was is not None and content_of(was) == content:
        if slug == post.slug:
            return was
        _rewrite(post, now=now, slug=slug)
        return was
    try:
        with transaction.atomic():
            revision = write_revision(post=post, content=content, actor=actor, note=note, now=now)
    except IntegrityError as taken:  # the number went to somebody who saved at the same moment
        if PostRevision.objects.filter(post=post, number__gt=was.number if was else 0).exists():
            raise ChangedMeanwhile from taken
        raise
    _rewrite(post, now=now, slug=slug, live=revision)
    return revision


def _rewrite(post: Post, *, now: datetime, **columns: object) -> None:
    """Change columns and everything that follows from them. Raises ChangedMeanwhile."""
    was_published = post.state == PostState.PUBLISHED
    change(post, now=now, **columns)
    place_conversation(post, now=now)
    if was_published or post.state == PostState.PUBLISHED:
        make_card.enqueue(post.pk)


def _leave(post: Post, target: PostState, actor: Actor, now: datetime) -> None:
    ask_to_edit(actor)
    _ask_for_way(post, target)
    columns: dict[str, object] = {"state": target}
    if not post.was_public(now):
        columns |= {"address_year": None, "address_month": None, "first_public_at": None}
    _rewrite(post, now=now, **columns)


def _ask_for_way(post: Post, target: PostState) -> None:
    if target not in WAYS[PostState(post.state)] and not post.state == target == PostState.PUBLISHED:
        raise ImpossibleWay
