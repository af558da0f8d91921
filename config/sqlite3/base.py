"""The connection that Django looks for under this name."""

import sqlite3
import time
from collections import defaultdict
from threading import Lock
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.backends.utils import debug_transaction

from config.sqlite3.schema import DatabaseSchemaEditor

LOOK_EVERY = 0.001  # seconds between two looks at a lock that another process holds
_turns: defaultdict[str, Lock] = defaultdict(Lock)  # by the file


class DatabaseWrapper(base.DatabaseWrapper):
    """Lets the threads of a process begin to write one after the other, so that only processes compete.

    SQLite itself has no queue: whoever finds the file locked sleeps, longer and longer, and whoever asks in
    the right moment goes first. With eight writers some waited for seconds. The turn is mere politeness; what
    keeps writers apart is SQLite's lock.
    """

    SchemaEditorClass = DatabaseSchemaEditor

    def __init__(self, settings_dict: dict[str, Any], alias: str = "default") -> None:
        super().__init__(settings_dict, alias)
        options = settings_dict.get("OPTIONS", {})
        self._patience = float(options.get("timeout", 5.0))  # seconds
        self._mode = options.get("transaction_mode", "")
        self._turn: Lock | None = None

    def _start_transaction_under_autocommit(self) -> None:
        turn = _turns[str(self.settings_dict["NAME"])]
        until = time.monotonic() + self._patience
        if turn.acquire(timeout=self._patience):
            self._turn = turn
        try:
            with debug_transaction(self, "BEGIN"), self.wrap_database_errors:
                self._begin(until)
        except BaseException:
            self._pass_on()
            raise

    def _begin(self, until: float) -> None:
        """Take the lock of the file as soon as it is free. Raises sqlite3.OperationalError at `until`."""
        ask, begin = self.connection.execute, f"BEGIN {self._mode}"
        ask("PRAGMA busy_timeout = 0")
        try:
            while True:
                try:
                    ask(begin)
                    return
                except sqlite3.OperationalError as problem:
                    if problem.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                        raise
                time.sleep(LOOK_EVERY)
        finally:
            ask(f"PRAGMA busy_timeout = {int(self._patience * 1000)}")

    def _pass_on(self) -> None:
        turn, self._turn = self._turn, None
        if turn is not None:
            turn.release()

    def commit(self) -> None:
        try:
            super().commit()
        finally:
            self._pass_on()

    def rollback(self) -> None:
        try:
            super().rollback()
        finally:
            self._pass_on()

    def close(self) -> None:
        try:
            super().close()
        finally:
            self._pass_on()
