"""How rows become a file: JSON that is valid at any length, written row by row."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any


def as_json(rows: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """Yield a JSON array of these rows in UTF-8, piece by piece: no more than one row is held.

    Times become ISO 8601 with their zone, days ISO 8601.
    """
    before = b"[\n"
    for row in rows:
        yield before + json.dumps(row, ensure_ascii=False, indent=1, default=_plain).encode()
        before = b",\n"
    yield b"[]\n" if before == b"[\n" else b"\n]\n"


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError("A time without a zone.")
        return value.isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)
