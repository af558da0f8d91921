"""The chain of digests by which the log shows that nobody changed it. Pure: rows in, digest out."""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

BEGINNING = ""  # stands for the digest before the first range
COLUMNS = (
    "id", "at", "move", "actor_kind", "actor_id", "actor_name", "thread_id", "comment_id", "person_id",
    "from_state", "to_state", "reason",
)  # fmt: skip
"""What is sealed of an entry, in this order. A column that is added later is not: old digests stay true."""


def digest_of(previous: str, rows: Iterable[tuple[Any, ...]]) -> str:
    """Return the SHA-256 of a range in hexadecimal digits: over the digest before it and each row.

    A row holds `COLUMNS`; each is written as one line of JSON with its time in UTC, so that every database
    gives the same digest.
    """
    found = hashlib.sha256(previous.encode())
    for row in rows:
        values = [_plain(value) for value in row]
        found.update(b"\n" + json.dumps(values, ensure_ascii=True, separators=(",", ":")).encode())
    return found.hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value
