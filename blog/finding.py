"""What stands at an address of ours."""

from __future__ import annotations

from accounts.models import User
from blog.models import Category, Page, Post, Series, Tag
from blog.models.redirect import Target
from blog.rules.old_addresses import Kind, Place

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
