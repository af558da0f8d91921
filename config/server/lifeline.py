"""A process that ends when the one that started it has ended."""

import multiprocessing
import os
import signal
import threading
import time

LOOK_EVERY = 0.5  # seconds
SUPERVISED = "RESONANZ_SUPERVISED"  # the number of the process that supervises


def follow_parent() -> None:
    """Ask this process to stop as soon as its parent is gone, so that no orphan keeps the port.

    Does nothing outside of `serve`.
    """
    if os.environ.get(SUPERVISED):
        threading.Thread(target=_follow, args=(_starter(),), daemon=True, name="lifeline").start()


def _starter() -> int:
    """The process that started this one, as this one was told.

    The system names another as soon as that one has died, which may be before this one asks.
    """
    parent = multiprocessing.parent_process()
    return parent.pid or 0 if parent else int(os.environ[SUPERVISED])


def _follow(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK_EVERY)
    os.kill(os.getpid(), signal.SIGTERM)
