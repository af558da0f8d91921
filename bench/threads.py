"""How long a page of a conversation takes: 5,000 comments against 50, and how fast 10,000 arrive.

    python -m bench.threads

Works on a database of its own: SQLite in a folder that is thrown away, or the server of DATABASE_URL. Every
page has 25 first-level comments with one answer each, so the ratio tells what the rest of the thread costs.
Milliseconds are medians of 40 readings, the threads read in turn: of the processor on SQLite, so that other
work does not count, and by the clock where a server works for us. The last line says whether the bounds hold.
"""

import os
import statistics
import sys
import time
import uuid
from datetime import UTC, datetime, timedelta

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from comments.actions.adopt import adopt_comments
from comments.actions.post import post_comment
from comments.actions.threads import open_thread
from comments.models import Discussion, Thread
from comments.reading import ROOTS_A_PAGE, Order, page_of, read_thread
from comments.rules.foreign import ForeignComment
from comments.rules.states import State

NOW = datetime(2026, 3, 14, 9, 26, tzinfo=UTC)
WORDS = "It was the same with me: **no line** since Monday, and nobody answers.\n\n> At ten it came back.\n"
ROUNDS = 40
SIZES = (50, 5_000)
RATIO, ARRIVAL = 2.0, 60.0  # at most: times as long as a page of a small thread; seconds for 10,000 comments

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


def main() -> None:
    """Make a database, measure, print, take it away."""
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
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
    finally:
        connection.creation.destroy_test_db(":", verbosity=0)
    holds = max(ratios) <= RATIO and arrival <= ARRIVAL
    print(f"\n{'every bound holds' if holds else 'a bound is broken'}")
    sys.exit(0 if holds else 1)


if __name__ == "__main__":
    main()
