"""A conversation as readers get it: pages of sub-threads, long ones folded, in two queries (C1 to C3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from accounts.ready import Blank, Ready
from comments.apart import Facts, facts_about, own_waiting
from comments.folds import fold_branch, fold_first_level
from comments.models import Comment, Discussion, Thread
from comments.muting import without_muted
from comments.roots import COMMENTS_A_PAGE, Order, pages_of
from comments.rows import Row, Tombstone
from comments.rules import paths, policy
from comments.rules.said import Said
from comments.rules.states import State
from comments.stretches import Stretch, below, comments_of, first_level

LEVELS_SHOWN = 5  # deeper answers stand on the fifth level and say whom they answer
COLUMNS = (
    "id", "number", "parent_id", "path", "public_below", "reaction_count", "picked_at",
    "state", "html", "language", "posted_at", "submission", "author_id", "guest_name",
    "author__username", "author__picture", "author__is_active", "edited_at", "revised",
    "office", "reason", "author_role", "public_seq",
    "official_id", "official_number",
)  # fmt: skip
MOST_OWN = 100  # waiting comments of one person that are looked at


@dataclass
class ThreadPage:
    """One page of a conversation. `terms` is what applies in it; `open`: its viewer may write.

    `goes_on_after`: number of the last first-level comment here, if a page follows. `branch`: the comment
    that is shown with its answers alone; `is_continued`: they do not begin here. `unheard`: how many
    comments by people whom the viewer muted left no line here.
    """

    thread: Thread
    rows: list[Row]
    page: int
    pages: int
    order: Order
    open: bool
    terms: policy.Terms
    goes_on_after: int = 0
    branch: Row | None = None
    is_continued: bool = False
    unheard: int = 0

    @cached_property
    def count(self) -> int:
        """How many public comments the whole conversation has."""
        return self.thread.public_count


def read_thread(
    thread: Thread,
    *,
    order: Order = Order.OLDEST,
    page: int = 1,
    after: int = 0,
    under: int = 0,
    viewer: User | None = None,
    facts: Facts | None = None,
    now: datetime,
    discussion: Discussion,
) -> ThreadPage:
    """Return one page of `thread` as `viewer` may see it (None: anybody); past the end it is the last.

    `after` and `under` as in `places.Wish`; `under` what no reader finds counts as not asked.
    `facts` are those about the viewer, asked for if they are not given. Two queries, and one more for a
    viewer with comments that wait, which stand where they will. Nothing is shown while the page of the thread
    is not public; whoever shows drafts to editors shows them without.
    """
    terms = thread.terms(discussion, now)
    facts = facts or (facts_about(viewer, thread.pk, now) if viewer else Facts())
    pages = pages_of(thread, order)
    page = min(max(page, 1), pages)
    stretch, shown, has_more = Stretch(), list[Row](), False
    if terms.is_visible:
        stretch = (below(thread, under, after) if under else None) or first_level(thread, order, page, after)
        shown = [_row(values) for values in stretch.rows(thread, COLUMNS)]
        has_more = bool(stretch.head) and len(shown) > COMMENTS_A_PAGE + 1
        shown = shown[:-1] if has_more else shown
    upto = shown[-1].path if has_more else paths.PAST_ALL_PATHS
    rows = _with_own(shown, thread, viewer, stretch, upto) if viewer and facts.waits else shown
    for row in rows:
        row.reacted = row.id in facts.reacted
    tree = _flat(rows) if order is Order.PICKS and not stretch.head else _tree(rows)
    if stretch.head:
        fold_branch(tree[0], shown, has_more=has_more, from_the_beginning=stretch.begin == stretch.head)
    elif stretch.cut:
        tree = fold_first_level(tree, shown, stretch.cut)
    head = tree[0] if stretch.head else None
    tree, unheard = without_muted(tree, facts.muted, keep=head)
    return ThreadPage(
        thread=thread,
        rows=tree,
        page=page,
        pages=pages,
        order=order,
        open=not policy.why_not(terms, is_staff=bool(viewer and viewer.is_authenticated and viewer.roles)),
        terms=terms,
        goes_on_after=stretch.cut.roots[-1].number if stretch.cut and stretch.cut.has_more else 0,
        branch=head,
        unheard=unheard,
        is_continued=stretch.begin != stretch.head,
    )


def _row(values: tuple[Any, ...], *, own: bool = False) -> Row:
    """A row of the columns above: what is gone gives away neither words nor author."""
    (
        comment_id, number, parent_id, path, below, reactions, picked_at,
        state, html, language, posted_at, submission, author_id, guest_name,
        name, picture, is_active, edited_at, revised, office, reason, role, public_seq,
        official_id, official_number,
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
            office=office,
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
        below=below,
        reactions=reactions,
        is_picked=picked_at is not None,
        waiting_own=own,
        reason=reason or "",
        role=role or "",
        public_seq=public_seq if said and not own else None,
        official=(official_id, official_number) if official_id else None,
    )


def _with_own(rows: list[Row], thread: Thread, viewer: User, stretch: Stretch, upto: str) -> list[Row]:
    """The viewer's waiting comments stand where they will stand, also in the place of a tombstone.

    At an own public comment it is said that an edit of it waits.
    """
    waiting = _OWN.rows(thread=thread.pk, viewer=viewer.pk)
    own = [(values[COLUMNS.index("state")], _row(values, own=True)) for values in waiting]
    if not own:
        return rows
    everything = {row.path: row for row in rows}
    for state, row in own:
        if state != State.PUBLIC:
            if stretch.holds(row.path) and row.path < upto:
                everything[row.path] = row
        elif row.path in everything:
            everything[row.path].edit_waits = True
    return [everything[path] for path in sorted(everything)]


def _tree(rows: Iterable[Row]) -> list[Row]:
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
            row.away = row.parent_id not in numbers
        (host.answers if host else roots).append(row)
        trail.append(row)
    return roots


def _flat(rows: list[Row]) -> list[Row]:
    """Each row on its own, whomever it answers."""
    for row in rows:
        if row.parent_id:
            row.answers_to, row.away = paths.last_number(row.path[: -paths.DIGITS]), True
    return rows


def _own() -> QuerySet[Comment, tuple[Any, ...]]:
    """The viewer's waiting comments, found by the viewer: by the conversation it would be all of them."""
    found = comments_of(_THREAD).filter(pk__in=own_waiting(_VIEWER, _THREAD).order_by().values("pk"))
    return found.values_list(*COLUMNS)[:MOST_OWN]


_THREAD, _VIEWER = Blank("thread", Thread._meta.pk), Blank("viewer", User._meta.pk)
_OWN = Ready(_own)
