"""Which table lives in which database."""

from typing import Any


class CacheRouter:
    """Limits live in a file of their own, so that they never wait for content or make it wait.

    The file has no migrations: its only table is made by whoever opens it (`settings.py`).
    """

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        return False if db == "cache" else None
