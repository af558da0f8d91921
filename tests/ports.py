"""Ports of this machine for servers that tests start."""

import fcntl
import os
import socket
from contextlib import suppress
from functools import cache
from typing import IO

from tests.locks import folder

# Below those that systems give to outgoing connections (Linux from 32768, others from 49152).
PORTS = range(20_000, 30_000)
_given: set[int] = set()


def a_free_port() -> int:
    """A port that is given to no other test until this process ends.

    The system's own choice (port 0) is free only until the probe is closed: the next who asks, or the next
    outgoing connection, may get it before the server is up.
    """
    for step in range(len(PORTS)):
        port = PORTS[(os.getpid() + step) % len(PORTS)]
        if port not in _given and _is_reserved(port) and _nobody_listens(port):
            _given.add(port)
            return port
    raise OSError("no port is free for tests")


@cache
def _book() -> IO[str]:
    """The file whose bytes stand for the ports; it stays open, because closing it gives up all locks."""
    return (folder() / "ports").open("w")


def _is_reserved(port: int) -> bool:
    with suppress(OSError):
        fcntl.lockf(_book(), fcntl.LOCK_EX | fcntl.LOCK_NB, 1, port)
        return True
    return False


def _nobody_listens(port: int) -> bool:
    with suppress(OSError), socket.socket() as probe:
        probe.bind(("127.0.0.1", port))
        return True
    return False
