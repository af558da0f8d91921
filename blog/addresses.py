"""What stands at an address of ours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import batched

from accounts.models import FormerName, User
from accounts.rules.names import name_key
from blog.models import Category, Page, Post, Redirect, Series, Tag
from blog.models.redirect import TARGETS, Target
from blog.rules.addresses import post_path
from blog.rules.old_addresses import Kind, Place, digest_of, normal_address, place_of, without_language

LOOKUP = 300  # addresses asked for in one query
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


@dataclass(frozen=True)
class Found:
    """What an address leads to; `by_redirect` where it is an old one."""

    target: Target
    by_redirect: bool


def found_at(addresses: Collection[str]) -> dict[str, Found]:
    """Return what stands at each of these normal addresses, or what an old one leads to; nothing for others.

    At most seven queries for each 300 addresses. Whether readers get it is not asked.
    """
    found: dict[str, Found] = {}
    for chunk in batched(sorted(set(addresses)), LOOKUP):
        digests = {digest_of(address): address for address in chunk}
        rows = Redirect.objects.found_by(digests).select_related(
            *TARGETS.values(), "post__live", "post__thread"
        )
        found |= {digests[row.digest]: Found(row.target, True) for row in rows}
        found |= {address: Found(target, False) for address, target in _standing(chunk)}
    return found


def _standing(addresses: Iterable[str]) -> Iterator[tuple[str, Target]]:
    places: dict[Place, list[str]] = defaultdict(list)
    for address in addresses:
        if "?" not in address:
            places[place_of(without_language(address))].append(address)
    slugs: dict[Kind, set[str]] = defaultdict(set)
    for place in places:
        slugs[place.kind].add(place.slug)
    for kind, words in slugs.items():
        for place, target in _of_kind(kind, words):
            yield from ((address, target) for address in places.get(place, ()))


def _of_kind(kind: Kind, slugs: set[str]) -> Iterator[tuple[Place, Target]]:
    if kind is Kind.POST:
        posts = Post.objects.filter(slug__in=slugs, address_year__isnull=False, address_month__isnull=False)
        for post in posts.select_related("live", "thread"):
            yield Place(kind, post.slug, post.address_year or 0, post.address_month or 0), post
    elif kind is Kind.PAGE:
        yield from (
            (Place(kind, page.slug), page)
            for page in Page.objects.filter(slug__in=slugs).select_related("thread")
        )
    elif kind is Kind.AUTHOR:
        people = User.objects.filter(username__in=slugs)
        yield from ((Place(kind, person.username), person) for person in people)
    elif model := _SORTED.get(kind):
        yield from ((Place(kind, row.slug), row) for row in model.objects.filter(slug__in=slugs))


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
