"""A post as its page shows it: one query for everything that is written in it, and written once (E4)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, cast

from django.db.models import Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from accounts.listed import listed
from accounts.models import User
from accounts.ready import Blank, Ready, assembled, columns_along, with_some
from blog.models import Byline, Category, Image, Post, PostRevision, Rendition, Series, Source, Tag
from blog.rules.renditions import Shape
from comments.models import Thread

PARTS = {
    "": Post,
    "live": PostRevision,
    "live__category": Category,
    "live__series": Series,
    "live__cover": Image,
    "thread": Thread,
}
ALONG = ("part_before", "part_after", "bylines", "tags", "sources", "renditions")


def post_at(year: int, month: int, slug: str, now: datetime) -> Post | None:
    """Return the post with this address, in whatever state, with the public parts of its series beside it.

    Of authors only the names are there, of tags names and addresses; whatever else is asked of them costs a
    query. One query.
    """
    row = _POST.one(year=year, month=month, slug=slug, now=now)
    if row is None:
        return None
    post = cast(Post, assembled(PARTS, row))
    along = dict(zip(ALONG, row[-len(ALONG) :], strict=True))
    post.part_before, post.part_after = along["part_before"], along["part_after"]  # type: ignore[attr-defined]
    if text := post.live:
        _keep(text, "bylines", [_byline(values) for values in _sorted(along["bylines"], "position", "id")])
        _keep(text, "tags", [with_some(Tag, values) for values in _sorted(along["tags"], "name", "id")])
        _keep(text, "sources", [_source(values) for values in _sorted(along["sources"], "position", "id")])
        if text.cover:
            files = _sorted(along["renditions"], "width", "id")
            _keep(text.cover, "renditions", [with_some(Rendition, values) for values in files])
    return post


def _keep(owner: Model, name: str, rows: list[Any]) -> None:
    """Put rows where Django puts what it has fetched before it is asked."""
    vars(owner).setdefault("_prefetched_objects_cache", {})[name] = rows


def _sorted(rows: list[dict[str, Any]] | None, *names: str) -> list[dict[str, Any]]:
    return sorted(rows or [], key=lambda row: tuple(row[name] for name in names))


def _byline(values: dict[str, Any]) -> Byline:
    byline = with_some(Byline, values)
    name = values["username"]
    byline.person = None if name is None else with_some(User, {"id": values["person_id"], "username": name})
    return cast(Byline, byline)


def _source(values: dict[str, Any]) -> Source:
    seen = values["accessed_on"]
    return cast(Source, with_some(Source, values | {"accessed_on": seen and date.fromisoformat(seen)}))


def _post() -> QuerySet[Post, tuple[Any, ...]]:
    year, month, slug = (Post._meta.get_field(name) for name in ("address_year", "address_month", "slug"))
    found = Post.objects.at_address(Blank("year", year), Blank("month", month), Blank("slug", slug))  # type: ignore[arg-type]
    now = Blank("now", Post._meta.get_field("published_at"))
    revision = OuterRef("live")
    return (
        found.with_neighbours(now)  # type: ignore[arg-type]
        .annotate(
            bylines=_listed(
                Byline.objects.filter(revision=revision),
                "revision",
                id="id",
                position="position",
                role="role",
                guest="guest",
                person_id="person",
                username="person__username",
            ),
            tags=_listed(
                PostRevision.tags.through.objects.filter(postrevision=revision),
                "postrevision",
                id="tag",
                name="tag__name",
                slug="tag__slug",
            ),
            sources=_listed(
                Source.objects.filter(revision=revision),
                "revision",
                **_as_they_are("id", "position", "kind", "label", "url", "accessed_on"),
            ),
            renditions=_listed(
                Rendition.objects.filter(image=OuterRef("live__cover"), shape=Shape.WHOLE),
                "image",
                **_as_they_are("id", "shape", "format", "width", "height", "file"),
            ),
        )
        .values_list(*columns_along(PARTS), *ALONG)
    )


def _as_they_are(*names: str) -> dict[str, str]:
    return {name: name for name in names}


def _listed(rows: QuerySet[Any, Any], owner: str, **described: str) -> Subquery:
    """The rows of one owner as a list of JSON objects, or null."""
    return listed(rows, owner, JSONObject(**described))


_POST = Ready(_post)
