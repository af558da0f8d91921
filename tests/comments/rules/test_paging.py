import pytest

from comments.rules.paging import PageRow, offered_pages, page_row


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


def test_one_page_needs_no_row() -> None:
    assert not page_row(1, 1, str)
    assert page_row(1, 1, str) == PageRow()


@pytest.mark.parametrize(("page", "previous", "following"), [(1, "", "2"), (2, "1", "3"), (3, "2", "")])
def test_a_row_leads_to_the_pages_before_and_after(page: int, previous: str, following: str) -> None:
    row = page_row(page, 3, str)

    assert (row.previous, row.next) == (previous, following)
    assert [link.current for link in row.links if link] == [number == page for number in (1, 2, 3)]
