"""Which first-level comments stand on a page of a conversation, in each order (C2, C3)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Any

from django.db.models import Q, QuerySet, Subquery

from accounts.ready import Blank, Ready
from comments.models import Comment, Thread
from comments.rules import paths
from comments.rules.folding import is_folded, share
from comments.rules.states import State
from comments.rules.trail import Key

ROOTS_A_PAGE = 25
COMMENTS_A_PAGE = 80  # about: every sub-thread shows two answers and a little more, whatever others have
MOST_PICKS = 100
COLUMNS = ("id", "path", "public_below", "usefulness", "state")


class Order(StrEnum):
    """In which order first-level comments stand; answers always follow in the order they were given.

    Picks are those comments alone that editors picked, of any level, as they stand in the conversation.
    """

    OLDEST = "oldest"
    NEWEST = "newest"
    USEFUL = "useful"
    PICKS = "picks"


@dataclass(frozen=True, slots=True)
class Root:
    """A first-level comment, as far as choosing a page needs it; `below`: public answers of any level."""

    id: int
    path: str
    below: int
    score: float
    is_public: bool

    @property
    def number(self) -> int:
        return paths.last_number(self.path)


@dataclass(frozen=True)
class Cut:
    """What one page shows of the first level, and what stands before and after that.

    `share`: how many answers a long sub-thread shows.
    """

    order: Order
    roots: list[Root]
    previous: Root | None
    has_more: bool

    @cached_property
    def share(self) -> int:
        public = sum(root.is_public for root in self.roots)
        return share([root.below for root in self.roots], COMMENTS_A_PAGE - public)

    def folds(self, root: Root) -> bool:
        return is_folded(root.below, self.share)

    def key_of(self, number: int, score: float) -> Key:
        """What the first level of this page is sorted by."""
        return key_of(self.order, number, score)

    def holds(self, root_path: str) -> bool:
        """Whether a first-level comment that others do not see has its place on this page."""
        if self.order is Order.PICKS:
            return False
        key = key_of(self.order, paths.last_number(root_path), 0.0)
        after = self.previous is None or _key(self.order, self.previous) < key
        return after and (not self.has_more or key < _key(self.order, self.roots[-1]))


def pages_of(thread: Thread, order: Order) -> int:
    return 1 if order is Order.PICKS else pages_for(thread.shown_roots)


def pages_for(roots: int) -> int:
    return max(1, -(-roots // ROOTS_A_PAGE))


def cut(thread: Thread, order: Order, page: int, after: int = 0) -> Cut:
    """Return what stands on a page. One query.

    `after` is the number of the last first-level comment of the page before: what came meanwhile then moves
    nothing over the edge. Without it, or where there is no such comment, pages are counted.
    """
    ordered = in_order(thread, order)
    if order is Order.PICKS:
        found = _fetched(ordered[:MOST_PICKS])
        return Cut(order, found, None, has_more=False)
    if after and page > 1:
        found = _fetched(_from(ordered, thread, order, after)[: ROOTS_A_PAGE + 2])
        if found and found[0].number == after:
            return _cut(order, found[0], found[1:])
    begin = ROOTS_A_PAGE * (page - 1)
    rows = _between(order, max(begin - 1, 0), begin + ROOTS_A_PAGE + 1).rows(thread=thread.pk)
    found = [_root(*row) for row in rows]
    return _cut(order, found[0], found[1:]) if begin and found else _cut(order, None, found)


def in_order(thread: Thread | Blank, order: Order) -> QuerySet[Any, Any]:
    """The first level as readers see it; for picks whatever was picked."""
    comments = Comment.objects.filter(thread=thread)
    match order:
        case Order.PICKS:
            return comments.picked().in_reading_order()
        case Order.USEFUL:
            return comments.roots().shown().order_by("-usefulness", "path")
        case Order.NEWEST:
            return comments.roots().shown().order_by("-path")
    return comments.roots().shown().order_by("path")


def before(thread: Thread, order: Order, root_path: str) -> Q:
    """The condition that a first-level comment stands before another one in this order."""
    match order:
        case Order.NEWEST:
            return Q(path__gt=root_path)
        case Order.USEFUL:
            itself = Comment.objects.at(thread.pk, [root_path])
            score = Subquery(itself.values("usefulness")[:1])
            return Q(usefulness__gt=score) | Q(usefulness=score, path__lt=root_path)
    return Q(path__lt=root_path)


def key_of(order: Order, number: int, score: float) -> Key:
    """What the first level is sorted by, the smallest first."""
    match order:
        case Order.NEWEST:
            return (-number, 0)
        case Order.USEFUL:
            return (-score, number)
    return (number, 0)


def _key(order: Order, root: Root) -> Key:
    return key_of(order, root.number, root.score)


def _cut(order: Order, previous: Root | None, found: list[Root]) -> Cut:
    return Cut(order, found[:ROOTS_A_PAGE], previous, has_more=len(found) > ROOTS_A_PAGE)


def _from(ordered: QuerySet[Any, Any], thread: Thread, order: Order, number: int) -> QuerySet[Any, Any]:
    """What stands at a first-level comment and behind it."""
    path = paths.step(number)
    match order:
        case Order.NEWEST:
            return ordered.filter(path__lte=path)
        case Order.USEFUL:
            score = Subquery(Comment.objects.at(thread.pk, [path]).values("usefulness")[:1])
            level = Q(usefulness__lt=score) | Q(usefulness=score, path__gte=path)
            return ordered.filter(level, usefulness__lte=score)
    return ordered.filter(path__gte=path)


@lru_cache(maxsize=256)
def _between(order: Order, begin: int, end: int) -> Ready:
    """The first level from one place to another.

    What is passed over is counted in the index alone: PostgreSQL would read each of these rows.
    """
    thread = Blank("thread", Thread._meta.pk)

    def query() -> QuerySet[Any, Any]:
        ordered = in_order(thread, order)
        if not begin or order is Order.USEFUL:  # its index does not hold whether a comment is shown
            return ordered[begin:end].values_list(*COLUMNS)
        here = Comment.objects.filter(thread=thread, path__in=ordered.values("path")[begin:end])
        return here.order_by(*ordered.query.order_by).values_list(*COLUMNS)

    return Ready(query)


def _fetched(found: QuerySet[Any, Any]) -> list[Root]:
    return [_root(*row) for row in found.values_list(*COLUMNS)]


def _root(pk: int, path: str, below: int, score: float, state: str) -> Root:
    return Root(pk, path, below, score, state == State.PUBLIC)
