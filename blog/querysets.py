"""The words in which posts and pictures are asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import (
    Case,
    Count,
    Exists,
    Expression,
    F,
    FilteredRelation,
    Max,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    When,
)
from django.db.models.functions import Greatest, JSONObject

from blog.rules.renditions import Shape
from blog.rules.states import PostState

if TYPE_CHECKING:
    from accounts.models import User
    from blog.models import (
        Byline,
        Category,
        Image,
        Page,  # noqa: F401  (in quotes below)
        Post,
        PostRevision,
        Series,
        Tag,
    )


SHOWN_IN_RESULTS = (
    "slug", "address_year", "address_month", "published_at", "thread__public_count", "live__title",
    "live__lead", "live__body", "live__language", "live__category__name", "live__category__slug",
)  # fmt: skip


class PostQuerySet(models.QuerySet["Post"]):
    """Everything but `public` leaves drafts in: say `public(now)` first wherever readers look."""

    def public(self, now: datetime | Expression) -> PostQuerySet:
        """Those that readers get at `now`."""
        return self.filter(state=PostState.PUBLISHED, published_at__lte=now)

    def published(self) -> PostQuerySet:
        """Public ones and those whose time is to come."""
        return self.filter(state=PostState.PUBLISHED)

    def after(self, pk: int) -> PostQuerySet:
        """Those with greater ids, for going through all in batches."""
        return self.filter(pk__gt=pk).order_by("pk")

    def scheduled(self, now: datetime) -> PostQuerySet:
        """Published, but their time is still to come; the next one first."""
        return self.filter(state=PostState.PUBLISHED, published_at__gt=now).order_by("published_at", "id")

    def drafts(self) -> PostQuerySet:
        return self.filter(state=PostState.DRAFT)

    def in_review(self) -> PostQuerySet:
        return self.filter(state=PostState.IN_REVIEW)

    def withdrawn(self) -> PostQuerySet:
        return self.filter(state=PostState.WITHDRAWN)

    def newest_first(self) -> PostQuerySet:
        return self.order_by("-published_at", "-id")

    def at_address(self, year: int, month: int, slug: str) -> PostQuerySet:
        """The one post with this address, in whatever state."""
        return self.filter(address_year=year, address_month=month, slug=slug)

    def in_category(self, category: Category) -> PostQuerySet:
        return self.filter(live__category=category)

    def tagged(self, tag: Tag) -> PostQuerySet:
        return self.filter(live__tags=tag)

    def in_series(self, series: Series) -> PostQuerySet:
        """The parts of a series; order them with `by_part`."""
        return self.filter(live__series=series)

    def showing(self, image: Image, names: Collection[str]) -> PostQuerySet:
        """Posts whose present text has this picture, as cover or under one of these names of its file."""
        return self.filter(Q(live__cover=image) | showing("live__body", names))

    def by_part(self) -> PostQuerySet:
        """First part first; posts without a part after them, oldest first."""
        return self.order_by(models.F("live__part").asc(nulls_last=True), "published_at", "id")

    def by_author(self, person: User) -> PostQuerySet:
        """Posts that name this person in their by-line, in any role."""
        named = _bylines().filter(revision=OuterRef("live"), person=person)
        return self.filter(Exists(named))

    def signed_by(self, person_id: int | None, name: str) -> PostQuerySet:
        """Posts that name this person, or a guest of this name, in their by-line, in any role."""
        who = Q(person=None, guest=name) if person_id is None else Q(person=person_id) | Q(guest=name)
        return self.filter(Exists(_bylines().filter(who, revision=OuterRef("live"))))

    def in_year(self, year: int) -> PostQuerySet:
        """By the year in the address, which is that of the site's time zone."""
        return self.filter(address_year=year)

    def in_month(self, year: int, month: int) -> PostQuerySet:
        return self.filter(address_year=year, address_month=month)

    def last_change(self, now: datetime) -> datetime | None:
        """When a post that readers have or had last changed: its text, its state or its place."""
        seen = self.ever_public(now).order_by("-changed_at")
        return seen.values_list("changed_at", flat=True).first()

    def ever_public(self, now: datetime) -> PostQuerySet:
        """Those that readers have or had at `now`."""
        return self.filter(first_public_at__lte=now)

    def by_last_change(
        self, now: datetime, *columns: str, **inside: object
    ) -> models.QuerySet[Post, dict[str, Any]]:
        """Rows of `columns`, each with `at`, the last change of its posts, where any of them is public.

        Posts that left count for `at`: their going is a change, too. `columns` may lead to a category, a tag
        or an author; posts without one are left out, and what is not `inside`. One query.
        """
        is_public = Q(state=PostState.PUBLISHED, published_at__lte=now)
        seen = Case(When(is_public, then=Greatest("published_at", "changed_at")), default=F("changed_at"))
        # In one `filter`: two would ask two different tags of a post.
        rows = self.ever_public(now).filter(**{f"{column}__isnull": False for column in columns}, **inside)
        groups = rows.order_by().values(*columns).annotate(at=Max(seen), shown=Count("pk", filter=is_public))
        return groups.filter(shown__gt=0).order_by(*columns)

    def months(self) -> models.QuerySet[Post, dict[str, int]]:
        """Rows `{"address_year", "address_month", "posts"}`, newest first: one query for an archive."""
        return (
            self.order_by()
            .values("address_year", "address_month")
            .annotate(posts=Count("pk"))
            .order_by("-address_year", "-address_month")
        )

    def imported_from(self, site: str) -> PostQuerySet:
        """Those of an import; `site` is the key that the import gave to where they come from."""
        return self.filter(foreign_id__startswith=f"wordpress:{site}:post:")

    def for_lists(self) -> PostQuerySet:
        """What a row of a list shows, newest first: four queries for any number of rows."""
        rows = self._with_text().defer("live__body").newest_first()
        return rows.prefetch_related(_authors(), "live__tags", _drawn("live__cover__", Shape.TEASER))

    def for_snippets(self) -> PostQuerySet:
        """What a row of search results shows: two queries for any number of rows."""
        rows = self.select_related("live", "live__category", "thread").only(*SHOWN_IN_RESULTS)
        people = _bylines().select_related("person").only("guest", "role", "revision", "person__username")
        return rows.prefetch_related(Prefetch("live__bylines", queryset=people))

    def with_neighbours(self, now: datetime) -> PostQuerySet:
        """With `part_before` and `part_after`: the public parts of the series on both sides, or None.

        Each is a dict of title, language, part, year, month and slug, read in the same query.
        """
        parts = self.model.objects.public(now).filter(live__series=OuterRef("live__series"))
        before = parts.filter(live__part__lt=OuterRef("live__part")).order_by("-live__part", "-published_at")
        after = parts.filter(live__part__gt=OuterRef("live__part")).order_by("live__part", "published_at")
        return self.annotate(part_before=_one_as_object(before), part_after=_one_as_object(after))

    def for_page(self) -> PostQuerySet:
        """What the page of a post shows: four queries."""
        return self._with_text().prefetch_related(_authors(), "live__tags", "live__sources")

    def with_cover_files(self) -> PostQuerySet:
        """With the renditions of the whole cover: one more query."""
        return self.prefetch_related(_drawn("live__cover__", Shape.WHOLE))

    def _with_text(self) -> PostQuerySet:
        return self.select_related("live", "live__category", "live__series", "live__cover", "thread")


class PageQuerySet(models.QuerySet["Page"]):
    def public(self) -> PageQuerySet:
        """Those that readers get."""
        return self.filter(public=True)

    def with_conversations(self) -> PageQuerySet:
        return self.select_related("thread")

    def discussed(self) -> PageQuerySet:
        """Those with a conversation."""
        return self.exclude(thread=None).with_conversations()


class RevisionQuerySet(models.QuerySet["PostRevision"]):
    def newest_first(self) -> RevisionQuerySet:
        return self.order_by("-number")

    def showing(self, image: Image, names: Collection[str]) -> RevisionQuerySet:
        """Those with this picture as cover or, under one of these names of its file, in the text."""
        return self.filter(Q(cover=image) | showing("body", names))

    def before(self, revision: PostRevision) -> RevisionQuerySet:
        """Earlier ones of the same post, the last of them first."""
        return self.filter(post=revision.post_id, number__lt=revision.number).newest_first()

    def earlier(self) -> RevisionQuerySet:
        """Those that are no longer the text of their post."""
        return self.exclude(pk=F("post__live"))

    def whole(self) -> RevisionQuerySet:
        """With everything that was written: four queries for any number of revisions."""
        return self.prefetch_related("bylines", "tags", "sources")


class RedirectQuerySet(models.QuerySet):
    def found_by(self, digests: Iterable[str]) -> RedirectQuerySet:
        return self.filter(digest__in=list(digests))

    def with_targets(self, now: datetime) -> RedirectQuerySet:
        """With what they lead to, and `has_posts`: whether the list they lead to shows anything at `now`.

        One query.
        """
        posts = apps.get_model("blog", "Post").objects.public(now)
        named = _bylines().filter(revision=OuterRef("live"), person=OuterRef(OuterRef("author")))
        shown = (
            Exists(posts.filter(live__tags=OuterRef("tag")))
            | Exists(posts.filter(live__series=OuterRef("series")))
            | Exists(posts.filter(Exists(named)))
        )
        together = ("post__thread", "page", "category", "tag", "series", "author")
        return self.select_related(*together).annotate(has_posts=shown)


class ImageQuerySet(models.QuerySet["Image"]):
    def with_renditions(self, shape: Shape) -> ImageQuerySet:
        """With `renditions` of one shape: one more query for any number of pictures."""
        return self.prefetch_related(_drawn("", shape))

    def formerly_in(self, name: str) -> ImageQuerySet:
        """The one whose file was replaced and had this name."""
        return self.filter(former_files__name=name)

    def in_files(self, names: Collection[str]) -> ImageQuerySet:
        """Those whose file has or had one of these names; `former_name` is the name it had, or None.

        A picture that had several of them comes once for each.
        """
        former = apps.get_model("blog", "FormerFile").objects.filter(name__in=names)
        rows = self.annotate(
            found=FilteredRelation("former_files", condition=Q(former_files__name__in=names))
        )
        rows = rows.filter(Q(file__in=names) | Q(pk__in=former.values("image"))).order_by()
        return rows.annotate(former_name=F("found__name"))


def showing(body: str, names: Collection[str]) -> Q:
    """Whether one of these files stands in the HTML of a column."""
    found = Q(pk__in=[])
    for name in names:
        found |= Q(**{f"{body}__contains": f"{settings.MEDIA_URL}{name}"})
    return found


def _drawn(image: str, shape: Shape) -> Prefetch[str]:
    """Renditions of one shape, the smallest first."""
    rows = apps.get_model("blog", "Rendition").objects.filter(shape=shape).order_by("width")
    return Prefetch(f"{image}renditions", queryset=rows)


def _one_as_object(posts: PostQuerySet) -> Subquery:
    """The first of `posts` as a JSON object with what a link to it needs."""
    described = JSONObject(
        title="live__title",
        language="live__language",
        part="live__part",
        year="address_year",
        month="address_month",
        slug="slug",
    )
    return Subquery(posts.values_list(described)[:1])


def _bylines() -> models.QuerySet[Byline]:
    return apps.get_model("blog", "Byline").objects.order_by("position", "id")


def _authors() -> Prefetch[str]:
    return Prefetch("live__bylines", queryset=_bylines().select_related("person"))
