from dataclasses import dataclass, field
from typing import Self

import pytest

from comments.rules.layout import laid_out, offered_pages


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


@pytest.mark.parametrize(
    ("page", "pages", "offered"),
    [
        (1, 1, [1]),
        (1, 2, [1, 2]),
        (1, 4, [1, 2, 3, 4]),
        (2, 5, [1, 2, 3, 4, 5]),
        (1, 9, [1, 2, None, 9]),
        (5, 9, [1, None, 4, 5, 6, None, 9]),
        (4, 7, [1, 2, 3, 4, 5, 6, 7]),
        (9, 9, [1, None, 8, 9]),
    ],
)
def test_first_last_and_neighbours_are_offered(page: int, pages: int, offered: list[int | None]) -> None:
    assert offered_pages(page, pages) == offered
