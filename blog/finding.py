"""What stands at an address of ours."""

from __future__ import annotations

from accounts.models import FormerName, User
from accounts.rules.names import name_key
from blog.models import Category, Page, Post, Redirect, Series, Tag
from blog.models.redirect import TARGETS, Target
from blog.rules.addresses import post_path
from blog.rules.old_addresses import Kind, Place, digest_of, normal_address

_SORTED: dict[Kind, type[Category] | type[Tag] | type[Series]] = {
    Kind.CATEGORY: Category,
    Kind.TAG: Tag,
    Kind.SERIES: Series,
}


def stands_at(place: Place) -> Target | None:
    """Return what stands at an address of ours, whether or not readers get it today."""
    if place.kind is Kind.POST:
        return Post.objects.at_address(place.year, place.month, place.slug).first()
    if place.kind is Kind.PAGE:
        return Page.objects.filter(slug=place.slug).first()
    if place.kind is Kind.AUTHOR:
        return User.objects.filter(username=place.slug).first()
    if model := _SORTED.get(place.kind):
        return model.objects.filter(slug=place.slug).first()
    return None


def path_of(target: Target) -> str:
    """Return where something stands, in the site's own language; "" for a post without an address yet."""
    match target:
        case Post(address_year=int(year), address_month=int(month)):
            return post_path(year, month, target.slug)
        case Post():
            return ""
        case Page():
            return f"/{target.slug}/"
        case User():
            return f"/author/{target.username}/"
    kind = next(kind for kind, model in _SORTED.items() if isinstance(target, model))
    return f"/{kind}/{target.slug}/"


def led_elsewhere(target: Target) -> Target | None:
    """Return what the address of `target` led to before `target` stood there, or None."""
    old = digest_of(normal_address(path_of(target)))
    row = Redirect.objects.found_by([old]).select_related(*TARGETS.values(), "post__live").first()
    return row.target if row and row.target != target else None


def person_once_called(name: str) -> User | None:
    """Return who is called so, in any spelling, or was called so: nobody else may take a name given up.

    One query, by index.
    """
    key = name_key(name)
    former = FormerName.objects.filter(name_key=key, user__isnull=False)
    named = User.objects.filter(name_key=key).values("pk").union(former.values("user"))
    return User.objects.filter(pk__in=named).first()
