"""Posts of an import: which are new, which changed there, which were changed here; and their rows."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from accounts.rules.roles import Actor
from blog.actions.importing.drafting import Draft, Source, draft_of, mark_of
from blog.actions.importing.report import ImportReport, Outcome
from blog.actions.indexing import index_posts
from blog.actions.placing import change, month_of, place_conversation, touch_site
from blog.actions.revisions import write_revision
from blog.models import Byline, Post, PostRevision
from blog.rules.addresses import free_slug, post_path
from blog.rules.content import BylineEntry, PostContent
from blog.rules.states import PostState
from blog.rules.wordpress import Item
from blog.rules.wordpress.content import Converted
from blog.rules.wordpress.identity import number_part
from blog.rules.wordpress.losses import Loss
from comments.actions.threads import seat_hosts
from comments.models import Thread
from markup import words_in

type Month = tuple[int, int] | None

LONGEST_GUID = 300
_GUID = re.compile(r"https?://[!-~]+")
_MARK = re.compile(r"\(([0-9a-f]{16})\)$")


@dataclass(frozen=True, slots=True)
class Keyed:
    """An item, the key under which it is stored, its text in HTML, and the picture that stands for it.

    `cover` is the key of the picture, `cover_id` its row, which a dry run never has.
    """

    key: str
    item: Item
    converted: Converted
    cover: str = ""
    cover_id: int | None = None

    def mark(self, source: Source) -> str:
        return mark_of(self.item, source, self.converted, self.cover)


@dataclass(frozen=True, slots=True)
class Planned:
    """An item with the key under which it is stored, and what it comes to."""

    key: str
    item: Item
    draft: Draft
    mark: str
    category: int | None
    tags: tuple[int, ...]
    bylines: tuple[BylineEntry, ...]
    cover_id: int | None = None

    @property
    def note(self) -> str:
        return _("Imported from WordPress (%(mark)s)") % {"mark": self.mark}


class Addresses:
    """Which slugs are taken in a month of the site; asked for once a month, then remembered."""

    def __init__(self) -> None:
        self._taken: dict[tuple[int, int], set[str]] = {}

    def take(self, slug: str, month: tuple[int, int]) -> str:
        if month not in self._taken:
            slugs = Post.objects.in_month(*month).values_list("slug", flat=True)
            self._taken[month] = set(slugs)
        free = free_slug(slug, self._taken[month])
        self._taken[month].add(free)
        return free


class KnownPosts:
    """The keys of earlier imports of one site, to find a post again whose date changed meanwhile."""

    def __init__(self, site: str) -> None:
        self._keys: dict[str, list[str]] = {}
        for key in map(str, Post.objects.imported_from(site).values_list("foreign_id", flat=True)):
            self._keys.setdefault(number_part(key), []).append(key)

    def key_for(self, key: str, item: Item) -> str:
        """Return the key under which an item is stored, or its own.

        A draft gets its date when it is published there, so an unpublished post with the same number and the
        same slug or title is the same one.
        """
        others = self._keys.get(number_part(key), [])
        if not others or key in others:
            return key
        unpublished = Post.objects.filter(foreign_id__in=others).exclude(state=PostState.PUBLISHED)
        for post in unpublished.select_related("live"):
            if post.foreign_id and (post.slug == item.slug or (post.live and post.live.title == item.title)):
                return post.foreign_id
        return key


def stored(keys: Sequence[str]) -> dict[str, Post]:
    posts: QuerySet[Post] = Post.objects.filter(foreign_id__in=keys).select_related("live", "thread")
    return {post.foreign_id: post for post in posts if post.foreign_id}


def outcome_of(post: Post | None, keyed: Keyed, source: Source) -> Outcome:
    """Compare an item with what is stored. Whatever somebody did to the post here wins."""
    if post is None:
        return Outcome.NEW
    mark = _MARK.search(post.live.note) if post.live and post.live.saved_by_id is None else None
    if mark and mark[1] == keyed.mark(source):
        return Outcome.UNCHANGED
    if mark and post.live and post.changed_at == post.live.saved_at:
        return Outcome.CHANGED
    return Outcome.LEFT


def write_new(placed: Sequence[tuple[Planned, Month, str]], source: Source, now: datetime) -> None:
    """Store new posts with the months and slugs that `place_of` gave them, all in a few queries."""
    plans = [plan for plan, _month, _slug in placed]
    guids = _free_guids(plans)
    posts = [_post(plan, slug, month, guids[plan.key], source, now) for plan, month, slug in placed]
    Thread.objects.bulk_create(post.thread for post in posts)
    for post in posts:
        post.thread_id = post.thread.pk
    Post.objects.bulk_create(posts)
    _store_texts(plans, posts, source, now)
    for post in posts:
        if post.address_year is None:
            post.thread.path = f"/drafts/{post.pk}/"
    Thread.objects.bulk_update([p.thread for p in posts if p.address_year is None], ["path"])
    index_posts(Post.objects.filter(pk__in=[post.pk for post in posts]).select_related("live"))
    touch_site()


def place_of(plan: Planned, addresses: Addresses) -> tuple[Month, str]:
    """Return the month and the free slug of a new post; a draft has no month yet."""
    draft = plan.draft
    if draft.at is None or draft.state not in {PostState.PUBLISHED, PostState.WITHDRAWN}:
        return None, draft.slug
    month = month_of(draft.at)
    return month, addresses.take(draft.slug, month)


def write_changed(post: Post, plan: Planned, actor: Actor, source: Source, now: datetime) -> None:
    """Store what changed over there as a new revision; the address stays once readers had it."""
    draft = plan.draft
    content = PostContent(
        title=draft.title,
        lead=draft.lead,
        body=draft.body,
        language=source.language,
        category_id=plan.category,
        tag_ids=plan.tags,
        bylines=plan.bylines,
        cover_id=plan.cover_id,
    )
    revision = write_revision(post=post, content=content, actor=actor, note=plan.note, now=now)
    columns: dict[str, object] = {"live": revision, "state": draft.state}
    if draft.at and draft.state is PostState.PUBLISHED:
        columns["published_at"] = draft.at
        if not post.address_year:
            month, slug = place_of(plan, Addresses())
            assert month is not None  # noqa: S101 - a published draft has a date
            columns |= {"address_year": month[0], "address_month": month[1], "slug": slug}
            columns["first_public_at"] = draft.at
    change(post, now=now, **columns)
    place_conversation(post, now=now)


def _post(plan: Planned, slug: str, month: Month, guid: str, source: Source, now: datetime) -> Post:
    draft = plan.draft
    is_public = draft.state is PostState.PUBLISHED
    thread = Thread(
        title=draft.title,
        path=post_path(*month, slug) if month else f"/drafts/{uuid.uuid4()}/",
        language=source.language,
        closed=plan.item.comments == "closed",
        visible_from=draft.at if is_public else None,
    )
    return Post(
        slug=slug,
        state=PostState.DRAFT if is_public else draft.state,
        published_at=draft.at if month else None,
        address_year=month[0] if month else None,
        address_month=month[1] if month else None,
        first_public_at=draft.at if is_public else None,
        thread=thread,
        guid=guid,
        created_at=draft.at or now,
        changed_at=now,
        foreign_id=plan.key,
    )


def _store_texts(plans: Sequence[Planned], posts: Sequence[Post], source: Source, now: datetime) -> None:
    revisions = PostRevision.objects.bulk_create(
        PostRevision(
            post=post,
            number=1,
            title=plan.draft.title,
            lead=plan.draft.lead,
            body=plan.draft.body,
            language=source.language,
            category_id=plan.category,
            cover_id=plan.cover_id,
            words=words_in(plan.draft.body),
            saved_at=now,
            note=plan.note,
        )
        for plan, post in zip(plans, posts, strict=True)
    )
    tagging = PostRevision.tags.through
    tagging.objects.bulk_create(
        tagging(postrevision_id=revision.pk, tag_id=tag)
        for revision, plan in zip(revisions, plans, strict=True)
        for tag in plan.tags
    )
    Byline.objects.bulk_create(
        Byline(revision=revision, person_id=entry.person_id, guest=entry.guest, position=position)
        for revision, plan in zip(revisions, plans, strict=True)
        for position, entry in enumerate(plan.bylines)
    )
    seat_hosts(
        (post.thread_id, entry.person_id)
        for post, plan in zip(posts, plans, strict=True)
        for entry in plan.bylines
        if entry.person_id is not None
    )
    _show_texts(plans, posts)


def _show_texts(plans: Sequence[Planned], posts: Sequence[Post]) -> None:
    """Point each post to its text, then give it its state: one is published only with a text."""
    first = PostRevision.objects.filter(post=OuterRef("pk")).values("pk")[:1]
    Post.objects.filter(pk__in=[post.pk for post in posts]).update(live=Subquery(first))
    for state in {plan.draft.state for plan in plans}:
        alike = [post.pk for post, plan in zip(posts, plans, strict=True) if plan.draft.state is state]
        Post.objects.filter(pk__in=alike).update(state=state)


def _free_guids(plans: Sequence[Planned]) -> dict[str, str]:
    """Keep the identifiers that readers of the feed know; what is none or doubled gets one of ours."""
    wanted = {plan.key: plan.item.guid for plan in plans}
    taken = set(Post.objects.filter(guid__in=wanted.values()).values_list("guid", flat=True))
    guids = {}
    for key, guid in wanted.items():
        is_free = len(guid) <= LONGEST_GUID and _GUID.fullmatch(guid) and guid not in taken
        guids[key] = guid if is_free else uuid.uuid4().urn
        taken.add(guids[key])
    return guids


def tell_address(plan: Planned, slug: str, report: ImportReport) -> None:
    report.tell(
        Loss.NEW_ADDRESS, f"{plan.item.slug} → {slug}", number=bool(plan.item.slug) and plan.item.slug != slug
    )


def plan_of(
    keyed: Keyed,
    source: Source,
    report: ImportReport,
    shelved: tuple[int | None, tuple[int, ...]],
    bylines: tuple[BylineEntry, ...],
) -> Planned:
    """Turn an item into everything that is stored of it."""
    draft = draft_of(keyed.item, source, report, keyed.converted)
    return Planned(keyed.key, keyed.item, draft, keyed.mark(source), *shelved, bylines, keyed.cover_id)
