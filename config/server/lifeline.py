"""A process that ends when the one that started it has ended."""

import os
import signal
import threading
import time

LOOK_EVERY = 0.5  # seconds
SUPERVISED = "RESONANZ_SUPERVISED"


def follow_parent() -> None:
    """Ask this process to stop as soon as its parent is gone, so that no orphan keeps the port.

    Does nothing outside of `serve`.
    """
    if os.environ.get(SUPERVISED):
        threading.Thread(target=_follow, args=(os.getppid(),), daemon=True, name="lifeline").start()


def _follow(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK_EVERY)
    os.kill(os.getpid(), signal.SIGTERM)
