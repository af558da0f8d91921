"""A page of a conversation, ready for its template."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import User
from comments.apart import Facts
from comments.models import Discussion, Thread
from comments.newness import Since, next_new, order_of_news, since_of, trail_of
from comments.places import Wish, wish_of
from comments.reading import ThreadPage, read_thread
from comments.roots import Order
from comments.rules import paths
from comments.rules.paging import PageRow, page_row
from comments.rules.said import Said
from comments.views import words
from comments.views.applying import line_without_composer, lines_for_writers, words_of_moderators
from comments.views.composing import Composer, office_offered, with_draft
from comments.views.headlines import Pick, picks_above
from comments.views.origin import started_at
from comments.views.pinned import Pinned, pinned_above
from comments.views.printing import Sheet, printed
from comments.views.returning import empty_line, line_of_return, line_since
from comments.views.spots import Spot, mark_new, spots_of


@dataclass(frozen=True)
class Sort:
    label: str
    href: str
    current: bool


@dataclass(frozen=True)
class Part:
    """A comment that is shown with its answers alone, and the ways from there.

    `whole` leads back to the conversation: to the fold in it where the answers are not shown from their
    beginning, else to where the sub-thread begins. `beginning` leads to the first of the answers (empty where
    they begin here).
    """

    title: str
    whole: str
    beginning: str


@dataclass(frozen=True)
class Talk:
    """What `comments/conversation.html` calls `talk`. `said`: the public comments among those on the page.

    `notices` is what writers should know, `closed` why there is no form, `closing_words` what moderators
    wrote about that to the readers. `last` is the newest place in the public sequence, `from_now` the address
    of what comes after it, `news` the line that says what is new to the reader, `removed` the one that says
    what moderators removed here.
    """

    said: list[Said]
    comments: SafeString
    pinned: Pinned | None
    picks: list[Pick]
    unheard: int
    sorts: list[Sort]
    pages: PageRow
    open: bool
    notices: list[str]
    closed: str
    closing_words: str
    removed: str
    last: str
    from_now: str
    news: SafeString | None
    part: Part | None
    order: Order
    may_moderate: bool


def talk_for(
    thread: Thread,
    request: HttpRequest,
    discussion: Discussion,
    reader: User | None,
    facts: Facts,
    now: datetime,
) -> Talk:
    """Read the page of the conversation that the address asks for; what it asks wrongly counts as unasked.

    `facts` are those about `reader` here.
    """
    asked = wish_of(request.GET)
    page = read_thread(
        thread,
        order=asked.order,
        page=asked.page,
        after=asked.after,
        under=asked.under,
        viewer=reader,
        facts=facts,
        now=now,
        discussion=discussion,
    )
    spots = spots_of(page, reader)
    order, here = page.order, Wish(page.order, page.page)
    is_apart = order is Order.PICKS and page.branch is None
    sheet = replace(sheet_for(thread, reader), path=request.path, wish=here, apart=is_apart)
    if sheet.may_pick or sheet.may_moderate:
        sheet = replace(sheet, token=get_token(request))
    is_staff = reader is not None and bool(reader.roles)
    since = since_of(thread, request.GET.get("since", ""))
    if since is not None:
        _mark(thread, spots, since, order, request.path, reader)

    def address(wish: Wish) -> str:
        query = since.query(wish.order, page=wish.page) if since else wish.query
        return f"{request.path}{query}#thread"

    return Talk(
        said=[spot.row.comment for spot in spots if spot.row.comment and not spot.row.waiting_own],
        comments=printed(spots, sheet),
        pinned=pinned_above(page, facts.muted),
        picks=picks_above(page, facts.muted),
        unheard=page.unheard,
        sorts=[Sort(label, address(Wish(key)), key is order) for key, label in _orders()],
        pages=_pages(page, address),
        open=page.open,
        notices=lines_for_writers(page.terms, is_staff=is_staff),
        closed=line_without_composer(thread, discussion, page.terms, is_staff=is_staff),
        closing_words="" if page.open else words_of_moderators(thread, discussion, page.terms),
        removed=words.removed_line(thread.removals),
        part=_part(page, request.path, here),
        order=order,
        may_moderate=sheet.may_moderate,
        last=str(thread.last_public_seq),
        from_now=f"{request.path}?since={thread.last_public_seq}",
        news=_news(thread, reader, facts, since, request.path, now, order),
    )


def _orders() -> list[tuple[Order, str]]:
    return [
        (Order.OLDEST, _("Oldest")),
        (Order.NEWEST, _("Newest")),
        (Order.USEFUL, _("Most useful")),
        (Order.PICKS, _("Picks")),
    ]


def _pages(page: ThreadPage, address: Callable[[Wish], str]) -> PageRow:
    """The links to the other pages; the next goes on behind what is read here, whatever comes meanwhile."""
    if page.branch:
        return PageRow()
    row = page_row(page.page, page.pages, lambda number: address(Wish(page.order, number)))
    following = Wish(page.order, page.page + 1, after=page.goes_on_after)
    return replace(row, next=address(following)) if row.next and page.goes_on_after else row


def _part(page: ThreadPage, path: str, here: Wish) -> Part | None:
    if page.branch is None:
        return None
    root = paths.last_number(paths.root_of(page.branch.path))
    from_a_fold = page.order is not Order.PICKS and (page.is_continued or page.branch.number != root)
    place = f"more-{root}" if from_a_fold else f"c{root}"
    beginning = f"{path}{replace(here, under=page.branch.number).query}#thread"
    return Part(
        title=words.part_title(page.branch),
        whole=f"{path}{here.query}#{place}",
        beginning=beginning if page.is_continued else "",
    )


def _mark(
    thread: Thread, spots: list[Spot], since: Since, shown: Order, path: str, reader: User | None
) -> None:
    """Mark what is new on the page; each leads on to the next one, also into a fold and to another page."""
    new = mark_new(spots, since.public_seq)
    if not new:
        return
    order = order_of_news(thread, since, shown)
    trail = trail_of(thread, since, order, reader)
    if trail is None:
        new, on_the_way = new[-1:], next_new(thread, since, order, reader, past=new[-1].row.path)
        leads = [bool(on_the_way)]
    else:
        follows = [spot.row.path for spot in new[1:]] + [""]
        leads = [trail.after(spot.row.path) != after for spot, after in zip(new, follows, strict=True)]
    for spot, elsewhere in zip(new, leads, strict=True):
        if elsewhere:
            spot.next_new = f"{path}{since.query(order, past=spot.row.number)}"


def _news(
    thread: Thread,
    reader: User | None,
    facts: Facts,
    since: Since | None,
    path: str,
    now: datetime,
    shown: Order,
) -> SafeString | None:
    """The line at the head; None on the page of a reader of paper, where everybody's own is filled in."""
    if since is not None:
        return line_since(thread, since, path, shown)
    if reader is None:
        return empty_line(get_language() or "")
    return line_of_return(facts.returning, path, now, shown) if reader.pk else None


def sheet_for(thread: Thread, reader: User | None) -> Sheet:
    """What the comments of a page share; strangers get no htmx."""
    actor = reader.as_actor() if reader is not None else None
    return Sheet(
        thread_id=thread.pk,
        in_place=reader is not None,
        may_moderate=actor is not None and actor.may_moderate,
        may_pick=actor is not None and actor.may_edit,
        pinned=thread.pinned_id,
    )


def blank_composer(thread: Thread, request: HttpRequest, facts: Facts, now: datetime) -> Composer:
    """The form below a conversation. A stranger's holds nothing that another stranger's does not."""
    if not request.user.is_authenticated:
        return Composer()
    composer = Composer(
        submission=uuid4(),
        started=started_at(thread, now),
        office=office_offered(request, thread, is_host=facts.is_host),
    )
    return with_draft(composer, facts.draft)
