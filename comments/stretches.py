"""Which rows are read for one page of a conversation: ranges of one index, each with a bound (C2).

What is folded away is not read: a page costs the same whatever the sub-threads on it hold.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.contrib.auth.models import Group
from django.db.models import Case, OuterRef, Subquery, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce

from accounts.ready import Blank, Ready
from accounts.rules.roles import GROUPS, Role
from comments.models import Comment, LogEntry, Thread
from comments.querysets import CommentQuerySet
from comments.roots import COMMENTS_A_PAGE, Cut, Order, Root, cut
from comments.rules import paths
from comments.rules.states import State

# The second condition is `querysets.SHOWN`.
_SOME = """
    SELECT id FROM (
        SELECT id FROM comments_comment
         WHERE thread_id = %s AND path >= %s AND path < %s AND (state = 'public' OR public_below > 0)
         ORDER BY path LIMIT %s
    ) AS piece
"""
_ALL = 2**31 - 1  # more rows than a conversation has
_THREAD = Blank("thread", Thread._meta.pk)


@dataclass(frozen=True)
class Piece:
    """Shown comments from one path to before another, at most so many."""

    begin: str
    end: str
    most: int = _ALL


@dataclass(frozen=True)
class Stretch:
    """What one page shows: a cut through the first level, or a part of what stands below `head`."""

    pieces: list[Piece] = field(default_factory=list)
    cut: Cut | None = None
    head: str = ""
    begin: str = ""

    @property
    def folded(self) -> list[Root]:
        """The first-level comments of which not all answers are read."""
        return [root for root in self.cut.roots if self.cut.folds(root)] if self.cut else []

    def holds(self, path: str) -> bool:
        """Whether an own comment that others do not see has its place here."""
        if self.cut is None:
            return path == self.head or (path.startswith(self.head) and path > self.begin)
        root = paths.root_of(path)
        return any(root == shown.path for shown in self.cut.roots) or self.cut.holds(root)

    def rows(self, thread: Thread, columns: tuple[str, ...]) -> list[tuple[Any, ...]]:
        """The shown comments of this stretch, in reading order. One query."""
        if not self.pieces:
            return []
        is_whole = len(self.pieces) == 1 and self.pieces[0].most == _ALL
        query = _whole(columns) if is_whole else _in_pieces(columns, len(self.pieces))
        values: dict[str, object] = {"thread": thread.pk}
        for place, piece in enumerate(self.pieces):
            values |= {f"begin{place}": piece.begin, f"end{place}": piece.end, f"most{place}": piece.most}
        return query.rows(**values)


def first_level(thread: Thread, order: Order, page: int, after: int) -> Stretch:
    """Return what a page of whole conversations shows. One query."""
    found = cut(thread, order, page, after)
    return Stretch(_picks(found) if order is Order.PICKS else _pieces(found), found)


def below(thread: Thread, number: int, after: int) -> Stretch | None:
    """Return what the page of one comment and its answers shows, from behind answer number `after` on.

    None if readers do not find comment `number` here. One query; one more row is read than is shown.
    """
    comments = Comment.objects.filter(thread=thread, number__in=[number, after]).shown()
    found = dict(comments.values_list("number", "path"))
    head = found.get(number)
    if head is None:
        return None
    begin = found.get(after, "")
    begin = begin if begin.startswith(head) else head
    answers = Piece(f"{begin}0", _end(head), COMMENTS_A_PAGE + 1)
    return Stretch([Piece(head, f"{head}0", 1), answers], head=head, begin=begin)


def comments_of(thread: Thread | Blank) -> CommentQuerySet:
    """Comments of a thread in reading order, with reasons of tombstones, roles of authors, and the first
    official answer to each, also one that is folded away."""
    last_words = LogEntry.objects.filter(comment_id=OuterRef("pk")).order_by("-id").values("reason")[:1]
    roles = Group.objects.filter(user=OuterRef("author_id"), name__in=GROUPS).order_by("name").values("name")
    official = Comment.objects.official().filter(parent=OuterRef("pk")).order_by("number")
    return (
        Comment.objects.filter(thread=thread)
        .in_reading_order()
        .annotate(
            official_id=Subquery(official.values("id")[:1]),
            official_number=Subquery(official.values("number")[:1]),
            reason=Case(When(state=State.PUBLIC, then=Value("")), default=Subquery(last_words)),
            author_role=Case(
                When(
                    author__is_superuser=True, then=Coalesce(Subquery(roles[:1]), Value(Role.ADMINISTRATOR))
                ),
                When(author__is_staff=True, then=Subquery(roles[:1])),
                default=Value(""),
            ),
        )
    )


@lru_cache(maxsize=8)
def _whole(columns: tuple[str, ...]) -> Ready:
    """Everything that is shown of the one piece."""
    path = Comment._meta.get_field("path")
    between = {"path__gte": Blank("begin0", path), "path__lt": Blank("end0", path)}
    return Ready(lambda: comments_of(_THREAD).shown().filter(**between).values_list(*columns))


@lru_cache(maxsize=128)
def _in_pieces(columns: tuple[str, ...], count: int) -> Ready:
    """What is shown of so many pieces, of each at most so much."""
    path, number = Comment._meta.get_field("path"), Comment._meta.get_field("number")
    asked: list[Blank] = []
    for place in range(count):
        asked += _THREAD, Blank(f"begin{place}", path), Blank(f"end{place}", path)
        asked.append(Blank(f"most{place}", number))
    some = RawSQL(" UNION ALL ".join([_SOME] * count), tuple(asked))  # noqa: S611  # of constants
    return Ready(lambda: comments_of(_THREAD).filter(pk__in=some).values_list(*columns))


def _pieces(page: Cut) -> list[Piece]:
    """Sub-threads beside each other that are shown whole are one piece."""
    pieces: list[Piece] = []
    is_open = False  # whether the last piece goes on
    for root in sorted(page.roots, key=lambda root: root.path):
        folded = page.folds(root)
        if folded:
            pieces.append(Piece(root.path, _end(root.path), page.share + 1))
        elif is_open:
            pieces[-1] = Piece(pieces[-1].begin, _end(root.path))
        else:
            pieces.append(Piece(root.path, _end(root.path)))
        is_open = not folded and page.order is not Order.USEFUL
    return pieces


def _picks(page: Cut) -> list[Piece]:
    return [Piece(root.path, f"{root.path}0", 1) for root in page.roots]


def _end(path: str) -> str:
    return f"{path}{paths.PAST_ALL_PATHS}"
