"""Rows become JSON, piece by piece."""

import json
from datetime import UTC, date, datetime
from itertools import count, islice

import pytest

from accounts.rules.archive import as_json


def written(*rows):
    return json.loads(b"".join(as_json(rows)))


def test_no_rows_are_an_empty_list():
    assert written() == []


def test_rows_come_in_their_order_and_keep_their_letters():
    assert written({"text": "„Grüße“\n\u2028😀"}, {"text": None}) == [
        {"text": "„Grüße“\n\u2028😀"},
        {"text": None},
    ]


def test_times_are_given_with_their_zone():
    row = {"at": datetime(2026, 3, 14, 9, 26, tzinfo=UTC), "day": date(2026, 3, 14)}

    assert written(row) == [{"at": "2026-03-14T09:26:00+00:00", "day": "2026-03-14"}]


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="zone"):
        written({"at": datetime(2026, 3, 14)})


def test_no_more_than_one_row_is_held():
    pieces = as_json({"number": number} for number in count())

    assert [len(piece) for piece in islice(pieces, 3)] == [18, 18, 18]
