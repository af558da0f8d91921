"""A crowd that asks for the same cold page makes it once."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

PATIENCE = 5.0  # seconds that somebody waits for another who renders the same page


class Crowds[Key]:
    """Lets one after the other make the same page, and everybody else go on."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._waiting: dict[Key, tuple[Lock, int]] = {}

    @contextmanager
    def one_by_one(self, key: Key) -> Iterator[None]:
        """Wait for whoever is making this page; not longer than a reader would."""
        with self._lock:
            turn, people = self._waiting.get(key, (Lock(), 0))
            self._waiting[key] = (turn, people + 1)
        mine = turn.acquire(timeout=PATIENCE)
        try:
            yield
        finally:
            if mine:
                turn.release()
            with self._lock:
                turn, people = self._waiting[key]
                if people > 1:
                    self._waiting[key] = (turn, people - 1)
                else:
                    del self._waiting[key]
