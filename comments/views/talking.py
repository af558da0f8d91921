"""A page of a conversation, ready for its template."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import uuid4

from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rules.roles import Role
from comments.models import Comment, Discussion, Thread
from comments.reading import LEVELS_SHOWN, Order, Row, ThreadPage, page_query, read_thread
from comments.rules.layout import laid_out
from comments.rules.numbers import LONGEST_PAGE, whole_number
from comments.rules.paging import PageRow, page_row
from comments.rules.states import State
from comments.views import words
from comments.views.composing import Composer
from comments.views.origin import started_at

NESTED = LEVELS_SHOWN - 1  # levels below the first: an answer to a comment on the last one stands beside it


@dataclass
class Spot:
    """One comment or tombstone with everything that its markup asks for."""

    row: Row
    opens: bool
    closes: range
    may_answer: bool
    own: bool
    fresh: bool = False

    def __post_init__(self) -> None:
        self.comment, self.number = self.row.comment, self.row.number

    @property
    def nests(self) -> bool:
        """Whether answers to this comment get a list of their own."""
        return self.row.depth < NESTED

    @property
    def tombstone(self) -> str:
        return words.tombstone_line(self.number, self.row.tombstone) if self.row.tombstone else ""

    @cached_property
    def name(self) -> str:
        return words.name_of(self.comment)

    @property
    def badge(self) -> str:
        return words.badge_for([self.row.role])

    @property
    def spoken(self) -> str:
        return words.spoken_label(self.row, f"#{self.row.answers_to}" if self.row.answers_to else "")

    @property
    def to_whom(self) -> str:
        return _("to #%(number)d by %(name)s") % {"number": self.number, "name": self.name}

    @property
    def waits(self) -> str:
        return words.why_it_waits(self.row.reason) if self.row.waiting_own else ""


@dataclass(frozen=True)
class Sort:
    label: str
    href: str
    current: bool


@dataclass(frozen=True)
class Talk:
    """What `comments/conversation.html` calls `talk`."""

    spots: list[Spot]
    sorts: list[Sort]
    pages: PageRow
    open: bool
    closes_at: datetime | None
    wait_notice: str


def talk_for(
    thread: Thread, request: HttpRequest, discussion: Discussion, reader: User | None, now: datetime
) -> Talk:
    """Read the page of the conversation that the address asks for; what it asks wrongly counts as unasked."""
    asked = request.GET.get("sort", "")
    order = Order(asked) if asked in set(Order) else Order.OLDEST
    page = read_thread(
        thread,
        order=order,
        page=whole_number(request.GET.get("page", ""), longest=LONGEST_PAGE) or 1,
        viewer=reader,
        now=now,
        discussion=discussion,
    )
    return Talk(
        spots=spots_of(page, reader),
        sorts=[
            Sort(label, f"{request.path}{page_query(key, 1)}#thread", key is order)
            for key, label in ((Order.OLDEST, _("Oldest")), (Order.NEWEST, _("Newest")))
        ],
        pages=page_row(
            page.page, page.pages, lambda number: f"{request.path}{page_query(order, number)}#thread"
        ),
        open=page.open,
        closes_at=page.closes_at if page.open or not thread.closed else None,
        wait_notice=words.wait_notice(page.wait_notice),
    )


def spots_of(page: ThreadPage, reader: User | None) -> list[Spot]:
    return [
        Spot(
            row=place.row,
            opens=place.opens,
            closes=place.closes,
            may_answer=page.open and place.row.comment is not None and not place.row.waiting_own,
            own=_is_own(place.row, reader),
        )
        for place in laid_out(page.rows)
    ]


def spot_of_new(comment: Comment, reason: str) -> Spot:
    """The author's own comment that was posted a moment ago, to be put into the page that is there."""
    roles = comment.author.roles if comment.author else frozenset()
    answered = comment.parent.number if comment.parent and comment.depth > NESTED else None
    row = Row(
        id=comment.pk,
        number=comment.number,
        comment=comment,
        tombstone=None,
        parent_id=comment.parent_id,
        path=comment.path,
        depth=min(comment.depth, NESTED),
        answers_to=answered,
        waiting_own=comment.state == State.PENDING,
        reason=reason,
        role=min(roles - {Role.ADMINISTRATOR} or roles, default=""),
    )
    may_answer = comment.state == State.PUBLIC
    return Spot(row, opens=False, closes=range(0), may_answer=may_answer, own=True, fresh=True)


def blank_composer(thread: Thread, reader: User | None, now: datetime) -> Composer:
    """The form below a conversation. A stranger's holds nothing that another stranger's does not."""
    if reader is None:
        return Composer()
    return Composer(submission=uuid4(), started=started_at(thread, now))


def _is_own(row: Row, reader: User | None) -> bool:
    return reader is not None and row.comment is not None and row.comment.author_id == reader.pk
