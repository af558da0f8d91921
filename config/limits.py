"""Where limits are counted: a store that all workers share, and the main database while that is away.

Why so: docs/decisions/0014-limits-without-their-store.md.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable
from datetime import datetime
from functools import cache
from hashlib import blake2b
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import Error, connections

logger = logging.getLogger("resonanz.limits")

NEVER = 1e11  # seconds since 1970: when an entry without a timeout ends
PAUSE = 5.0  # seconds for which a store that failed is not asked again
AWAY = (Error, OSError)


class TableCache(BaseCache):
    """A cache in the table `config_limit` of the database that LOCATION names; values are kept as JSON.

    Unlike Django's own it counts no rows with each write, drops nothing early, so that no flood of keys
    pushes a limit out, and raises django.db.Error instead of answering as if nothing had happened.
    """

    def __init__(self, database: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self._database = database

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        rows = self._run(
            "SELECT value FROM config_limit WHERE name = %s AND until > %s",
            [self._name(key, version), time.time()],
        )
        return json.loads(rows[0][0]) if rows else default

    def has_key(self, key: str, version: int | None = None) -> bool:
        return self.get(key, self, version) is not self

    def set(
        self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        self._write(_ALWAYS, key, value, timeout, version)

    def add(
        self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        return bool(self._write(_UNLESS_THERE, key, value, timeout, version, time.time()))

    def touch(self, key: str, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return bool(
            self._run(
                "UPDATE config_limit SET until = %s WHERE name = %s AND until > %s RETURNING 1",
                [self._until(timeout), self._name(key, version), time.time()],
            )
        )

    def delete(self, key: str, version: int | None = None) -> bool:
        name = self._name(key, version)
        return bool(self._run("DELETE FROM config_limit WHERE name = %s RETURNING 1", [name]))

    def clear(self) -> None:
        self._run("DELETE FROM config_limit RETURNING 1", [])

    def forget_old(self, now: datetime) -> None:
        """Drop what has ended by `now`."""
        self._run("DELETE FROM config_limit WHERE until <= %s RETURNING 1", [now.timestamp()])

    def _write(
        self, how: str, key: str, value: Any, timeout: float | None, version: int | None, *more: float
    ) -> list[Any]:
        name, until = self._name(key, version), self._until(timeout)
        return self._run(_INSERT + how, [name, json.dumps(value), until, *more])

    def _run(self, statement: str, values: list[Any]) -> list[Any]:
        with connections[self._database].cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchall()

    def _name(self, key: str, version: int | None) -> str:
        return self.make_and_validate_key(key, version=version)

    def _until(self, timeout: float | None) -> float:
        until = self.get_backend_timeout(timeout)
        return NEVER if until is None else until


_INSERT = "INSERT INTO config_limit (name, value, until) VALUES (%s, %s, %s) ON CONFLICT (name) DO UPDATE "
_ALWAYS = "SET value = excluded.value, until = excluded.until RETURNING 1"
_UNLESS_THERE = (
    "SET value = excluded.value, until = excluded.until WHERE config_limit.until <= %s RETURNING 1"
)


class FallingBack(BaseCache):
    """Asks the cache `shared`, and `spare` while that does not answer. What each counted stays there."""

    _asked_again_at = 0.0  # on the clock of this process; a hint that saves waiting, nothing more

    def __init__(self, _: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def add(self, *args: Any, **kwargs: Any) -> bool:
        return self._ask(lambda cache: cache.add(*args, **kwargs))

    def get(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask(lambda cache: cache.get(*args, **kwargs))

    def set(self, *args: Any, **kwargs: Any) -> None:
        self._ask(lambda cache: cache.set(*args, **kwargs))

    def touch(self, *args: Any, **kwargs: Any) -> bool:
        return self._ask(lambda cache: cache.touch(*args, **kwargs))

    def delete(self, *args: Any, **kwargs: Any) -> bool:
        return self._ask(lambda cache: cache.delete(*args, **kwargs))

    def has_key(self, *args: Any, **kwargs: Any) -> bool:
        return self._ask(lambda cache: cache.has_key(*args, **kwargs))

    def incr(self, *args: Any, **kwargs: Any) -> int:
        return self._ask(lambda cache: cache.incr(*args, **kwargs))

    def clear(self) -> None:
        """Forget everything, also that the store was away."""
        FallingBack._asked_again_at = 0.0
        self._ask(lambda cache: cache.clear())
        caches["spare"].clear()

    def _ask(self, question: Callable[[BaseCache], Any]) -> Any:
        if time.monotonic() >= FallingBack._asked_again_at:
            try:
                return question(caches["shared"])
            except Exception as problem:
                if not _is_away(problem):
                    raise
                FallingBack._asked_again_at = time.monotonic() + PAUSE
                logger.warning("limits.store_away", extra={"problem": type(problem).__name__})
        return question(caches["spare"])


def nameless(key: str, prefix: str, version: int) -> str:
    """The name of an entry in every store: keys hold networks, names and addresses (M10)."""
    digest = blake2b(f"{prefix}:{version}:{key}".encode(), key=_secret(), digest_size=20)
    return digest.hexdigest()


@cache
def _secret() -> bytes:
    return blake2b(settings.SECRET_KEY.encode()).digest()


def _is_away(problem: Exception) -> bool:
    """Whether a store did not answer. To load redis-py for the name of its error is a tenth of a start."""
    return isinstance(problem, AWAY) or type(problem).__module__.startswith("redis.")


def forget_old_limits(now: datetime) -> None:
    """Drop what has ended from the tables; Valkey does so by itself."""
    for store in (caches["spare"], caches["shared"]):
        if isinstance(store, TableCache):
            store.forget_old(now)
