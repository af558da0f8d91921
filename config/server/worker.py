"""The worker: news, owed mails, tasks, and what recurs. Survives a locked database and one that is away."""

import logging
import os
import select
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import Error, close_old_connections
from django.utils import timezone

from accounts.actions.deliveries import WRITERS, send_delivery
from accounts.models import Delivery
from comments.actions.mailing import owe_letters
from comments.actions.spreading import spread
from config.sqlite3.log import write_back

from .periodic import tick
from .tasks import TaskRunner

logger = logging.getLogger("resonanz.worker")

LOOK_EVERY = 1.0  # seconds between two looks when there is nothing to do
TICK_EVERY = 30.0
LONGEST_PAUSE = 60.0


def pause_after(failures: int) -> float:
    """Seconds to leave something alone that failed so often in a row: 1, 2, 4 … at most 60."""
    return 0.0 if failures == 0 else min(2.0 ** (failures - 1), LONGEST_PAUSE)


@dataclass
class Worker:
    """One loop in one thread. A signal lets it finish what it is doing; a second one ends it at once."""

    tasks: TaskRunner
    now: Callable[[], datetime] = timezone.now
    clock: Callable[[], float] = time.monotonic
    running: bool = True
    next_tick: float = 0.0
    next_news: float = 0.0
    next_mail: float = 0.0
    next_copy: float = 0.0
    mail_failures: int = 0
    _wake: tuple[int, int] = field(default_factory=os.pipe)

    def listen(self) -> None:
        """Obey SIGTERM and SIGINT."""
        os.set_blocking(self._wake[1], False)
        signal.set_wakeup_fd(self._wake[1], warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._asked_to_stop)

    def _asked_to_stop(self, number: int, _frame: object) -> None:
        if not self.running:
            os._exit(1)
        self.running = False

    def run(self) -> None:
        """Work until asked to stop."""
        logger.info("worker.started", extra={"worker": self.tasks.worker_id})
        failures = 0
        while self.running:
            try:
                close_old_connections()  # also those that broke in the last turn
                busy = self.turn()
                failures = 0
            except Error as problem:  # away or locked: what is owed stays owed
                failures += 1
                logger.warning(
                    "worker.database", extra={"problem": type(problem).__name__, "failures": failures}
                )
                busy = False
            if not busy:
                self.rest(max(LOOK_EVERY, pause_after(failures)))
        logger.info("worker.stopped", extra={"worker": self.tasks.worker_id})

    def turn(self) -> bool:
        """Do one mail and one task at most, and what is due; return whether there was a mail or a task."""
        if self.clock() >= self.next_tick:
            self.next_tick = self.clock() + TICK_EVERY
            tick(self.now())
        self.tell_some()
        self.copy_what_was_written()
        return self.send_one() | self.tasks.run_next(self.now())

    def tell_some(self) -> None:
        """Tell what happened to comments, and owe the mails about it: many at once, once a second at most.

        Each step is a transaction that those who write just then wait for.
        """
        if self.clock() >= self.next_news:
            self.next_news = self.clock() + LOOK_EVERY
            spread(self.now())
            owe_letters(self.now())

    def copy_what_was_written(self) -> None:
        """Do once a second for SQLite what a writer would have to do now and then while somebody waits."""
        if self.clock() >= self.next_copy:
            self.next_copy = self.clock() + LOOK_EVERY
            write_back()

    def send_one(self) -> bool:
        """Send the mail that has waited longest. A mail server that fails is left alone for a while.

        Somebody waits for a code; what goes to all who follow a conversation comes behind it.
        """
        if self.clock() < self.next_mail:
            return False
        now = self.now()
        owed = Delivery.objects.filter(state=Delivery.State.OWED, not_before__lte=now)
        owed = owed.order_by("not_before", "pk")
        delivery = owed.exclude(kind__in=WRITERS).first() or owed.first()
        if delivery is None:
            return False
        sent = send_delivery(delivery, now)
        self.mail_failures = 0 if sent else self.mail_failures + 1
        self.next_mail = self.clock() + pause_after(self.mail_failures)
        return sent

    def rest(self, seconds: float) -> None:
        """Sleep, and wake at once when a signal came."""
        if self.running and select.select([self._wake[0]], [], [], seconds)[0]:
            os.read(self._wake[0], 64)


def a_worker() -> Worker:
    name = f"{os.uname().nodename[:40]}-{os.getpid()}"
    tasks = TaskRunner(
        queue_names=["*"],
        interval=LOOK_EVERY,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=name,
        excluded_queue_names=[],
    )
    return Worker(tasks)
