"""What is published of decisions: counted by month, safe in every program (M8)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from comments.rules.transparency import Count, as_json, as_rows, bar, first_days, months_of, safe_cell, shares

BERLIN = ZoneInfo("Europe/Berlin")
MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)


def figures(*counts, waits=()):
    return months_of([MARCH, APRIL], counts, waits)


def test_removals_count_by_ground_and_month():
    march, april = figures(
        Count(0, "remove", "public", "removed", "insult", 2),
        Count(0, "spam", "pending", "spam", "spam", 3),
        Count(1, "remove", "public", "removed", "insult", 1),
    )

    assert (march.removed, april.removed) == ({"insult": 2, "spam": 3}, {"insult": 1})


def test_another_word_for_the_same_removal_is_no_second_one():
    march, _april = figures(Count(0, "spam", "removed", "spam", "spam", 3))

    assert march.removed.total() == 0


def test_what_became_public_again_was_reversed_and_what_waited_was_not():
    march, _april = figures(
        Count(0, "approve", "removed", "public", "", 2),
        Count(0, "approve", "spam", "public", "", 1),
        Count(0, "approve", "pending", "public", "", 40),
    )

    assert march.reversed == 3


def test_measures_count_by_kind_and_ground():
    march, _april = figures(
        Count(0, "person measure", "", "ban", "spam", 2),
        Count(0, "person lift", "ban", "", "spam", 1),
        Count(0, "person keep", "ban", "ban", "spam", 1),
    )

    assert (march.measures, march.lifted, march.kept) == ({("ban", "spam"): 2}, 1, 1)


def test_the_median_is_that_of_the_waits_of_the_month():
    hour = timedelta(hours=1)
    march, april = figures(waits=[(0, hour), (0, 9 * hour), (0, 2 * hour)])

    assert (march.waits, march.half, april.half) == (3, 2 * hour, None)


def test_months_are_those_of_the_site_over_years_and_nights():
    last_second = datetime(2025, 11, 30, 23, 30, tzinfo=UTC)  # December in Berlin

    days = first_days(last_second, datetime(2026, 2, 1, tzinfo=UTC), BERLIN)

    assert days == [date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1)]


@pytest.mark.parametrize("text", ["=1+1", "+49", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_a_cell_that_would_calculate_is_text(text):
    assert safe_cell(text) == f"'{text}"


def test_other_cells_are_left_alone():
    assert [safe_cell(text) for text in ("", "insult", "a=b")] == ["", "insult", "a=b"]


def test_grounds_of_the_table_are_neutralised():
    march, _april = figures(Count(0, "remove", "public", "removed", "=HYPERLINK()", 1))

    assert ("2026-03", "comments_removed", "'=HYPERLINK()", "1") in as_rows([march])


def test_the_document_has_the_same_figures():
    march, _april = figures(
        Count(0, "remove", "public", "removed", "insult", 2), waits=[(0, timedelta(minutes=1))]
    )

    (found,) = as_json([march])

    assert found["month"] == "2026-03"
    assert found["comments_removed"] == {"insult": 2}
    assert found["median_wait_seconds"] == 60


def test_bars_are_parts_of_the_longest_and_never_vanish():
    assert [bar(count, 1000) for count in (0, 1, 500, 1000)] == [0, 1, 50, 100]
    assert bar(0, 0) == 0


def test_the_largest_part_comes_first():
    counts = figures(
        Count(0, "remove", "public", "removed", "insult", 1), Count(0, "spam", "public", "spam", "spam", 4)
    )[0].removed

    assert shares(counts) == [("spam", 4, 100), ("insult", 1, 25)]
