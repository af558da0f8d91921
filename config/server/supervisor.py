"""Start processes, start again what died, stop all of them together."""

import logging
import os
import select
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .lifeline import SUPERVISED

logger = logging.getLogger("resonanz.serve")

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 15.0  # seconds before a process that died is started again
HEALTHY_AFTER = 30.0  # seconds of life after which a death counts as the first one again
GRACE = 15.0  # seconds to finish what is being done
LOOK_EVERY = 0.5


def pause_before_start(deaths: int) -> float:
    """Seconds to wait after so many deaths in a row: 0.5, 1, 2 … at most 15."""
    return min(FIRST_PAUSE * 2 ** max(deaths - 1, 0), LONGEST_PAUSE)


@dataclass
class Child:
    """One process that should always run."""

    name: str
    command: Sequence[str]
    cwd: Path | None = None
    reloads: bool = False  # understands SIGHUP
    process: subprocess.Popen[bytes] | None = None
    deaths: int = 0
    started: float = 0.0
    start_at: float = 0.0

    def start(self, now: float) -> None:
        self.process = subprocess.Popen(  # noqa: S603
            self.command, cwd=self.cwd, env=os.environ | {SUPERVISED: str(os.getpid())}
        )
        self.started = now
        logger.info("process.started", extra={"process_name": self.name, "pid": self.process.pid})

    def look(self, now: float) -> None:
        """Start what should run and does not; note a death and when to try again."""
        if self.process is None:
            if now >= self.start_at:
                self.start(now)
            return
        if (code := self.process.poll()) is None:
            return
        self.deaths = 1 if now - self.started > HEALTHY_AFTER else self.deaths + 1
        self.start_at = now + pause_before_start(self.deaths)
        self.process = None
        logger.error(
            "process.died", extra={"process_name": self.name, "code": code, "again_in": self.start_at - now}
        )

    def send(self, number: int) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(number)


@dataclass
class Supervisor:
    """Keeps its children running until it is told to stop; waits for nothing for ever.

    SIGTERM and SIGINT stop everything gracefully and, sent a second time, at once.
    SIGHUP reloads the web workers.
    """

    children: list[Child]
    clock: Callable[[], float] = time.monotonic
    stops: int = 0
    reload: bool = False
    _wake: tuple[int, int] = field(default_factory=os.pipe)

    def run(self) -> int:
        self._listen()
        while not self.stops:
            if self.reload:
                self._reload()
            for child in self.children:
                child.look(self.clock())
            self._rest()
        return self._stop()

    def _listen(self) -> None:
        os.set_blocking(self._wake[1], False)
        signal.set_wakeup_fd(self._wake[1], warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._asked_to_stop)
        signal.signal(signal.SIGHUP, self._asked_to_reload)

    def _asked_to_stop(self, *_: object) -> None:
        self.stops += 1

    def _asked_to_reload(self, *_: object) -> None:
        self.reload = True

    def _reload(self) -> None:
        self.reload = False
        for child in self.children:
            if child.reloads:
                child.send(signal.SIGHUP)

    def _rest(self) -> None:
        """Sleep a moment, and wake at once when a signal came."""
        if select.select([self._wake[0]], [], [], LOOK_EVERY)[0]:
            os.read(self._wake[0], 64)

    def _stop(self) -> int:
        logger.info("serve.stopping")
        for child in self.children:
            child.send(signal.SIGTERM)
        until = self.clock() + GRACE
        while self._running() and self.clock() < until and self.stops < 2:
            self._rest()
        for child in self._running():
            logger.error("process.killed", extra={"process_name": child.name})
            child.send(signal.SIGKILL)
        return 0

    def _running(self) -> list[Child]:
        return [child for child in self.children if child.process and child.process.poll() is None]
