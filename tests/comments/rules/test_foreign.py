"""In which order comments from elsewhere are stored."""

from datetime import timedelta

from comments.rules.foreign import ForeignComment, in_order
from comments.rules.states import State
from tests.builders import NOW


def a_record(key: str, parent: str | None = None, minutes: int = 0) -> ForeignComment:
    return ForeignComment(
        foreign_id=key,
        parent_foreign_id=parent,
        source=f"I am {key}.",
        posted_at=NOW + timedelta(minutes=minutes),
        state=State.PUBLIC,
        language="de",
    )


def keys(records: list[ForeignComment]) -> list[str]:
    return [record.foreign_id for record in records]


def test_records_come_by_date():
    ordered = in_order([a_record("late", minutes=2), a_record("early", minutes=1)], frozenset())

    assert keys(ordered.records) == ["early", "late"]


def test_a_parent_comes_before_an_answer_that_claims_to_be_older():
    ordered = in_order([a_record("answer", "parent", minutes=1), a_record("parent", minutes=5)], frozenset())

    assert keys(ordered.records) == ["parent", "answer"]


def test_an_answer_to_nobody_stands_on_the_first_level():
    ordered = in_order([a_record("orphan", "nobody")], frozenset())

    assert (ordered.records[0].parent_foreign_id, ordered.orphans) == (None, ["orphan"])


def test_an_answer_to_a_stored_comment_keeps_its_parent():
    ordered = in_order([a_record("answer", "stored")], frozenset({"stored"}))

    assert (ordered.records[0].parent_foreign_id, ordered.orphans) == ("stored", [])


def test_a_circle_is_cut_at_its_oldest_comment():
    circle = [a_record("a", "b", minutes=2), a_record("b", "c", minutes=1), a_record("c", "a", minutes=3)]
    tail = [a_record("d", "a", minutes=9)]

    ordered = in_order(circle + tail, frozenset())

    assert ordered.cycles == ["b"]
    assert keys(ordered.records) == ["b", "a", "c", "d"]


def test_a_comment_that_answers_itself_stands_on_the_first_level():
    ordered = in_order([a_record("me", "me")], frozenset())

    assert (keys(ordered.records), ordered.cycles) == (["me"], ["me"])


def test_of_two_records_with_one_id_the_first_counts():
    ordered = in_order([a_record("twin", minutes=3), a_record("twin", minutes=1)], frozenset())

    assert [record.posted_at for record in ordered.records] == [NOW + timedelta(minutes=3)]


def test_ten_thousand_answers_in_one_chain_need_no_recursion():
    chain = [a_record(f"{n:05}", f"{n - 1:05}" if n else None) for n in range(10_000)]

    ordered = in_order(chain[::-1], frozenset())

    assert keys(ordered.records) == keys(chain)
