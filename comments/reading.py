"""A conversation as readers get it: pages of whole sub-threads, one query whatever their size (C1 to C3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import Group
from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.functional import Promise

from accounts.rules.roles import GROUPS, Role
from comments.models import Comment, CommentVersion, Discussion, LogEntry, Thread
from comments.querysets import CommentQuerySet
from comments.rules import paths, policy, reasons
from comments.rules.numbers import LONGEST_PAGE, whole_number
from comments.rules.said import Said
from comments.rules.states import State

if TYPE_CHECKING:
    from accounts.models import User

ROOTS_A_PAGE = 25
LEVELS_SHOWN = 5  # deeper answers stand on the fifth level and say whom they answer
COLUMNS = (
    "id", "number", "parent_id", "path", "state", "html", "language", "posted_at", "submission", "author_id",
    "guest_name", "author__username", "author__picture", "author__is_active", "edited_at", "revised",
    "reason", "author_role", "public_seq",
)  # fmt: skip


_WAITING = Q(state=State.PENDING) | Exists(CommentVersion.objects.held().filter(comment=OuterRef("pk")))


class Order(StrEnum):
    """In which order first-level comments stand; answers always follow in the order they were given."""

    OLDEST = "oldest"
    NEWEST = "newest"


@dataclass(frozen=True)
class Tombstone:
    """The line that stays when a comment is gone and its answers are not: who took it away, and why."""

    state: State
    reason: str = ""

    @property
    def by_author(self) -> bool:
        return self.state is State.WITHDRAWN

    @property
    def by_moderation(self) -> bool:
        """Decided; a comment that somebody still has to look at is neither."""
        return self.state in {State.REMOVED, State.SPAM}

    @property
    def reason_label(self) -> str | Promise:
        return reasons.label(self.reason)


@dataclass(slots=True)
class Row:
    """One place in the tree. A tombstone has no `comment`: neither words nor author are handed out.

    `depth` is where it is shown, 0 to 4. `answers_to` is the number of the comment that is answered, where
    the place alone does not say it. `waiting_own` marks the viewer's own comment that nobody else sees yet,
    `reason` why it waits; `edit_waits` an own public one with a held edit. `role` is the author's in the
    house, empty for members. `public_seq` is its place in the order in which comments became public.
    """

    id: int
    number: int
    comment: Said | None
    tombstone: Tombstone | None
    parent_id: int | None
    path: str
    depth: int = 0
    answers_to: int | None = None
    waiting_own: bool = False
    reason: str = ""
    role: str = ""
    edit_waits: bool = False
    public_seq: int | None = None
    answers: list[Row] = field(default_factory=list)


@dataclass
class ThreadPage:
    """One page of a conversation. `wait_notice` is "", "first" or "all": whose comments are read first."""

    thread: Thread
    rows: list[Row]
    page: int
    pages: int
    order: Order
    open: bool
    closes_at: datetime | None
    wait_notice: str

    @cached_property
    def count(self) -> int:
        """How many public comments the whole conversation has."""
        return self.thread.public_count


def read_thread(
    thread: Thread,
    *,
    order: Order = Order.OLDEST,
    page: int = 1,
    viewer: User | None = None,
    now: datetime,
    discussion: Discussion,
) -> ThreadPage:
    """Return one page of `thread` as `viewer` may see it (None: anybody); past the end it is the last.

    One query, and a second one for a viewer, whose own waiting comments stand where they will stand. Nothing
    is shown while the page of the thread is not public; whoever shows drafts to editors shows them without.
    """
    pages = _pages(thread.shown_roots)
    page = min(max(page, 1), pages)
    rows: list[Row] = []
    if thread.is_visible(now):
        on_page = _on_page(thread, order, page, pages)
        rows = [_row(values) for values in on_page.shown().values_list(*COLUMNS)]
        if viewer is not None and viewer.is_authenticated:
            rows = _with_own(rows, on_page.of(viewer).filter(_WAITING).values_list(*COLUMNS))
    return ThreadPage(
        thread=thread,
        rows=_tree(rows, order),
        page=page,
        pages=pages,
        order=order,
        open=thread.is_open(now, discussion),
        closes_at=thread.closing_time(discussion),
        wait_notice=policy.wait_notice(
            discussion.publication, thread.publication, discussion.first_comments_wait
        ),
    )


def page_of(comment: Comment, order: Order = Order.OLDEST) -> int:
    """Return the page on which a comment stands, or would stand if it were public. One query."""
    root = paths.root_of(comment.path)
    nearer = Q(path__lt=root) if order is Order.OLDEST else Q(path__gt=root)
    roots = Comment.objects.filter(thread_id=comment.thread_id).roots().shown()
    found = roots.aggregate(
        before=Count("id", filter=nearer), all=Count("id"), itself=Count("id", filter=Q(path=root))
    )
    before = found["before"]
    if order is Order.OLDEST and not found["itself"]:
        before = max(0, before - 1)  # between two pages it belongs to the earlier one
    return min(before // ROOTS_A_PAGE + 1, _pages(found["all"]))


def comment_address(comment: Comment, order: Order = Order.OLDEST) -> str:
    """Return path, page and anchor of a comment, in the language that is spoken now."""
    query = page_query(order, page_of(comment, order))
    return f"{comment.thread.get_absolute_url()}{query}#c{comment.number}"


def address_of_new(comment: Comment) -> str:
    """Return the address of a comment that was stored just now, with its thread as it is since then.

    A first-level comment that is still the last of all stands on the last page: no query.
    """
    if comment.parent_id is not None or comment.number != comment.thread.last_number:
        return comment_address(comment)
    query = page_query(Order.OLDEST, _pages(comment.thread.shown_roots))
    return f"{comment.thread.get_absolute_url()}{query}#c{comment.number}"


def page_query(order: Order, page: int) -> str:
    """Return the query of a page of a conversation; the first in the usual order has none."""
    asked = [f"sort={order}"] if order is not Order.OLDEST else []
    asked += [f"page={page}"] if page > 1 else []
    return f"?{'&'.join(asked)}" if asked else ""


def is_page_query(query: str, thread: Thread) -> bool:
    """Whether `query` is how links spell an order and a page that this conversation has."""
    asked = dict(part.partition("=")[::2] for part in query.removeprefix("?").split("&"))
    order, page = asked.get("sort", Order.OLDEST), whole_number(asked.get("page", "1"), longest=LONGEST_PAGE)
    known = order in set(Order) and page is not None and page <= _pages(thread.shown_roots)
    return known and page_query(Order(order), page or 1) == query


def own_query(thread: Thread, *, sort: str, page: str) -> str:
    """Return the query by which the asked page of a conversation is known: another order is no other page."""
    if sort in set(Order) - {Order.OLDEST}:
        return ""
    number = whole_number(page, longest=LONGEST_PAGE) or 1
    return page_query(Order.OLDEST, min(number, _pages(thread.shown_roots)))


def _pages(roots: int) -> int:
    return max(1, -(-roots // ROOTS_A_PAGE))


def _on_page(thread: Thread, order: Order, page: int, pages: int) -> CommentQuerySet:
    """The comments of one page in reading order, with reasons of tombstones and roles of authors."""
    last_words = LogEntry.objects.filter(comment_id=OuterRef("pk")).order_by("-id").values("reason")[:1]
    roles = Group.objects.filter(user=OuterRef("author_id"), name__in=GROUPS).order_by("name").values("name")
    comments = Comment.objects.filter(thread=thread).in_reading_order()
    comments = comments.annotate(
        reason=Case(When(state=State.PUBLIC, then=Value("")), default=Subquery(last_words)),
        author_role=Case(
            When(author__is_superuser=True, then=Coalesce(Subquery(roles[:1]), Value(Role.ADMINISTRATOR))),
            When(author__is_staff=True, then=Subquery(roles[:1])),
            default=Value(""),
        ),
    )
    if pages == 1:
        return comments
    skipped = ROOTS_A_PAGE * (page - 1)
    roots = Comment.objects.filter(thread=thread).roots().shown().values("path")
    if order is Order.OLDEST:
        roots = roots.order_by("path")
        begin = _path_at(roots, skipped, paths.PAST_ALL_PATHS) if page > 1 else Value("")
        end: Coalesce | Value = _path_at(roots, skipped + ROOTS_A_PAGE, paths.PAST_ALL_PATHS)
    else:
        roots = roots.order_by("-path")
        begin = _path_at(roots, skipped + ROOTS_A_PAGE - 1, "") if page < pages else Value("")
        end = _path_at(roots, skipped - 1, "") if page > 1 else Value(paths.PAST_ALL_PATHS)
    return comments.filter(path__gte=begin, path__lt=end)


def _path_at(roots: QuerySet[Any, Any], index: int, otherwise: str) -> Coalesce:
    return Coalesce(Subquery(roots[index : index + 1]), Value(otherwise))


def _row(values: tuple[Any, ...], *, own: bool = False) -> Row:
    """A row of the columns above: what is gone gives away neither words nor author."""
    (
        comment_id, number, parent_id, path, state, html, language, posted_at, submission, author_id,
        guest_name, name, picture, is_active, edited_at, revised, reason, role, public_seq,
    ) = values  # fmt: skip
    said = tombstone = None
    if own or state == State.PUBLIC:
        said = Said(
            id=comment_id,
            number=number,
            parent_id=parent_id,
            html=html,
            language=language,
            posted_at=posted_at,
            edited_at=edited_at,
            submission=submission,
            author_id=author_id,
            name=name or guest_name,
            picture=picture or "",
            is_member=bool(is_active),
            revised=revised,
        )
    else:
        tombstone = Tombstone(State(state), reason or "")
    return Row(
        id=comment_id,
        number=number,
        comment=said,
        tombstone=tombstone,
        parent_id=parent_id,
        path=path,
        waiting_own=own,
        reason=reason or "",
        role=role or "",
        public_seq=public_seq if said and not own else None,
    )


def _with_own(rows: list[Row], waiting: Iterable[tuple[Any, ...]]) -> list[Row]:
    """The viewer's waiting comments stand where they will stand, also in the place of a tombstone.

    At an own public comment it is said that an edit of it waits.
    """
    own = [(values[COLUMNS.index("state")], _row(values, own=True)) for values in waiting]
    if not own:
        return rows
    everything = {row.path: row for row in rows}
    for state, row in own:
        if state != State.PUBLIC:
            everything[row.path] = row
        elif row.path in everything:
            everything[row.path].edit_waits = True
    return [everything[path] for path in sorted(everything)]


def _tree(rows: Iterable[Row], order: Order) -> list[Row]:
    """Hang each row below its nearest shown ancestor; they come in the order of their paths."""
    roots: list[Row] = []
    trail: list[Row] = []  # the ancestors of the present row, from the first level downwards
    numbers: dict[int, int] = {}
    for row in rows:
        numbers[row.id] = row.number
        while trail and not row.path.startswith(trail[-1].path):
            trail.pop()
        row.depth = min(len(trail), LEVELS_SHOWN - 1)
        host = trail[row.depth - 1] if row.depth else None
        if row.parent_id and (host is None or host.id != row.parent_id):
            row.answers_to = numbers.get(row.parent_id) or paths.last_number(row.path[: -paths.DIGITS])
        (host.answers if host else roots).append(row)
        trail.append(row)
    return roots if order is Order.OLDEST else roots[::-1]
