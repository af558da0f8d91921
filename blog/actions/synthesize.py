"""A whole site for load tests, in bulk: members, posts, conversations, every figure as if they had grown."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import batched, count
from typing import Any

from django.db import transaction

from accounts.actions.bulk import first_free, go_on_behind
from accounts.actions.synthesize import synthesize_members
from accounts.models import User
from accounts.rules.chance import shares, stream
from accounts.rules.roles import Role, system
from blog.actions.placing import month_of, touch_site
from blog.models import Byline, Category, Post, PostRevision, Series, Source, Tag
from blog.rules.addresses import post_path, slug_of
from blog.rules.states import PostState
from blog.rules.synthesis import CATEGORIES, SERIES, PlannedPost, moments, planned_post, states, tag_names
from comments.actions.synthesize import Stage, set_stage, settle_standings, synthesize_conversation
from comments.actions.threads import seat_hosts
from comments.models import Comment, LogEntry, Thread
from markup import clean_post, words_in

YEARS = 10
POSTS_AT_ONCE = 100
BEFORE_THE_END = timedelta(days=40)  # the conversations that were asked for by size begin so long before
WITHDRAWN_AFTER = timedelta(days=20)
WRITTEN_BEFORE = timedelta(hours=3)
ANSWERABLE = frozenset({PostState.PUBLISHED, PostState.WITHDRAWN})
HOUSE = (Role.MODERATOR, Role.MODERATOR, Role.EDITOR_IN_CHIEF, Role.EDITOR, Role.EDITOR)
MODERATORS, AUTHORS = slice(0, 3), slice(2, 5)


class HasContent(Exception):
    """The site holds posts, comments or people: invented ones would stand among them."""


class NobodyToSpeak(Exception):
    """Comments were asked for, but neither members nor posts to put them under."""


@dataclass(frozen=True)
class Order:
    """What is wanted. `threads` are sizes of conversations besides, each below a post of its own."""

    posts: int
    comments: int
    members: int
    threads: Sequence[int]
    seed: int
    until: datetime

    @property
    def all_comments(self) -> int:
        return self.comments + sum(self.threads)


@dataclass(frozen=True)
class _Wanted:
    """A post to write: its name in the streams of chance, its time, and what stands below it until when."""

    name: object
    at: datetime
    state: PostState
    comments: int
    ends_at: datetime


@dataclass(frozen=True)
class _Rows:
    """The rows of one post, not stored yet."""

    thread: Thread
    post: Post
    revision: PostRevision
    byline: Byline
    tags: Sequence[Any]
    sources: Sequence[Source]


@dataclass(frozen=True)
class _Sorting:
    """Ids of what posts are sorted by, and of who writes them."""

    authors: Sequence[int]
    categories: Sequence[int]
    tags: Sequence[int]
    series: Sequence[int]


def synthesize(*, order: Order, among_others: bool, progress: Callable[[int, int], None]) -> None:
    """Write invented members, posts and conversations of ten years up to `order.until`.

    The same order on an empty site gives the same rows. `progress` is told comments written and wanted.
    One transaction for each 1,000 members, 100 posts and conversation; what a stopped run left is whole but
    for the records of people, which `recount` makes anew.
    Raises HasContent, unless invented things may stand `among_others`, and NobodyToSpeak.
    """
    if order.all_comments and not (order.members and (order.posts or not order.comments)):
        raise NobodyToSpeak
    if not among_others and _has_content():
        raise HasContent
    since = order.until - timedelta(days=365 * YEARS)
    people = synthesize_members(
        seed=order.seed,
        count=order.members,
        roles=HOUSE,
        since=since,
        until=order.until,
        actor=system("synthesize"),
    )
    house = people[order.members :]
    stage = set_stage(seed=order.seed, members=people[: order.members], moderators=house[MODERATORS])
    sorting = _sorting(order.seed, authors=house[AUTHORS])
    written = 0
    for chunk in batched(_wanted(order, since), POSTS_AT_ONCE):
        for thread, wanted in zip(_write_posts(chunk, order.seed, sorting), chunk, strict=True):
            _converse(stage, thread, wanted)
            written += wanted.comments
            progress(written, order.all_comments)
    settle_standings(stage=stage)
    go_on_behind(Category, Tag, Series, Thread, Post, PostRevision, Comment, LogEntry)
    with transaction.atomic():
        touch_site()


def _has_content() -> bool:
    return (
        any(model.objects.exists() for model in (Post, Comment))
        or User.objects.filter(is_superuser=False).exists()
    )


def _wanted(order: Order, since: datetime) -> Iterator[_Wanted]:
    """What has to be written: first the conversations of a given size, then the years in their order."""
    for number, size in enumerate(order.threads):
        at = order.until - BEFORE_THE_END - timedelta(hours=number)
        yield _Wanted(f"thread-{number}-{size}", at, PostState.PUBLISHED, size, order.until)
    times = moments(order.seed, count=order.posts, since=since, until=order.until)
    found = states(order.seed, count=order.posts)
    if found:
        found[0] = PostState.PUBLISHED  # somewhere the comments have to stand
    answerable = [number for number, state in enumerate(found) if state in ANSWERABLE]
    sizes = shares(stream(order.seed, "shares"), total=order.comments, parts=len(answerable))
    size_of = dict(zip(answerable, sizes, strict=True))
    for number in range(order.posts):
        end = order.until
        if found[number] is PostState.WITHDRAWN:
            end = min(times[number] + WITHDRAWN_AFTER, order.until)
        yield _Wanted(number, times[number], found[number], size_of.get(number, 0), end)


def _sorting(seed: int, *, authors: Sequence[int]) -> _Sorting:
    """Make what the posts are sorted by, under names that are free or our own from an earlier run."""
    return _Sorting(
        authors=authors,
        categories=[_named(Category, name) for name in CATEGORIES],
        tags=[_named(Tag, name) for name in tag_names(seed)],
        series=[_named(Series, name) for name in SERIES],
    )


def _named(model: type[Category] | type[Tag] | type[Series], name: str) -> int:
    found = model.objects.filter(slug=slug_of(name)).first()
    row = found or model.objects.create(pk=first_free(model), slug=slug_of(name), name=name)
    return row.pk


@transaction.atomic
def _write_posts(wanted: Sequence[_Wanted], seed: int, sorting: _Sorting) -> list[Thread]:
    """Write posts with one revision each, and return their conversations in the same order."""
    ids = zip(count(first_free(Post)), count(first_free(PostRevision)), count(first_free(Thread)))
    rows = [_row(each, seed, sorting, *pks) for each, pks in zip(wanted, ids, strict=False)]
    threads = Thread.objects.bulk_create([row.thread for row in rows])
    Post.objects.bulk_create([row.post for row in rows])
    PostRevision.objects.bulk_create([row.revision for row in rows])
    PostRevision.tags.through.objects.bulk_create([tag for row in rows for tag in row.tags])
    Byline.objects.bulk_create([row.byline for row in rows])
    seat_hosts((row.thread.pk, row.byline.person_id) for row in rows if row.byline.person_id)
    Source.objects.bulk_create([source for row in rows for source in row.sources])
    return threads


def _row(wanted: _Wanted, seed: int, sorting: _Sorting, pk: int, revision: int, thread: int) -> _Rows:
    plan = planned_post(seed, wanted.name, at=wanted.at, authors=len(sorting.authors), state=wanted.state)
    was_public = plan.state in ANSWERABLE
    year, month = month_of(plan.at) if was_public else (None, None)
    slug = f"{slug_of(plan.title)}-{pk}"
    post = Post(
        pk=pk,
        slug=slug,
        thread_id=thread,
        state=plan.state,
        published_at=plan.at if was_public else None,
        address_year=year,
        address_month=month,
        first_public_at=plan.at if was_public else None,
        live_id=revision,  # stored in the same transaction, which is when the database looks
        guid=f"{plan.guid}:{pk}",
        version=2 if was_public else 1,
        changed_at=wanted.ends_at if plan.state is PostState.WITHDRAWN else plan.at,
        created_at=plan.at - WRITTEN_BEFORE,
    )
    conversation = Thread(
        pk=thread,
        title=plan.title,
        path=post_path(year, month, slug) if year and month else f"/drafts/{pk}/",
        language=plan.language,
        visible_from=plan.at if was_public else None,
        visible_until=wanted.ends_at if plan.state is PostState.WITHDRAWN else None,
        version=2 if was_public else 1,
    )
    return _Rows(
        thread=conversation,
        post=post,
        revision=_revision(plan, post, sorting, pk=revision),
        byline=Byline(revision_id=revision, person_id=sorting.authors[plan.author]),
        tags=[
            PostRevision.tags.through(postrevision_id=revision, tag_id=sorting.tags[tag]) for tag in plan.tags
        ],
        sources=[Source(revision_id=revision, kind=Source.Kind.MAIL, label=label) for label in plan.sources],
    )


def _revision(plan: PlannedPost, post: Post, sorting: _Sorting, *, pk: int) -> PostRevision:
    body = clean_post(plan.body)
    return PostRevision(
        pk=pk,
        post=post,
        number=1,
        title=plan.title,
        lead=plan.lead,
        body=body,
        language=plan.language,
        category_id=sorting.categories[plan.category],
        series_id=None if plan.series is None else sorting.series[plan.series],
        part=None if plan.series is None else pk % 30_000,
        words=words_in(body),
        saved_at=post.created_at,
    )


def _converse(stage: Stage, thread: Thread, wanted: _Wanted) -> None:
    if wanted.comments:
        synthesize_conversation(
            stage=stage,
            thread=thread,
            size=wanted.comments,
            name=wanted.name,
            opened_at=wanted.at,
            until=wanted.ends_at,
        )
