"""Merging categories, or tags, into one of them (E12)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import batched

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from accounts.rules.roles import Actor
from blog.actions.cards import order_cards
from blog.actions.permission import ask_to_edit
from blog.actions.placing import ChangedMeanwhile, touch_site
from blog.actions.redirects import lead_on
from blog.actions.revisions import Resorted, sort_anew
from blog.addresses import path_of
from blog.models import Category, Post, PostRevision, Redirect, Tag
from blog.models.redirect import TARGETS

__all__ = ["ChangedMeanwhile", "MergeRefused", "merge_sorting", "posts_sorted_under"]

BATCH = 200  # posts


class MergeRefused(Exception):
    """Raised when there is nothing to merge, or when it is of another kind or gone already."""


@transaction.atomic
def merge_sorting[Row: (Category, Tag)](
    *, kept: Row, others: Sequence[Row], actor: Actor, now: datetime
) -> int:
    """Let `kept` take the place of `others` in the text of today of every post; return how many changed.

    Each such post gets a revision that says so; earlier revisions keep naming what they named. All addresses
    of the others lead to `kept`. Raises PermissionDenied, MergeRefused and ChangedMeanwhile.
    """
    ask_to_edit(actor)
    kind = type(kept)
    there = list(kind.objects.filter(pk__in=[row.pk for row in others]).exclude(pk=kept.pk))
    if len(there) != len(others) or not there or not kind.objects.filter(pk=kept.pk).exists():
        raise MergeRefused
    names = ", ".join(row.name for row in there)
    note = _("“%(gone)s” was merged into “%(kept)s”") % {"gone": names, "kept": kept.name}
    posts = posts_sorted_under(there).values_list("pk", flat=True)
    gone = {row.pk for row in there}
    changed = sum(_merge_in(chunk, kept, gone, note, actor, now) for chunk in batched(list(posts), BATCH))
    kind.every.filter(merged_into__in=there).update(merged_into=kept)
    for row in there:
        _retire(row, kept, now)
    touch_site()
    if isinstance(kept, Category):
        order_cards.enqueue(category=kept.pk)
    return changed


def posts_sorted_under(rows: Sequence[Category | Tag]) -> QuerySet[Post]:
    """Return the posts whose text of today is in one of these categories, or has one of these tags."""
    column = "live__tags__in" if isinstance(rows[0], Tag) else "live__category__in"
    return Post.objects.filter(**{column: rows}).order_by("pk").distinct()


def _merge_in(
    keys: Sequence[int], kept: Category | Tag, gone: set[int], note: str, actor: Actor, now: datetime
) -> int:
    posts = list(Post.objects.filter(pk__in=keys))
    texts = PostRevision.objects.whole().in_bulk([post.live_id for post in posts])
    resorted = [_resorted(texts[post.live_id], kept, gone) for post in posts]
    for post, revision in zip(posts, sort_anew(resorted, actor=actor, note=note, now=now), strict=True):
        unchanged = Post.objects.filter(pk=post.pk, version=post.version)
        if not unchanged.update(version=F("version") + 1, changed_at=now, live=revision):
            raise ChangedMeanwhile
    return len(posts)


def _resorted(text: PostRevision, kept: Category | Tag, gone: set[int]) -> Resorted:
    tags = frozenset(tag.pk for tag in text.tags.all())
    if isinstance(kept, Category):
        return Resorted(text, kept.pk, tags)
    return Resorted(text, text.category_id, tags - gone | {kept.pk})


def _retire[Row: (Category, Tag)](row: Row, kept: Row, now: datetime) -> None:
    """Take the address from what was merged; everything that led there leads to what was kept."""
    was, target = path_of(row), TARGETS[type(row)]
    type(row).every.filter(pk=row.pk).update(slug=f"~{row.pk}", merged_into=kept)
    Redirect.objects.filter(**{target: row}).update(**{target: kept})
    lead_on(was=was, target=kept, now=now)
