"""What is left of a conversation without the words of some people."""

from datetime import UTC, datetime

from comments.muting import without_muted
from comments.rows import Fold, Row
from comments.rules.said import Said
from markup import render_comment

LOUD, OTHER = 1, 2


def said(number: int, author: int, office: str = "") -> Said:
    moment = datetime(2026, 3, 14, tzinfo=UTC)
    html, name = render_comment("Words."), f"Person {author}"
    return Said(number, number, None, html, "en", moment, None, None, author, name, office=office)


def row(number: int, author: int, *answers: Row, parent: int | None = None, office: str = "") -> Row:
    found = Row(number, number, said(number, author, office), None, parent, "")
    found.answers = list(answers)
    return found


def numbers(rows: list[Row]) -> list[object]:
    """Numbers, those that are only a line as texts; answers in lists behind what they answer."""
    found: list[object] = []
    for each in rows:
        found.append(f"#{each.number}" if each.is_muted else each.number)
        if each.answers:
            found.append(numbers(each.answers))
    return found


def test_without_an_answer_nothing_stays():
    assert numbers(without_muted([row(1, LOUD), row(2, OTHER)], {LOUD})[0]) == [2]


def test_a_line_without_name_and_words_stays_above_answers_of_others():
    left, gone = without_muted([row(1, LOUD, row(2, OTHER, row(3, LOUD)), row(4, LOUD))], {LOUD})

    assert (numbers(left), gone) == (["#1", [2]], 2)
    assert left[0].comment is None and not left[0].role


def test_a_sub_thread_of_muted_people_goes_whole():
    assert without_muted([row(1, LOUD, row(2, LOUD, row(3, LOUD)))], {LOUD}) == ([], 3)


def test_what_is_answered_from_beside_keeps_its_place():
    tree = [row(1, OTHER, row(2, LOUD, parent=1), row(3, OTHER, parent=2))]

    assert numbers(without_muted(tree, {LOUD})[0]) == [1, ["#2", 3]]


def test_more_answers_that_are_folded_away_keep_the_place_and_name_nobody():
    fold = Row(
        0, 0, None, None, None, "", fold=Fold(1, under=1, after=0, count=7, name="Person 1", deeper=False)
    )
    left, _gone = without_muted([row(1, LOUD, fold)], {LOUD})

    assert left[0].is_muted
    assert "Person 1" not in repr(left)


def test_the_comment_that_was_opened_stays_as_a_line():
    head = row(1, LOUD)

    assert numbers(without_muted([head], {LOUD}, keep=head)[0]) == ["#1"]


def test_what_is_said_for_the_house_is_heard():
    assert numbers(without_muted([row(1, LOUD, office="editors")], {LOUD})[0]) == [1]


def test_without_mutes_nothing_changes():
    tree = [row(1, LOUD, row(2, OTHER))]

    assert without_muted(tree, set()) == (tree, 0)
