"""What is new in a conversation since a place or a time that an address names: `?since=41` (R10).

Such pages are rendered for whoever asks: what is marked differs from address to address.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from urllib.parse import urlencode

from django.db.models import Q
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.timezone import is_naive, make_aware

from comments.models import Comment, Thread
from comments.places import place_of
from comments.querysets import CommentQuerySet
from comments.roots import Order
from comments.rules import paths
from comments.rules.numbers import LONGEST_PLACE, whole_number

FEW = 1_000  # new comments


@dataclass(frozen=True)
class Since:
    """From when on things are new: `asked` as it stands in the address, and the place that it comes to."""

    asked: str
    public_seq: int

    def query(self, order: Order, **more: object) -> str:
        """Return the query of a page on which the same is marked."""
        sort = {"sort": order} if order is not Order.OLDEST else {}
        return f"?{urlencode({'since': self.asked} | sort | more)}"


def since_of(thread: Thread, asked: str) -> Since | None:
    """Return what `asked` means: a place in the public sequence, a date or a time; None for anything else.

    Of a time: the place before the first comment that was written then or later. A comment that was written
    before and approved after that is new as well.
    """
    public_seq = whole_number(asked, longest=LONGEST_PLACE)
    if public_seq is not None:
        return Since(asked, public_seq)
    moment = _moment(asked)
    return Since(asked, _place_at(thread, moment)) if moment else None


def news_address(thread: Thread, asked: Mapping[str, str]) -> str | None:
    """Return the page and anchor of the first new comment where an address asks only for what is new.

    `asked` are `since`, `sort` and `past`, the number of the comment after which the next one is looked for;
    after the last one follows the first. In orders that follow no time, new comments are stepped through as
    they stand in the usual one. None where a page is named already, or nothing that is new.
    """
    since = since_of(thread, asked.get("since", ""))
    if since is None or "page" in asked:
        return None
    order = Order.NEWEST if asked.get("sort") == Order.NEWEST else Order.OLDEST
    past = whole_number(asked.get("past", ""), longest=LONGEST_PLACE)
    known = Comment.objects.in_thread(thread.pk).filter(number=past).first() if past else None
    found = (known and next_new(thread, since, order, known.path)) or next_new(thread, since, order)
    if found is None:
        return f"{thread.get_absolute_url()}{since.query(order, page=1)}#thread"
    wish = place_of(found, order)
    part = {name: number for name, number in (("under", wish.under), ("after", wish.after)) if number}
    query = since.query(order, page=wish.page, **part)
    return f"{thread.get_absolute_url()}{query}#c{found.number}"


def next_new(thread: Thread, since: Since, order: Order, past: str = "") -> Comment | None:
    """Return the first new comment in an order, or the first after the path `past`: at most three queries.

    Few new ones are all looked at, found by their places: they may stand behind 100,000 that are not new.
    """
    new = Comment.objects.in_thread(thread.pk).public().filter(public_seq__gt=since.public_seq)
    if thread.last_public_seq - since.public_seq <= FEW:
        spots = dict(new.order_by("public_seq").values_list("path", "pk"))
        path = paths.next_of(spots, past, newest_first=order is Order.NEWEST)
        return Comment.objects.filter(pk=spots[path]).first() if path else None
    if order is Order.NEWEST:
        return _next_newest(new, past)
    return new.filter(path__gt=past).in_reading_order().first()


def _next_newest(new: CommentQuerySet, past: str) -> Comment | None:
    """Where the latest sub-thread stands first: the rest of the same one, then the one before it."""
    if past:
        root = paths.root_of(past)
        same = new.filter(path__gt=past, path__startswith=root).in_reading_order().first()
        if same is not None:
            return same
        new = new.filter(path__lt=root)
    last = new.order_by("-path").first()
    return last and new.filter(path__startswith=paths.root_of(last.path)).in_reading_order().first()


def _moment(asked: str) -> datetime | None:
    """The beginning of a day, or a time, by the clock of the reader."""
    try:
        day, moment = parse_date(asked), parse_datetime(asked)
        if moment is None:
            moment = datetime.combine(day, time()) if day else None
        if moment and is_naive(moment):
            moment = make_aware(moment)
        return moment and moment.astimezone(UTC)
    except (ValueError, OverflowError):  # like a date, and none, or beyond the calendar of UTC
        return None


def _place_at(thread: Thread, moment: datetime) -> int:
    """The place before everything that was written from `moment` on; looks from the newest backwards."""
    comments = Comment.objects.in_thread(thread.pk)
    before = (
        comments.filter(posted_at__lt=moment).order_by("-number").values_list("number", flat=True).first()
    )
    later = comments.filter(Q(number__gt=before or 0), public_seq__isnull=False).order_by("public_seq")
    first = later.values_list("public_seq", flat=True).first()
    return thread.last_public_seq if first is None else first - 1
