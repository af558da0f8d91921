"""SQLite's log of what was written, and who copies it into the file."""

from django.db import DEFAULT_DB_ALIAS, connections


def write_back(using: str = DEFAULT_DB_ALIAS) -> int:
    """Copy what was committed from the log into the file, and return how many pages had to stay there.

    Waits for nobody and holds nobody up: whoever writes or reads meanwhile goes on, and what they need stays.
    Does nothing for other databases, or inside of a transaction.
    """
    connection = connections[using]
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return 0
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")
        _busy, pages, copied = cursor.fetchone()
    return int(pages - copied)
