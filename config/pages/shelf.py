"""Where pages are kept while there is room; those that were not asked for longest are thrown out first."""

from collections import OrderedDict
from threading import Lock
from typing import Protocol


class Sized(Protocol):
    """Something that takes memory."""

    @property
    def size(self) -> int:
        """Bytes, about."""
        ...


class Shelf[Key, Item: Sized]:
    """Things by their names, bounded by their bytes, for all threads of a process."""

    def __init__(self, limit: int) -> None:
        """`limit` in bytes of everything together."""
        self.limit = limit
        self.size = 0
        self._items: OrderedDict[Key, Item] = OrderedDict()
        self._sizes: dict[Key, int] = {}
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._items)

    def get(self, key: Key) -> Item | None:
        """Return what is kept under this name; from now on it was asked for last."""
        with self._lock:
            item = self._items.get(key)
            if item is not None:
                self._items.move_to_end(key)
            return item

    def put(self, key: Key, item: Item) -> None:
        """Keep this instead of what was there before; what is larger than the whole shelf is not kept."""
        with self._lock:
            self._keep(key, item)

    def weigh(self, key: Key, item: Item) -> None:
        """Count anew the bytes of something that has grown, unless another took its place meanwhile."""
        with self._lock:
            if self._items.get(key) is item:
                self._keep(key, item)

    def all(self) -> list[Item]:
        with self._lock:
            return list(self._items.values())

    def _keep(self, key: Key, item: Item) -> None:
        self._drop(key)
        if item.size <= self.limit:
            self._items[key] = item
            self._sizes[key] = item.size
            self.size += item.size
        while self.size > self.limit:
            self._drop(next(iter(self._items)))

    def _drop(self, key: Key) -> None:
        if self._items.pop(key, None) is not None:
            self.size -= self._sizes.pop(key)
