"""Tags, by the words that editors type."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from accounts.rules.roles import Actor
from blog.actions.permission import ask_to_edit
from blog.models import Tag
from blog.rules.addresses import free_slug, slug_of
from markup.characters import one_line


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
