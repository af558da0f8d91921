"""Comments from elsewhere."""

from datetime import timedelta

import pytest

from accounts.models import Standing
from accounts.rules.roles import system
from comments.actions.adopt import adopt_comments
from comments.actions.moderate import moderate
from comments.actions.recount import recount_thread
from comments.models import Comment, LogEntry
from comments.rules.foreign import ForeignComment
from comments.rules.states import APPROVE, State
from tests.builders import NOW, a_comment, a_person, a_thread

pytestmark = pytest.mark.django_db


def a_record(key: str, parent: str | None = None, minutes: int = 0, **fields: object) -> ForeignComment:
    given: dict[str, object] = {
        "foreign_id": key,
        "parent_foreign_id": parent,
        "source": f"I am *{key}*.",
        "posted_at": NOW + timedelta(minutes=minutes) - timedelta(days=900),
        "state": State.PUBLIC,
        "language": "de",
        "guest_name": "Guest",
        "guest_mail": "guest@example.org",
        "guest_url": "https://example.org/",
    }
    return ForeignComment(**given | fields)


CONVERSATION = [
    a_record("late answer", "first", minutes=9),
    a_record("first", minutes=1),
    a_record("waiting", minutes=2, state=State.PENDING),
    a_record("trashed", minutes=3, state=State.REMOVED),
    a_record("answer to the trashed", "trashed", minutes=4),
    a_record("deep", "late answer", minutes=10),
]


def test_a_conversation_arrives_with_dates_states_parents_and_numbers():
    thread = a_thread()

    adopted = adopt_comments(thread=thread, records=CONVERSATION, now=NOW)

    assert (adopted.created, adopted.existing, adopted.orphans, adopted.cycles) == (6, 0, (), ())
    rows = thread.comments.order_by("number").values_list("foreign_id", "state", "path", "public_seq")
    assert list(rows) == [
        ("first", "public", "00001", 1),
        ("waiting", "pending", "00002", None),
        ("trashed", "removed", "00003", None),
        ("answer to the trashed", "public", "0000300004", 2),
        ("late answer", "public", "0000100005", 3),
        ("deep", "public", "000010000500006", 4),
    ]
    assert (thread.last_number, thread.last_public_seq, thread.public_count, thread.shown_roots) == (
        6,
        4,
        4,
        2,
    )
    assert thread.comments.get(number=6).posted_at == CONVERSATION[-1].posted_at
    assert thread.comments.get(number=6).root.foreign_id == "first"
    assert thread.comments.get(number=1).html == "<p>I am <em>first</em>.</p>\n"


def test_a_second_run_adds_nothing_and_leaves_decisions_alone():
    thread = a_thread()
    adopt_comments(thread=thread, records=CONVERSATION, now=NOW)
    moderate(comment=thread.comments.get(number=3), move=APPROVE, actor=system("tests"), now=NOW)
    thread.refresh_from_db()
    before = (thread.version, list(Comment.objects.values()), LogEntry.objects.count())

    again = adopt_comments(thread=thread, records=CONVERSATION, now=NOW)

    assert (again.created, again.existing) == (0, 6)
    assert (thread.version, list(Comment.objects.values()), LogEntry.objects.count()) == before


def test_what_is_new_since_the_last_run_hangs_below_what_is_there():
    thread = a_thread()
    adopt_comments(thread=thread, records=CONVERSATION, now=NOW)

    adopted = adopt_comments(thread=thread, records=[*CONVERSATION, a_record("new", "deep")], now=NOW)

    assert (adopted.created, adopted.existing) == (1, 6)
    assert thread.comments.get(foreign_id="new").parent.foreign_id == "deep"
    assert thread.comments.get(foreign_id="first").public_below == 3


def test_imported_comments_stand_beside_those_that_were_written_here():
    thread = a_thread()
    own = a_comment(thread=thread)

    adopt_comments(thread=thread, records=[a_record("theirs")], now=NOW)

    assert list(thread.comments.order_by("number").values_list("number", "public_seq")) == [(1, 1), (2, 2)]
    assert Comment.objects.get(pk=own.pk).number == 1


def test_orphans_and_circles_are_named_and_stand_on_the_first_level():
    thread = a_thread()
    elsewhere = a_thread()
    adopt_comments(thread=elsewhere, records=[a_record("elsewhere")], now=NOW)
    records = [
        a_record("orphan", "nobody"),
        a_record("stray", "elsewhere"),
        a_record("a", "b"),
        a_record("b", "a"),
    ]

    adopted = adopt_comments(thread=thread, records=records, now=NOW)

    assert (adopted.orphans, adopted.cycles) == (("orphan", "stray"), ("a",))
    assert set(thread.comments.roots().values_list("foreign_id", flat=True)) == {"orphan", "stray", "a"}


def test_an_author_of_ours_is_credited_and_no_guest_beside_them():
    author, thread = a_person(), a_thread()
    records = [
        a_record("one", author_id=author.pk),
        a_record("two", author_id=author.pk, state=State.SPAM),
        a_record("three", author_id=author.pk, state=State.PENDING),
    ]

    adopt_comments(thread=thread, records=records, now=NOW)

    standing = Standing.objects.get(user=author)
    assert (standing.public_comments, standing.removed_comments) == (1, 1)
    assert set(thread.comments.values_list("guest_name", "guest_mail", "guest_url")) == {("", "", "")}


def test_each_adopted_comment_is_in_the_log():
    thread = a_thread()

    adopt_comments(thread=thread, records=CONVERSATION, now=NOW)

    entries = LogEntry.objects.filter(thread_id=thread.pk)
    assert set(entries.values_list("comment_id", "to_state")) == set(
        thread.comments.values_list("id", "state")
    )
    assert set(entries.values_list("move", "actor_kind", "at")) == {("adopt", "system", NOW)}


def test_a_text_that_is_too_long_for_us_arrives_whole():
    thread = a_thread()

    adopt_comments(thread=thread, records=[a_record("long", source="word " * 3000)], now=NOW)

    comment = thread.comments.get()
    assert comment.html.count("word") == comment.source.count("word") == 3000


def test_hostile_markup_arrives_inert():
    thread = a_thread()

    adopt_comments(thread=thread, records=[a_record("x", source="<script>alert(1)</script>")], now=NOW)

    assert "<script" not in thread.comments.get().html


def test_a_stopped_run_can_be_repeated(monkeypatch):
    thread = a_thread()
    records = [a_record(f"{n:03}", minutes=n) for n in range(30)]
    monkeypatch.setattr("comments.actions.adopt.BATCH", 10)
    adopt_comments(thread=thread, records=records[:10], now=NOW)

    adopted = adopt_comments(thread=thread, records=records, now=NOW)

    assert (adopted.created, adopted.existing) == (20, 10)
    numbers = thread.comments.order_by("number").values_list("foreign_id", "number")
    assert list(numbers) == [(f"{n:03}", n + 1) for n in range(30)]
    assert not recount_thread(thread=thread).differs
