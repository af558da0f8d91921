"""What is new in a conversation since a place or a time that an address names: `?since=41` (R10).

Such pages are rendered for whoever asks: what is marked differs from address to address.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.timezone import is_naive, make_aware

from accounts.models import User
from comments.models import Comment, Thread
from comments.places import place_of, wish_of
from comments.querysets import CommentQuerySet
from comments.roots import Order, key_of
from comments.rules import paths
from comments.rules.numbers import LONGEST_PLACE, whole_number
from comments.rules.trail import Trail

FEW = 1_000  # new comments

Reader = User | AnonymousUser | None


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


def order_of_news(thread: Thread, since: Since, shown: Order) -> Order:
    """Return the order in which new comments are stepped through: the one that is shown.

    Picks are no order of all comments, and many comments are not sorted by their usefulness: the usual one.
    """
    if shown is Order.NEWEST or (shown is Order.USEFUL and not _are_many(thread, since)):
        return shown
    return Order.OLDEST


def news_address(thread: Thread, asked: Mapping[str, str], reader: Reader) -> str | None:
    """Return the page and anchor of the first new comment where an address asks only for what is new.

    `asked` are `since`, `sort` and `past`, the number of the comment after which the next one is looked for,
    or `before`, the number of that before which the one before is; after the last one follows the first, and
    before that comes the last. None where a page is named already, or nothing that is new.
    """
    since = since_of(thread, asked.get("since", ""))
    if since is None or "page" in asked:
        return None
    order = order_of_news(thread, since, wish_of(asked).order)
    find = previous_new if "before" in asked else next_new
    past = whole_number(asked.get("before") or asked.get("past", ""), longest=LONGEST_PLACE)
    known = Comment.objects.in_thread(thread.pk).filter(number=past).first() if past else None
    found = known and find(thread, since, order, reader, known.path)
    found = found or find(thread, since, order, reader)
    if found is None:
        return f"{thread.get_absolute_url()}{since.query(order, page=1)}#thread"
    wish = place_of(found, order)
    part = {name: number for name, number in (("under", wish.under), ("after", wish.after)) if number}
    query = since.query(order, page=wish.page, **part)
    return f"{thread.get_absolute_url()}{query}#c{found.number}"


def next_new(thread: Thread, since: Since, order: Order, reader: Reader, past: str = "") -> Comment | None:
    """Return the first new comment in an order, or the first after the path `past`: at most three queries."""
    trail = trail_of(thread, since, order, reader, past)
    if trail is not None:
        path = trail.after(past)
        return Comment.objects.at(thread.pk, [path]).first() if path else None
    new = _new(thread, since, reader)
    if order is Order.NEWEST:
        return _next_newest(new, past)
    return new.filter(path__gt=past).in_reading_order().first()


def previous_new(
    thread: Thread, since: Since, order: Order, reader: Reader, before: str = ""
) -> Comment | None:
    """Return the last new comment in an order, or the last before a path: at most three queries."""
    trail = trail_of(thread, since, order, reader, before)
    if trail is not None:
        path = trail.before(before)
        return Comment.objects.at(thread.pk, [path]).first() if path else None
    new = _new(thread, since, reader)
    if order is Order.NEWEST:
        return _previous_newest(new, before)
    return (new.filter(path__lt=before) if before else new).order_by("-path").first()


def trail_of(thread: Thread, since: Since, order: Order, reader: Reader, past: str = "") -> Trail | None:
    """Return the way through what is new, from any new comment or from the path `past`: at most two queries.

    All new ones are looked at, found by their places: they may stand behind 100,000 that are not new. None
    where they are too many for that.
    """
    if _are_many(thread, since):
        return None
    found = list(_new(thread, since, reader).order_by("public_seq").values_list("path", flat=True))
    scores: dict[str, float] = {}
    if order is Order.USEFUL:
        roots = {paths.root_of(path) for path in [*found, past] if path}
        scores = dict(Comment.objects.at(thread.pk, roots).values_list("path", "usefulness"))
    return Trail(found, lambda root: key_of(order, paths.last_number(root), scores.get(root, 0.0)))


def _are_many(thread: Thread, since: Since) -> bool:
    return thread.last_public_seq - since.public_seq > FEW


def _new(thread: Thread, since: Since, reader: Reader) -> CommentQuerySet:
    """What others said since, and the reader hears."""
    new = Comment.objects.in_thread(thread.pk).public().filter(public_seq__gt=since.public_seq)
    if reader is not None and reader.is_authenticated:
        new = new.heard_by(reader).exclude(author=reader.pk)
    return new


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


def _previous_newest(new: CommentQuerySet, before: str) -> Comment | None:
    """Where the latest sub-thread stands first: the same one back to its beginning, then the later one."""
    if before:
        root = paths.root_of(before)
        same = new.filter(path__lt=before, path__startswith=root).order_by("-path").first()
        if same is not None:
            return same
        new = new.filter(path__gt=root).exclude(path__startswith=root)
    first = new.in_reading_order().first()
    return first and new.filter(path__startswith=paths.root_of(first.path)).order_by("-path").first()


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
