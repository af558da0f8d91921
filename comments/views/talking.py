"""A page of a conversation, ready for its template."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.models import User
from comments.models import Discussion, Thread
from comments.reading import Order, page_query, read_thread
from comments.rules.numbers import LONGEST_PAGE, whole_number
from comments.rules.paging import PageRow, page_row
from comments.rules.said import Said
from comments.views import words
from comments.views.composing import Composer, draft_of, office_offered, with_draft
from comments.views.origin import started_at
from comments.views.printing import Sheet, printed
from comments.views.spots import spots_of


@dataclass(frozen=True)
class Sort:
    label: str
    href: str
    current: bool


@dataclass(frozen=True)
class Talk:
    """What `comments/conversation.html` calls `talk`. `said`: the public comments among those on the page."""

    said: list[Said]
    comments: SafeString
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
    spots = spots_of(page, reader)
    return Talk(
        said=[spot.row.comment for spot in spots if spot.row.comment and not spot.row.waiting_own],
        comments=printed(spots, sheet_for(thread, reader)),
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


def sheet_for(thread: Thread, reader: User | None) -> Sheet:
    """What the comments of a page share; strangers get no htmx."""
    return Sheet(
        thread_id=thread.pk,
        in_place=reader is not None,
        may_moderate=reader is not None and reader.as_actor().may_moderate,
    )


def blank_composer(thread: Thread, request: HttpRequest, now: datetime) -> Composer:
    """The form below a conversation. A stranger's holds nothing that another stranger's does not."""
    if not request.user.is_authenticated:
        return Composer()
    composer = Composer(
        submission=uuid4(), started=started_at(thread, now), office=office_offered(request, thread)
    )
    return with_draft(composer, draft_of(request.user, thread.pk, None))
