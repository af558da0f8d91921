"""Where readers find a comment, and how pages of a conversation are spelled in addresses (C1, C3)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from comments.models import Comment, Thread
from comments.roots import COMMENTS_A_PAGE, ROOTS_A_PAGE, Order, before, cut, pages_for, pages_of
from comments.rules import paths
from comments.rules.numbers import LONGEST_PAGE, whole_number

if TYPE_CHECKING:
    from collections.abc import Mapping

LED_UP_TO = 10  # comments that stand before the one for which a long sub-thread was opened


@dataclass(frozen=True)
class Wish:
    """What an address asks of a conversation.

    `after` on a page of the first level: the last of it that the page before showed. `under` wants a comment
    with its answers alone, then `after` is the comment behind which they go on. Numbers of comments, 0: none.
    """

    order: Order = Order.OLDEST
    page: int = 1
    under: int = 0
    after: int = 0

    @property
    def query(self) -> str:
        """How our links spell it; the first page in the usual order has no query."""
        asked = [f"sort={self.order}"] if self.order is not Order.OLDEST else []
        numbers = (("page", self.page if self.page > 1 else 0), ("under", self.under), ("after", self.after))
        asked += [f"{name}={number}" for name, number in numbers if number]
        return f"?{'&'.join(asked)}" if asked else ""


FIRST = Wish()


def wish_of(asked: Mapping[str, str]) -> Wish:
    """Read the query of an address; what is asked wrongly counts as not asked."""
    sort = asked.get("sort", "")
    page, under, after = (
        whole_number(asked.get(name, ""), longest=LONGEST_PAGE) or 0 for name in ("page", "under", "after")
    )
    order = Order(sort) if sort in set(Order) else Order.OLDEST
    return Wish(order, max(page, 1), *(n if n < paths.LIMIT else 0 for n in (under, after)))


def page_of(comment: Comment, order: Order = Order.OLDEST) -> int:
    """Return the page on which a comment stands, or would stand if it were public. One query.

    Counted from the nearer end, so that finding a new comment costs the same in every conversation, and in
    the index alone: with the key instead of "*", PostgreSQL reads every row.
    """
    if order is Order.PICKS:
        return 1
    root, thread = paths.root_of(comment.path), comment.thread
    roots = Comment.objects.filter(thread=OuterRef("pk")).roots().shown()
    from_the_end = order is Order.OLDEST and paths.last_number(root) * 2 > thread.last_number
    here = Q(path__gt=root) if from_the_end else before(thread, order, root)
    counted = roots.filter(here).order_by().values("thread").annotate(count=Count("*")).values("count")
    all_roots, count, is_shown = (
        Thread.objects.filter(pk=thread.pk)
        .annotate(count=Coalesce(Subquery(counted), 0), itself=Exists(roots.filter(path=root)))
        .values_list("shown_roots", "count", "itself")
        .get()
    )
    standing_before = all_roots - count - is_shown if from_the_end else count
    return min(standing_before // ROOTS_A_PAGE + 1, pages_for(all_roots))


def comment_address(comment: Comment, order: Order = Order.OLDEST) -> str:
    """Return path, page and anchor of a comment, in the language that is spoken now. As many queries as
    `place_of`."""
    return f"{comment.thread.get_absolute_url()}{place_of(comment, order).query}#c{comment.number}"


def place_of(comment: Comment, order: Order = Order.OLDEST) -> Wish:
    """Return what to ask for to find a comment.

    One query for the first level, at most four for an answer: what is folded away has a page of its own.
    """
    wish = Wish(order, page_of(comment, order))
    if comment.parent_id and comment.is_shown and order is not Order.PICKS:
        wish = _unfolded(comment, wish)
    return wish


def address_of_new(comment: Comment) -> str:
    """Return the address of a comment that was stored just now, with its thread as it is since then.

    A first-level comment that is still the last of all stands on the last page: no query.
    """
    if comment.parent_id is not None or comment.number != comment.thread.last_number:
        return comment_address(comment)
    wish = Wish(page=pages_of(comment.thread, Order.OLDEST))
    return f"{comment.thread.get_absolute_url()}{wish.query}#c{comment.number}"


def is_page_query(query: str, thread: Thread) -> bool:
    """Whether `query` is how links spell an order and a page that this conversation has.

    A page behind a certain comment counts only while that is where pages are cut now. A part of a
    conversation never does: there are as many as comments.
    """
    asked = dict(part.partition("=")[::2] for part in query.removeprefix("?").split("&"))
    wish = wish_of(asked)
    if wish.query != query or wish.under or wish.page > pages_of(thread, wish.order):
        return False
    if not wish.after:
        return True
    edge = cut(thread, wish.order, wish.page).previous
    return edge is not None and edge.number == wish.after


def own_query(thread: Thread, asked: Mapping[str, str]) -> str:
    """Return the query by which the asked page of a conversation is known: another order is no other page."""
    wish = wish_of(asked)
    if wish.order is not Order.OLDEST:
        return ""
    if wish.under:
        return Wish(under=wish.under).query
    return Wish(page=min(wish.page, pages_of(thread, Order.OLDEST))).query


def _unfolded(comment: Comment, wish: Wish) -> Wish:
    """Where an answer is shown: on the page, or, folded away there, among all answers of its sub-thread."""
    thread, root_path = comment.thread, paths.root_of(comment.path)
    if thread.public_count <= COMMENTS_A_PAGE:
        return wish
    page = cut(thread, wish.order, wish.page)
    root = next((root for root in page.roots if root.path == root_path), None)
    if root is None or not page.folds(root):
        return wish
    answers = Comment.objects.filter(thread=thread).shown().below(root_path)
    if answers.filter(path__lte=comment.path).order_by("path")[: page.share + 1].count() <= page.share:
        return wish
    lead = answers.filter(path__lt=comment.path).order_by("-path").values_list("number", flat=True)
    behind = lead[LED_UP_TO : LED_UP_TO + 1].first()
    return replace(wish, under=root.number, after=behind or 0)
