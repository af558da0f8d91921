"""How long a page of a conversation takes: 5,000 comments against 50, and how fast 10,000 arrive.

    python -m bench.threads

Works on a database of its own: SQLite in a folder that is thrown away, or the server of DATABASE_URL. Every
page has 25 first-level comments with one answer each, so the ratio tells what the rest of the thread costs.
Milliseconds are medians of 40 readings, the threads read in turn: of the processor on SQLite, so that other
work does not count, and by the clock where a server works for us. Then whole pages of a post are rendered, as
Django's client asks for them: for a stranger always anew, for a member from the stencil that was kept. The
last line says whether the bounds hold.
"""

import logging
import os
import statistics
import sys
import time
import uuid
from datetime import UTC, datetime, timedelta

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from comments import roots
from comments.actions.adopt import adopt_comments
from comments.actions.post import post_comment
from comments.actions.threads import open_thread
from comments.models import Discussion, Thread
from comments.places import page_of
from comments.reading import read_thread
from comments.roots import ROOTS_A_PAGE, Order
from comments.rules.foreign import ForeignComment
from comments.rules.states import State
from tests.builders import a_person, a_post

NOW = datetime(2026, 3, 14, 9, 26, tzinfo=UTC)
WORDS = "It was the same with me: **no line** since Monday, and nobody answers.\n\n> At ten it came back.\n"
ROUNDS = 40
SIZES = (50, 5_000)
RATIO, ARRIVAL = 2.0, 60.0  # at most: times as long as a page of a small thread; seconds for 10,000 comments
COLD, COLD_WHOLE = 40.0, 130.0  # at most: milliseconds for a page of 1,000 comments, and for all on one (S2)

seconds = time.process_time if connection.vendor == "sqlite" else time.perf_counter


def a_thread(size: int) -> Thread:
    """A public thread: every second comment answers the one before."""
    yesterday = NOW - timedelta(days=1)
    thread = open_thread(title=f"{size}", path=f"/{uuid.uuid4()}/", language="en", visible_from=yesterday)
    records = [
        ForeignComment(
            foreign_id=f"{thread.pk}:{n}",
            parent_foreign_id=f"{thread.pk}:{n - 1}" if n % 2 else None,
            source=f"{n}. {WORDS}",
            posted_at=yesterday + timedelta(seconds=n),
            state=State.PUBLIC,
            language="en",
            guest_name="Guest",
        )
        for n in range(size)
    ]
    adopt_comments(thread=thread, records=records, now=NOW)
    return thread


def milliseconds(thread: Thread, order: Order, page: int) -> float:
    start = seconds()
    read_thread(thread, order=order, page=page, now=NOW, discussion=Discussion())
    return (seconds() - start) * 1000


def compare(small: Thread, large: Thread) -> list[float]:
    """Print a row for each page of the large thread; return the ratios."""
    last = large.shown_roots // ROOTS_A_PAGE
    ratios = []
    print(f"{'page':24}{'queries':>8}{SIZES[0]:>9}{SIZES[1]:>9}{'ratio':>8}")
    for order in Order:
        for page in (1, last // 2, last):
            with CaptureQueriesContext(connection) as queries:
                milliseconds(large, order, page)
            pairs = [(milliseconds(small, order, 1), milliseconds(large, order, page)) for _ in range(ROUNDS)]
            few, many = (statistics.median(column) for column in zip(*pairs, strict=True))
            ratios.append(many / few)
            name = f"{page} of {last}, {order}"
            print(f"{name:24}{len(queries):>8}{few:>9.2f}{many:>9.2f}{many / few:>8.2f}")
    return ratios


def find_pages(thread: Thread) -> float:
    comments = list(thread.comments.order_by("?")[:ROUNDS])
    start = seconds()
    for comment in comments:
        page_of(comment)
    return (seconds() - start) * 1000 / len(comments)


def write(thread: Thread, count: int = 200) -> float:
    """Return the milliseconds that one comment of a member takes, with everything that belongs to it."""
    author = User.objects.create_superuser("Writer", "writer@example.org")
    start = seconds()
    for _ in range(count):
        post_comment(
            thread=thread,
            author=author,
            source=WORDS,
            submission=uuid.uuid4(),
            language="en",
            seconds_on_form=20,
            network="192.0.2.7",
            now=NOW,
        )
    return (seconds() - start) * 1000 / count


def a_post_with(size: int) -> str:
    """A public post with comments of forty members, every fourth on the first level; return its path."""
    post, people = a_post(), [a_person() for _ in range(40)]
    records = [
        ForeignComment(
            foreign_id=f"page:{post.pk}:{n}",
            parent_foreign_id=f"page:{post.pk}:{n - n % 4}" if n % 4 else None,
            source=f"{n}. {WORDS}",
            posted_at=NOW + timedelta(minutes=n),
            state=State.PUBLIC,
            language="de",
            author_id=people[n % 40].pk,
        )
        for n in range(size)
    ]
    adopt_comments(thread=post.thread, records=records, now=NOW)
    return post.get_absolute_url()


def whole_page(client: Client, path: str) -> float:
    """Return the median milliseconds of a page."""
    spent = []
    for _ in range(ROUNDS // 2 + 1):
        start = seconds()
        assert client.get(path).status_code == 200
        spent.append((seconds() - start) * 1000)
    return statistics.median(spent[1:])


def pages() -> bool:
    """Print a row for each kind of page; return whether the bounds hold."""
    stranger, member = Client(), Client()
    member.force_login(a_person())
    few, many = a_post_with(10), a_post_with(1_000)
    print(f"\n{'page of a post':32}{'stranger':>10}{'member':>10}")
    print(f"{'10 comments':32}{whole_page(stranger, few):>10.1f}{whole_page(member, few):>10.1f}")
    cold = whole_page(stranger, many)
    print(f"{'1,000 comments':32}{cold:>10.1f}{whole_page(member, many):>10.1f}")
    roots.ROOTS_A_PAGE = roots.COMMENTS_A_PAGE = 1_000
    whole = whole_page(stranger, many)
    print(f"{'1,000 comments on one page':32}{whole:>10.1f}")
    return cold <= COLD and whole <= COLD_WHOLE


def main() -> None:
    """Make a database, measure, print, take it away."""
    logging.disable(logging.INFO)
    for each in connections.all():
        each.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        small, large = (a_thread(size) for size in SIZES)
        start = seconds()
        a_thread(10_000)
        arrival = seconds() - start
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")
        print(f"{connection.vendor}, comments in the thread; milliseconds a page\n")
        ratios = compare(small, large)
        print(f"\nfinding the page of one of {SIZES[1]} comments: {find_pages(large):.2f} ms")
        print(f"writing a comment among {SIZES[1]}: {write(large):.2f} ms")
        print(f"10,000 comments from elsewhere: {arrival:.1f} s")
        fast = pages()
    finally:
        for each in connections.all():
            each.creation.destroy_test_db(":", verbosity=0)
    holds = max(ratios) <= RATIO and arrival <= ARRIVAL and fast
    print(f"\n{'every bound holds' if holds else 'a bound is broken'}")
    sys.exit(0 if holds else 1)


if __name__ == "__main__":
    main()
