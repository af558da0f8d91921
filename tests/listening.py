"""Real servers on this machine that count who comes."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress


class Listener:
    """A real socket that counts who comes, and answers with the bytes of `answer`."""

    def __init__(self, answer: Callable[[socket.socket, bytes], None], address: str) -> None:
        self.connections = 0
        self.questions: list[bytes] = []
        self._answer = answer
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        self._socket = socket.create_server((address, 0), family=family)
        self.port: int = self._socket.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                line, _ = self._socket.accept()
                self.connections += 1
                threading.Thread(target=self._talk, args=(line,), daemon=True).start()

    def _talk(self, line: socket.socket) -> None:
        with line, suppress(OSError):
            question = line.recv(65_536)
            self.questions.append(question)
            self._answer(line, question)

    def close(self) -> None:
        self._socket.close()


@contextmanager
def listening(
    answer: bytes | Callable[[socket.socket, bytes], None], address: str = "127.0.0.1"
) -> Iterator[Listener]:
    """A server for the time of a block. `answer` is sent to everybody, or talks with each connection."""
    says = (lambda line, _: line.sendall(answer)) if isinstance(answer, bytes) else answer
    listener = Listener(says, address)
    try:
        yield listener
    finally:
        listener.close()


def anywhere(_number: str) -> bool:
    """Judge every network address as fit to be called, also those of this machine."""
    return True
