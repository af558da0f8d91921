"""Categories, tags and series: how they are called and where their lists are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from accounts.rules.roles import Actor
from blog.actions.permission import ask_to_edit
from blog.actions.placing import AddressRefused, AddressTaken, address_for, holding_address, touch_site
from blog.models import Category, Series, Tag
from blog.rules.addresses import free_slug, slug_of
from markup.characters import one_line

__all__ = ["AddressRefused", "AddressTaken", "save_sorting", "tags_named"]


@transaction.atomic
def save_sorting[Row: (Category, Tag, Series)](
    *, row: Row, name: str, slug: str, description: str, actor: Actor
) -> Row:
    """Store a category, tag or series, a new one as well. An empty `slug` keeps the address or makes one.

    Raises PermissionDenied, AddressRefused and AddressTaken.
    """
    ask_to_edit(actor)
    others: QuerySet[Any] = type(row).objects.exclude(pk=row.pk)
    slug = address_for(typed=slug, own=row.slug, title=name, others=others)
    row.name, row.slug, row.description = one_line(name)[:200], slug, description
    with holding_address(slug, others):
        row.save(update_fields=("name", "slug", "description") if row.pk else None)
    touch_site()
    return row


@transaction.atomic
def tags_named(names: Iterable[str], *, actor: Actor) -> list[Tag]:
    """Return the tags with these names, capitals apart; those that are not there yet are made."""
    ask_to_edit(actor)
    wanted = (one_line(name)[:200] for name in names)
    return [_tag(name) for name in dict.fromkeys(wanted) if name]


def _tag(name: str) -> Tag:
    if known := Tag.objects.filter(name__iexact=name).order_by("pk").first():
        return known
    return Tag.objects.create(name=name, slug=free_slug(slug_of(name), _slugs()))


def _slugs() -> set[str]:
    return set(Tag.objects.values_list("slug", flat=True))
