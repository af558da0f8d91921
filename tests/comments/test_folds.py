"""Long conversations: what a page shows, what it folds away, and that everything is found (C2, C3)."""

import random
from datetime import timedelta
from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.rules.roles import system
from comments.actions.adopt import adopt_comments
from comments.actions.moderate import moderate
from comments.actions.recount import recount_thread
from comments.models import Comment, Discussion, Reaction, Thread
from comments.places import comment_address, is_page_query, wish_of
from comments.reading import ThreadPage, read_thread
from comments.roots import COMMENTS_A_PAGE, ROOTS_A_PAGE, Order
from comments.rows import Row
from comments.rules.foreign import ForeignComment
from comments.rules.states import APPROVE, HOLD, State
from tests.builders import NOW, a_comment, a_person, a_thread

pytestmark = pytest.mark.django_db
OF_ALL = [Order.OLDEST, Order.NEWEST, Order.USEFUL]
_ids = count()


def said(thread: Thread, *parents: int | None, state: State = State.PUBLIC) -> None:
    """Add a comment for each of these numbers of parents (None: on the first level), in one go."""
    ids: dict[int, str] = dict(thread.comments.values_list("number", "foreign_id"))
    records = []
    for number, parent in enumerate(parents, start=len(ids) + 1):
        ids[number] = f"{thread.pk}:{number}:{next(_ids)}"
        records.append(
            ForeignComment(
                foreign_id=ids[number],
                parent_foreign_id=ids[parent] if parent else None,
                source=f"Words {number}.",
                posted_at=NOW - timedelta(days=1) + timedelta(seconds=number),
                state=state,
                language="de",
                guest_name="Guest",
            )
        )
    adopt_comments(thread=thread, records=records, now=NOW)
    thread.refresh_from_db()


def a_page(thread: Thread, **wishes: object) -> ThreadPage:
    thread.refresh_from_db()
    return read_thread(thread, **{"now": NOW, "discussion": Discussion()} | wishes)


def everything(rows: list[Row]) -> list[Row]:
    return [found for row in rows for found in [row, *everything(row.answers)]]


def numbers(page: ThreadPage) -> list[int]:
    return [row.number for row in everything(page.rows) if not row.fold]


def folds(page: ThreadPage) -> list[tuple[int, int, int | None]]:
    return [(f.under, f.after, f.count) for row in everything(page.rows) if (f := row.fold)]


# --- What is folded --------------------------------------------------------------------------


def test_a_conversation_that_has_room_is_shown_whole():
    thread = a_thread()
    said(thread, None, *[1] * (COMMENTS_A_PAGE - 1))

    assert (len(numbers(a_page(thread))), folds(a_page(thread))) == (COMMENTS_A_PAGE, [])


def test_a_long_sub_thread_shows_its_first_answers_and_says_how_many_follow():
    thread = a_thread()
    said(thread, None, *[1] * 300, None, 302)

    page = a_page(thread)

    ((under, after, hidden),) = folds(page)
    assert numbers(page) == [*range(1, after + 1), 302, 303]
    assert (under, hidden) == (1, 301 - after)


def test_what_follows_goes_on_behind_the_last_answer_that_was_shown():
    thread = a_thread()
    said(thread, None, *[1] * 300)
    ((under, after, _),) = folds(a_page(thread))

    page = a_page(thread, under=under, after=after)

    assert numbers(page) == [1, *range(after + 1, after + 1 + COMMENTS_A_PAGE)]
    assert folds(page) == [(1, after + COMMENTS_A_PAGE, None)]


def test_a_conversation_of_two_is_continued_under_its_last_comment():
    thread = a_thread()
    said(thread, None, *range(1, 200))

    page = a_page(thread)

    ((under, after, hidden),) = folds(page)
    last = numbers(page)[-1]
    assert (under, after, hidden) == (last, 0, 200 - last)
    assert numbers(a_page(thread, under=under))[:3] == [last, last + 1, last + 2]


def test_tombstones_count_for_nothing_in_what_follows():
    thread = a_thread()
    said(thread, None, *[1] * 100)
    for number in (90, 95):
        moderate(comment=thread.comments.get(number=number), move=HOLD, actor=system("tests"), now=NOW)

    ((_, after, hidden),) = folds(a_page(thread))

    assert hidden == 101 - after - 2


def test_the_own_waiting_answer_is_shown_although_it_would_be_folded_away():
    thread, viewer = a_thread(), a_person()
    said(thread, None, *[1] * 300)
    waiting = a_comment(parent=thread.comments.get(number=1), author=viewer, state=State.PENDING)

    page = a_page(thread, viewer=viewer)

    assert numbers(page)[-1] == waiting.number
    assert numbers(page)[:-1] == numbers(a_page(thread))
    assert folds(page) == folds(a_page(thread))


@pytest.mark.parametrize("asked", [{"under": 99}, {"under": 2}, {"under": 1, "after": 99}, {"after": 7}])
def test_a_part_that_is_not_there_counts_as_not_asked(asked):
    thread = a_thread()
    said(thread, None, None, 1)
    Comment.objects.filter(number=2).update(state=State.REMOVED)

    assert numbers(a_page(thread, **asked)) == [1, 3]


# --- What it costs ---------------------------------------------------------------------------


@pytest.mark.parametrize("order", OF_ALL)
def test_no_more_rows_are_read_than_a_page_has_room_for(order):
    thread = a_thread()
    said(thread, *[None] * 30, *[number % 30 + 1 for number in range(600)])

    page = a_page(thread, order=order)

    assert len(numbers(page)) <= COMMENTS_A_PAGE + 2 * ROOTS_A_PAGE
    assert len(folds(page)) == ROOTS_A_PAGE


def plan_of(sql: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return "\n".join(str(row) for row in cursor.fetchall())


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by what a table holds")
@pytest.mark.parametrize("wishes", [{"order": order} for order in OF_ALL] + [{"under": 1, "after": 50}])
def test_what_is_folded_away_is_not_looked_at(wishes):
    thread = a_thread()
    said(thread, *[None] * 30, *[1] * 200)

    with CaptureQueriesContext(connection) as queries:
        a_page(thread, **wishes)

    plans = [
        plan_of(query["sql"]) for query in queries.captured_queries if "comments_comment" in query["sql"]
    ]
    assert not [plan for plan in plans if "SCAN comments_comment" in plan]
    assert any("path>? AND path<?" in plan for plan in plans)


# --- Everything is found ---------------------------------------------------------------------


def walk(thread: Thread, order: Order, meanwhile=lambda: None) -> list[int]:
    """Read page after page as the links lead, and what is folded away, while something happens."""
    found, page = [], a_page(thread, order=order)
    while True:
        found += read_whole(thread, page, meanwhile)
        if not page.goes_on_after:
            return found
        meanwhile()
        page = a_page(thread, order=order, page=page.page + 1, after=page.goes_on_after)


def read_whole(thread: Thread, page: ThreadPage, meanwhile=lambda: None) -> list[int]:
    found = []
    for row in everything(page.rows):
        if row.fold:
            meanwhile()
            part = a_page(thread, under=row.fold.under, after=row.fold.after)
            found += read_whole(thread, part, meanwhile)[1:]
        else:
            found.append(row.number)
    return found


@pytest.mark.parametrize(("seed", "order"), [*enumerate(OF_ALL)])
def test_whatever_arrives_every_comment_of_the_start_is_met_exactly_once(order, seed):
    chance, thread = random.Random(seed), a_thread()
    said(thread, *[chance.randint(1, n) if n and chance.random() < 0.8 else None for n in range(250)])
    said(thread, *[None] * 20, *[chance.randint(1, 250) for _ in range(100)])
    for comment in chance.sample(list(thread.comments.all()), 20):
        Reaction.objects.create(comment=comment, thread=thread, person=a_person(), at=NOW)
    recount_thread(thread=thread)
    held = chance.sample(list(thread.comments.filter(public_below=0)), 20)
    for comment in held:
        moderate(comment=comment, move=HOLD, actor=system("tests"), now=NOW)
    at_the_start = set(thread.comments.public().values_list("number", flat=True))

    def meanwhile():
        """Two arrive, one of them on the first level, and one that waited is approved."""
        said(thread, None, chance.choice(list(at_the_start)))
        if held:
            moderate(comment=held.pop(), move=APPROVE, actor=system("tests"), now=NOW)

    met = walk(thread, order, meanwhile)

    assert sorted(number for number in met if number in at_the_start) == sorted(at_the_start)


@pytest.mark.parametrize("order", OF_ALL)
def test_every_permalink_leads_to_a_page_that_shows_the_comment(order):
    chance, thread = random.Random(11), a_thread()
    said(thread, *[chance.randint(1, n) if n and chance.random() < 0.85 else None for n in range(300)])
    said(thread, *[1] * 150)

    for comment in thread.comments.with_threads().order_by("?")[:60]:
        address, _, anchor = comment_address(comment, order).partition("#")
        wish = wish_of(dict(p.split("=") for p in address.partition("?")[2].split("&") if p))
        page = a_page(thread, order=wish.order, page=wish.page, under=wish.under, after=wish.after)

        assert (anchor, comment.number in numbers(page)) == (f"c{comment.number}", True)


def test_finding_an_answer_takes_at_most_four_queries(django_assert_max_num_queries):
    thread = a_thread()
    said(thread, None, *[1] * 900)
    comment = thread.comments.with_threads().get(number=700)

    with django_assert_max_num_queries(4):
        assert "under=1&after=689#c700" in comment_address(comment)


# --- Picks -----------------------------------------------------------------------------------


def test_picks_stand_alone_as_the_conversation_has_them_and_say_whom_they_answer():
    thread = a_thread()
    said(thread, None, None, 1, 3, 2)
    Comment.objects.filter(number__in=[2, 4, 5]).update(picked_at=NOW)
    Comment.objects.filter(number=5).update(state=State.REMOVED)

    page = a_page(thread, order=Order.PICKS)

    assert [(row.number, row.depth, row.answers_to, row.away) for row in page.rows] == [
        (4, 0, 3, True),
        (2, 0, None, False),
    ]


# --- Addresses -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("?page=2", True),
        ("?page=2&after=25", True),
        ("?page=2&after=24", False),
        ("?sort=newest&page=2&after=6", True),
        ("?sort=useful&page=2", True),
        ("?sort=picks", True),
        ("?sort=picks&page=2", False),
        ("?under=1", False),
        ("?page=2&after=0", False),
    ],
)
def test_only_pages_as_they_are_cut_now_may_be_kept(query, kept):
    thread = a_thread()
    said(thread, *[None] * 30)

    assert is_page_query(query, thread) is kept


@pytest.mark.parametrize("asked", ["9" * 20, "-1", "x", "60466176"])
def test_numbers_that_no_comment_can_have_count_as_not_asked(asked):
    wish = wish_of({"under": asked, "after": asked})

    assert (wish.under, wish.after) == (0, 0)
