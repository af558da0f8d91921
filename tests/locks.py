"""Things of this machine that one process of the tests has for itself: files that are locked."""

import contextlib
import fcntl
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path


def folder() -> Path:
    mine = Path(tempfile.gettempdir()) / f"resonanz-tests-locks-{os.getuid()}"
    mine.mkdir(mode=0o700, exist_ok=True)
    return mine


@contextlib.contextmanager
def one_at_a_time(name: str) -> Iterator[None]:
    """Wait until no other process is in a block of this name, and keep them out of this one."""
    with (folder() / name).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
