"""Categories, tags and series: how they are called and where their lists are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from accounts.rules.roles import Actor
from blog.actions.cards import order_cards
from blog.actions.permission import ask_to_edit
from blog.actions.placing import AddressRefused, AddressTaken, address_for, holding_address, touch_site
from blog.actions.redirects import lead_on
from blog.addresses import path_of
from blog.models import Category, Series, Tag
from blog.rules.addresses import free_slug, slug_of
from blog.rules.content import PostContent
from markup.characters import one_line

__all__ = ["AddressRefused", "AddressTaken", "save_sorting", "sorted_as_today", "tags_named"]


@transaction.atomic
def save_sorting[Row: (Category, Tag, Series)](
    *, row: Row, name: str, slug: str, description: str, actor: Actor, now: datetime
) -> Row:
    """Store a category, tag or series, a new one as well. An empty `slug` keeps the address or makes one.

    The address that it had before leads to it. Raises PermissionDenied, AddressRefused and AddressTaken.
    """
    ask_to_edit(actor)
    others: QuerySet[Any] = type(row).objects.exclude(pk=row.pk)
    slug = address_for(typed=slug, own=row.slug, title=name, others=others)
    row.name, row.slug, row.description = one_line(name)[:200], slug, description
    was = path_of(type(row).objects.get(pk=row.pk)) if row.pk else ""
    with holding_address(slug, others):
        row.save(update_fields=("name", "slug", "description") if row.pk else None)
    if was and was != path_of(row):
        lead_on(was=was, target=row, now=now)
    touch_site()
    if isinstance(row, Category):
        order_cards.enqueue(category=row.pk)
    return row


@transaction.atomic
def tags_named(names: Iterable[str], *, actor: Actor) -> list[Tag]:
    """Return the tags with these names, capitals apart; those that are not there yet are made.

    The name of a tag that was merged gives the one that it was merged into.
    """
    ask_to_edit(actor)
    wanted = (one_line(name)[:200] for name in names)
    return [_tag(name) for name in dict.fromkeys(wanted) if name]


def sorted_as_today(content: PostContent) -> PostContent:
    """Return the content with what a merged category or tag was merged into: an old revision names it."""
    into = dict(
        Tag.every.filter(pk__in=content.tag_ids).exclude(merged_into=None).values_list("pk", "merged_into")
    )
    tags = tuple(sorted({into.get(pk) or pk for pk in content.tag_ids}))
    category_id = content.category_id
    if category_id and (merged := Category.every.filter(pk=category_id).exclude(merged_into=None).first()):
        category_id = merged.merged_into_id
    return replace(content, tag_ids=tags, category_id=category_id)


def _tag(name: str) -> Tag:
    if known := Tag.objects.filter(name__iexact=name).order_by("pk").first():
        return known
    merged = Tag.every.filter(name__iexact=name).values("merged_into").order_by("pk")
    if into := Tag.objects.filter(pk__in=merged[:1]).first():
        return into
    return Tag.objects.create(name=name, slug=free_slug(slug_of(name), _slugs()))


def _slugs() -> set[str]:
    return set(Tag.objects.values_list("slug", flat=True))
