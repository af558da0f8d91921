"""The way through some comments in the order in which a page shows them: what comes after which."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable

from comments.rules import paths

Key = tuple[float, float]


class Trail:
    """Paths of comments as they are read: sub-threads by `rank`, each from its beginning.

    `rank` takes the path of a first-level comment; the smallest stands first.
    """

    def __init__(self, found: Iterable[str], rank: Callable[[str], Key]) -> None:
        self._rank = rank
        self._paths = sorted(found, key=self._place)

    def after(self, path: str) -> str:
        """Return the path that follows this one, which need not be among them; empty where none follows.

        The first follows the empty path.
        """
        at = bisect_right(self._paths, self._place(path), key=self._place) if path else 0
        return self._paths[at] if at < len(self._paths) else ""

    def before(self, path: str) -> str:
        """Return the path that comes before this one, which need not be among them; empty where none does.

        The last comes before the empty path.
        """
        at = bisect_left(self._paths, self._place(path), key=self._place) if path else len(self._paths)
        return self._paths[at - 1] if at else ""

    def _place(self, path: str) -> tuple[Key, str]:
        return self._rank(paths.root_of(path)), path
