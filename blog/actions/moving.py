"""Moving a post that readers already have to another address, on purpose (E12)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.rules.roles import Actor
from blog.actions.permission import ask_to_edit
from blog.actions.placing import (
    AddressRefused,
    AddressTaken,
    ChangedMeanwhile,
    ask_for_address,
    change,
    holding_address,
    place_conversation,
)
from blog.actions.redirects import lead_on
from blog.addresses import path_of
from blog.models import Post
from blog.rules.addresses import is_month, is_reserved, is_slug

__all__ = ["AddressRefused", "AddressTaken", "ChangedMeanwhile", "NotKnownYet", "move_post"]


class NotKnownYet(Exception):
    """Raised for a post that readers never had: its address follows slug and date by itself."""


@transaction.atomic
def move_post(*, post: Post, slug: str, year: int, month: int, actor: Actor, now: datetime) -> None:
    """Give a post that was public another address; the old one leads there from now on.

    The time of publication stays, and so does the identifier in the feeds. Raises PermissionDenied,
    NotKnownYet, AddressRefused, AddressTaken and ChangedMeanwhile.
    """
    ask_to_edit(actor)
    if not post.was_public(now):
        raise NotKnownYet
    if not is_month(year, month) or (slug != post.slug and (not is_slug(slug) or is_reserved(slug))):
        raise AddressRefused(slug)
    if (year, month, slug) == (post.address_year, post.address_month, post.slug):
        return
    ask_for_address(post, year, month, slug)
    was = path_of(post)
    with holding_address(slug, Post.objects.in_month(year, month).exclude(pk=post.pk)):
        change(post, now=now, slug=slug, address_year=year, address_month=month)
        place_conversation(post, now=now)
    lead_on(was=was, target=post, now=now)
