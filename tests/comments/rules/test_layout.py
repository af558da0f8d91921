from dataclasses import dataclass, field
from typing import Self

from comments.rules.layout import laid_out


@dataclass
class Row:
    name: str
    answers: list[Self] = field(default_factory=list)


def test_rows_come_in_reading_order_with_their_levels() -> None:
    tree = [Row("a", [Row("b", [Row("c")]), Row("d")]), Row("e")]

    places = laid_out(tree)

    assert [(p.row.name, p.level) for p in places] == [("a", 0), ("b", 1), ("c", 2), ("d", 1), ("e", 0)]


def test_each_list_that_is_opened_is_closed() -> None:
    tree = [Row("a", [Row("b", [Row("c", [Row("d")])])]), Row("e", [Row("f")])]

    places = laid_out(tree)

    assert [(p.row.name, p.opens, len(p.closes)) for p in places] == [
        ("a", True, 0),
        ("b", True, 0),
        ("c", True, 0),
        ("d", False, 3),
        ("e", True, 0),
        ("f", False, 1),
    ]


def test_a_tree_deeper_than_the_stack_is_laid_out() -> None:
    top = row = Row("0")
    for number in range(5000):
        row.answers.append(Row(str(number)))
        row = row.answers[0]

    places = laid_out([top])

    assert len(places) == 5001


def test_nothing_is_laid_out_for_an_empty_conversation() -> None:
    assert laid_out([]) == []
