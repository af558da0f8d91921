"""A conversation as readers get it."""

from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import translation

from accounts.rules.roles import Role, system
from comments.actions.adopt import adopt_comments
from comments.actions.moderate import moderate
from comments.models import Comment, Discussion, Thread
from comments.places import address_of_new, comment_address, page_of
from comments.reading import ThreadPage, read_thread
from comments.roots import ROOTS_A_PAGE, Order
from comments.rows import Row
from comments.rules.foreign import ForeignComment
from comments.rules.states import APPROVE, HOLD, MOVES, REMOVE, State
from tests.builders import NOW, a_comment, a_person, a_thread

pytestmark = pytest.mark.django_db
OF_ALL = [Order.OLDEST, Order.NEWEST, Order.USEFUL]  # orders in which every comment has a place


def a_page(thread: Thread, **wishes: object) -> ThreadPage:
    thread.refresh_from_db()
    return read_thread(thread, **{"now": NOW, "discussion": Discussion()} | wishes)


def shape(rows: list[Row]) -> list[object]:
    """The tree as numbers: [1, [2, [3]]] is 3 below 2 below 1."""
    return [[row.number, *shape(row.answers)] for row in rows]


def everything(rows: list[Row]) -> list[Row]:
    return [found for row in rows for found in [row, *everything(row.answers)]]


def a_crowd(count: int, *, answers: int = 0, thread: Thread | None = None) -> Thread:
    """A thread with so many first-level comments and below each so many answers, made in one go."""
    thread = thread or a_thread()
    offset = thread.last_number
    records = []
    for n in range(offset, offset + count * (answers + 1)):
        root = n - (n - offset) % (answers + 1)
        records.append(
            ForeignComment(
                foreign_id=f"{thread.pk}:{n}",
                parent_foreign_id=None if n == root else f"{thread.pk}:{root}",
                source=f"Words {n + 1}.",
                posted_at=NOW - timedelta(days=1) + timedelta(seconds=n),
                state=State.PUBLIC,
                language="de",
                guest_name="Guest",
            )
        )
    adopt_comments(thread=thread, records=records, now=NOW)
    return thread


# --- The tree --------------------------------------------------------------------------------


def test_answers_stand_below_what_they_answer():
    first = a_comment()
    answer = a_comment(parent=first)
    a_comment(parent=answer)
    a_comment(thread=first.thread)
    a_comment(parent=first)

    assert shape(a_page(first.thread).rows) == [[1, [2, [3]], [5]], [4]]


def test_the_newest_conversations_come_first_and_their_answers_stay_in_order():
    first = a_comment()
    a_comment(parent=first)
    a_comment(parent=first)
    a_comment(thread=first.thread)

    assert shape(a_page(first.thread, order=Order.NEWEST).rows) == [[4], [1, [2], [3]]]


def test_an_empty_conversation_has_one_page():
    page = a_page(a_thread())

    assert (page.rows, page.page, page.pages, page.count) == ([], 1, 1, 0)


def test_from_the_fifth_level_on_answers_stand_side_by_side_and_say_whom_they_answer():
    comment = a_comment()
    for _ in range(6):
        comment = a_comment(parent=comment)
    a_comment(parent=Comment.objects.get(number=5))

    page = a_page(comment.thread)

    assert shape(page.rows) == [[1, [2, [3, [4, [5], [6], [7], [8]]]]]]
    assert {row.number: row.answers_to for row in everything(page.rows)} == {
        1: None, 2: None, 3: None, 4: None, 5: None, 6: 5, 7: 6, 8: 5,
    }  # fmt: skip
    assert [row.depth for row in everything(page.rows)] == [0, 1, 2, 3, 4, 4, 4, 4]


def test_a_chain_of_150_answers_is_read_without_getting_lost():
    author, comment = a_person(None, Role.MODERATOR), None
    thread = a_thread()
    for _ in range(150):
        comment = a_comment(thread=thread, parent=comment, author=author)

    rows, page = [], a_page(thread)
    while fold := everything(page.rows)[-1].fold:
        rows += [row for row in everything(page.rows)[:-1] if row.number > len(rows)]
        page = a_page(thread, under=fold.under, after=fold.after)
    rows += everything(page.rows)[1:]

    assert [row.number for row in rows] == list(range(1, 151))
    assert {row.answers_to for row in rows if row.answers_to} <= set(range(5, 150))


# --- What is gone ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "by_author", "by_moderation", "reason"),
    [
        (State.REMOVED, False, True, "insult"),
        (State.SPAM, False, True, "insult"),
        (State.PENDING, False, False, ""),
        (State.WITHDRAWN, True, False, ""),
    ],
)
def test_a_tombstone_says_who_took_the_comment_away_and_keeps_its_words(
    state, by_author, by_moderation, reason
):
    gone = a_comment(body="SECRET", author=a_person("Hidden Name"))
    a_comment(parent=gone, body="An answer")
    move = next(m for m in MOVES.values() if m.target is state)
    moderate(comment=gone, move=move, actor=system("tests"), reason=reason, now=NOW)

    (row,) = a_page(gone.thread).rows

    assert row.comment is None
    assert row.tombstone is not None
    assert (row.id, row.number, row.tombstone.state) == (gone.pk, 1, state)
    assert (row.tombstone.by_author, row.tombstone.by_moderation) == (by_author, by_moderation)
    assert row.tombstone.reason == reason
    assert shape(row.answers) == [[2]]
    assert "SECRET" not in repr(row)
    assert "Hidden Name" not in repr(row)


def test_a_comment_that_is_gone_and_has_no_public_answer_leaves_no_tombstone():
    removed = a_comment()
    answer = a_comment(parent=removed)
    moderate(comment=removed, move=REMOVE, actor=system("tests"), now=NOW)
    moderate(comment=answer, move=REMOVE, actor=system("tests"), now=NOW)
    a_comment(thread=removed.thread)

    assert shape(a_page(removed.thread).rows) == [[3]]


def test_the_last_reason_counts():
    gone = a_comment()
    a_comment(parent=gone)
    for move, reason in ((REMOVE, "insult"), (APPROVE, ""), (REMOVE, "off_topic")):
        moderate(comment=gone, move=move, actor=system("tests"), reason=reason, now=NOW)

    tombstone = a_page(gone.thread).rows[0].tombstone

    assert tombstone is not None
    assert tombstone.reason == "off_topic"


@pytest.mark.parametrize("state", [s for s in State if s is not State.PUBLIC])
def test_only_public_comments_are_read_by_everybody(state):
    comment = a_comment(body="SECRET")
    Comment.objects.filter(pk=comment.pk).update(state=state)

    assert a_page(comment.thread).rows == []


# --- Whose page is out of sight --------------------------------------------------------------


@pytest.mark.parametrize(
    "span",
    [
        {"visible_from": None},
        {"visible_from": NOW + timedelta(seconds=1)},
        {"visible_from": NOW - timedelta(days=2), "visible_until": NOW},
    ],
)
def test_nothing_of_a_scheduled_or_withdrawn_page_is_found_anywhere(span):
    comment = a_comment(body="SECRET")
    Thread.objects.filter(pk=comment.thread_id).update(**span)

    page = a_page(Thread.objects.get(pk=comment.thread_id), viewer=comment.author)

    assert (page.rows, page.open) == ([], False)
    assert list(Comment.objects.visible(NOW)) == []
    assert list(Thread.objects.visible(NOW)) == []


def test_of_all_comments_only_public_ones_under_public_pages_are_visible():
    shown = a_comment()
    a_comment(thread=shown.thread, state=State.PENDING)
    a_comment(thread=shown.thread, state=State.REMOVED)
    elsewhere = a_comment()
    Thread.objects.filter(pk=elsewhere.thread_id).update(visible_until=NOW)

    assert list(Comment.objects.visible(NOW)) == [shown]
    assert list(Thread.objects.visible(NOW)) == [shown.thread]


# --- One's own -------------------------------------------------------------------------------


def test_ones_own_waiting_comment_stands_where_it_will_stand():
    first, viewer = a_comment(), a_person()
    waiting = a_comment(parent=first, author=viewer, state=State.PENDING, body="Mine")
    a_comment(parent=first)
    a_comment(thread=first.thread, author=viewer, state=State.PENDING)

    page = a_page(first.thread, viewer=viewer)

    assert shape(page.rows) == [[1, [2], [3]], [4]]
    mine = page.rows[0].answers[0]
    assert mine.comment is not None
    assert (mine.waiting_own, mine.comment.id) == (True, waiting.pk)
    assert "Mine" in mine.comment.html


@pytest.mark.parametrize("roles", [(), (Role.MODERATOR,), (Role.ADMINISTRATOR,)])
def test_the_waiting_comments_of_others_are_nobodys_business_here(roles):
    first = a_comment()
    a_comment(parent=first, state=State.PENDING)

    assert shape(a_page(first.thread, viewer=a_person(None, *roles)).rows) == [[1]]
    assert shape(a_page(first.thread, viewer=AnonymousUser()).rows) == [[1]]


def test_ones_own_held_comment_with_answers_keeps_its_words_for_its_author_only():
    author = a_person()
    held = a_comment(author=author, body="Mine")
    a_comment(parent=held)
    moderate(comment=held, move=HOLD, actor=system("tests"), now=NOW)

    (for_author,) = a_page(held.thread, viewer=author).rows
    (for_others,) = a_page(held.thread, viewer=a_person()).rows

    assert for_author.comment is not None
    assert (for_author.comment.id, for_author.waiting_own, for_author.tombstone) == (held.pk, True, None)
    assert (for_others.comment, for_others.waiting_own) == (None, False)
    assert shape([for_author]) == shape([for_others]) == [[1, [2]]]


def test_ones_own_waiting_answer_to_what_is_gone_stands_on_the_first_level_and_says_so():
    parent, viewer = a_comment(), a_person()
    a_comment(parent=parent, author=viewer, state=State.PENDING)
    moderate(comment=parent, move=REMOVE, actor=system("tests"), now=NOW)

    (row,) = a_page(parent.thread, viewer=viewer).rows

    assert (row.number, row.depth, row.answers_to) == (2, 0, 1)


# --- Pages -----------------------------------------------------------------------------------


def numbers_on(page: ThreadPage) -> list[int]:
    return [row.number for row in page.rows]


@pytest.mark.parametrize("order", OF_ALL)
def test_every_conversation_stands_on_exactly_one_page(order):
    thread = a_crowd(60, answers=1)

    pages = [a_page(thread, order=order, page=n) for n in (1, 2, 3)]

    roots = [numbers_on(page) for page in pages]
    together = [number for page in roots for number in page]
    assert [len(page) for page in roots] == [25, 25, 10]
    assert together == sorted(together, reverse=order is Order.NEWEST)
    assert len(set(together)) == 60
    assert all(len(row.answers) == 1 for page in pages for row in page.rows)
    assert {page.pages for page in pages} == {3}


@pytest.mark.parametrize(("asked", "given"), [(0, 1), (-7, 1), (2, 2), (3, 3), (4, 3), (10**9, 3)])
def test_a_page_that_is_not_there_is_the_nearest_one(asked, given):
    assert a_page(a_crowd(60), page=asked).page == given


def test_pages_stay_as_they_are_while_comments_arrive():
    thread = a_crowd(50)
    before = [numbers_on(a_page(thread, page=n)) for n in (1, 2)]

    a_crowd(7, thread=thread)

    after = [numbers_on(a_page(thread, page=n)) for n in (1, 2, 3)]
    assert after == [*before, list(range(51, 58))]


def test_a_reader_who_counts_pages_with_an_old_figure_still_gets_whole_pages():
    thread = a_crowd(30)
    thread.shown_roots = 26

    page = read_thread(thread, page=2, now=NOW, discussion=Discussion())

    assert numbers_on(page) == [26, 27, 28, 29, 30]


@pytest.mark.parametrize("order", OF_ALL)
def test_the_page_of_every_comment_is_the_one_on_which_it_stands(order):
    thread = a_crowd(52, answers=1)
    for number in (1, 3, 49, 51, 99, 103):
        comment = thread.comments.get(number=number)
        moderate(comment=comment, move=REMOVE, actor=system("tests"), now=NOW)
    thread.refresh_from_db()

    for n in range(1, a_page(thread, order=order).pages + 1):
        for row in everything(a_page(thread, order=order, page=n).rows):
            assert page_of(Comment.objects.get(pk=row.id), order) == n


@pytest.mark.parametrize("order", OF_ALL)
@pytest.mark.parametrize("after", [0, 24, 25, 26, 49, 50])
def test_a_waiting_comment_has_the_page_on_which_its_author_finds_it(order, after):
    viewer = a_person()
    thread = a_crowd(after) if after else a_thread()
    waiting = a_comment(thread=thread, author=viewer, state=State.PENDING)
    thread = a_crowd(50 - after, thread=thread) if after < 50 else thread

    page = a_page(thread, order=order, page=page_of(waiting, order), viewer=viewer)

    assert waiting.number in numbers_on(page)
    others = [a_page(thread, order=order, page=n, viewer=viewer) for n in {1, 2} - {page.page}]
    assert all(waiting.number not in numbers_on(other) for other in others)


def test_an_address_names_page_order_and_number():
    thread = a_crowd(30)
    first, last = thread.comments.get(number=1), thread.comments.get(number=30)

    assert comment_address(first) == f"{thread.path}#c1"
    assert comment_address(last) == f"{thread.path}?page=2#c30"
    assert comment_address(first, Order.NEWEST) == f"{thread.path}?sort=newest&page=2#c1"


@pytest.mark.parametrize("state", [State.PUBLIC, State.PENDING])
@pytest.mark.parametrize("before", [24, 25, 26])
def test_the_address_of_a_new_comment_is_known_without_a_query(before, state, django_assert_num_queries):
    comment = a_comment(thread=a_crowd(before), state=state)

    with django_assert_num_queries(0):
        address = address_of_new(comment)

    assert address == comment_address(comment)


def test_the_address_of_a_comment_that_is_sent_again_is_its_own():
    thread = a_crowd(1)
    comment = thread.comments.get(number=1)
    a_crowd(25, thread=thread)

    assert address_of_new(Comment.objects.with_threads().get(pk=comment.pk)) == f"{thread.path}#c1"


def test_an_address_is_in_the_language_that_is_spoken():
    comment = a_comment()

    with translation.override("en"):
        assert comment_address(comment) == f"/en{comment.thread.path}#c1"


# --- What it costs ---------------------------------------------------------------------------


@pytest.mark.parametrize("size", [1, 30, 1000])
@pytest.mark.parametrize("order", OF_ALL)
def test_a_page_is_two_queries_for_everybody_and_four_for_somebody(django_assert_num_queries, size, order):
    thread = a_crowd(size // 10 or 1, answers=9 if size > 1 else 0)
    viewer = a_person()
    a_comment(thread=thread, author=viewer, state=State.PENDING)
    thread.refresh_from_db()
    pages = -(-thread.shown_roots // ROOTS_A_PAGE)

    for number in {1, pages}:
        with django_assert_num_queries(2):
            page = read_thread(thread, order=order, page=number, now=NOW, discussion=Discussion())
            used(page)
        with django_assert_num_queries(4):  # and what is known of somebody, and their words that wait
            used(read_thread(thread, page=number, viewer=viewer, now=NOW, discussion=Discussion()))


def used(page: ThreadPage) -> list[object]:
    """Touch what a page prints of each comment."""
    return [(c.html, c.posted_at, c.name, c.picture) for row in everything(page.rows) if (c := row.comment)]


def test_a_page_fetches_neither_drafts_nor_evidence_nor_addresses(django_assert_num_queries):
    thread = a_crowd(1)

    with django_assert_num_queries(2) as queries:
        a_page_of(thread)

    asked = [query["sql"] for query in queries.captured_queries]
    secret = ("source", "evidence", "guest_mail", "network", "email")
    assert not [(name, sql) for name in secret for sql in asked if f'"{name}' in sql]


def a_page_of(thread: Thread) -> ThreadPage:
    return read_thread(thread, now=NOW, discussion=Discussion())


@pytest.mark.parametrize("size", [1, 30, 1000])
def test_finding_a_page_is_one_query(django_assert_num_queries, size):
    comment = a_crowd(size).comments.select_related("thread").last()

    with django_assert_num_queries(1):
        page_of(comment)
    with django_assert_num_queries(1):
        comment_address(comment)


def test_the_permalink_names_the_comment_by_its_id():
    comment = a_comment()

    with translation.override("en"):
        assert comment.get_absolute_url() == f"/en/c/{comment.pk}/"
    with translation.override("de"):
        assert comment.get_absolute_url() == f"/c/{comment.pk}/"


# --- What stands above it --------------------------------------------------------------------


def test_a_page_says_until_when_it_is_open_and_whose_comments_wait():
    thread = a_thread(publication="after_reading")
    closing: datetime = thread.visible_from + timedelta(days=14)

    page = a_page(thread, discussion=Discussion(closes_after_days=14))
    later = a_page(thread, discussion=Discussion(closes_after_days=14), now=closing)

    assert (page.open, page.terms.closes_at, page.terms.reads_all) == (True, closing, True)
    assert (later.open, later.terms.closes_at) == (False, closing)
