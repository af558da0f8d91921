"""Tasks from the database: claimed by one, tried again when they fail, taken back when their worker died.

Every task must bear being run twice: a worker that dies after the work and before the note repeats it.
"""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.tasks import TaskResultStatus
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

logger = logging.getLogger("resonanz.worker")

ATTEMPTS = 5
LOST_AFTER = timedelta(minutes=10)


def wait_after(attempts: int) -> timedelta:
    """How long to wait after so many tries: 10 seconds, then four times as long each time."""
    return timedelta(seconds=10 * 4 ** (attempts - 1))


def reap(now: datetime) -> int:
    """Take back tasks whose worker has died; return how many. The last try of a task fails it for good."""
    lost = DBTaskResult.objects.running().filter(started_at__lt=now - LOST_AFTER)
    count = 0
    for row in lost:
        last = len(row.worker_ids) >= ATTEMPTS
        changes = {"status": TaskResultStatus.FAILED, "finished_at": now} if last else _again(row, now)
        count += DBTaskResult.objects.filter(
            pk=row.pk, status=TaskResultStatus.RUNNING, started_at=row.started_at
        ).update(**changes)
        logger.error("task.lost", extra={"task": row.task_path, "task_id": str(row.pk), "last": last})
    return count


def _again(row: DBTaskResult, now: datetime) -> dict[str, object]:
    return {
        "status": TaskResultStatus.READY,
        "run_after": now + wait_after(len(row.worker_ids)),
        "finished_at": None,
    }


class TaskRunner(db_worker.Worker):
    """Their worker, one task at a time: looks without a lock, and lets a failed task be tried again."""

    def claim_next(self) -> DBTaskResult | None:
        """Claim a task that is ready. The lock that SQLite needs for it is taken only when there is one."""
        ready = DBTaskResult.objects.ready().filter(backend_name=self.backend_name)
        if not ready.exists():
            return None
        with exclusive_transaction(ready.db):
            row = ready.get_locked()
            if row is not None:
                row.claim(self.worker_id)
        return row

    def run_next(self, now: datetime) -> bool:
        """Run one task if there is one; return whether there was."""
        row = self.claim_next()
        if row is None:
            return False
        self.run_task(row)
        row.refresh_from_db()
        if row.status == TaskResultStatus.FAILED:
            self._failed(row, now)
        return True

    def _failed(self, row: DBTaskResult, now: datetime) -> None:
        """Leave what the error said out of the row, as it is left out of the log: it may quote somebody."""
        last = len(row.worker_ids) >= ATTEMPTS
        logger.error(
            "task.failed",
            extra={
                "task": row.task_path,
                "task_id": str(row.pk),
                "problem": row.exception_class_path,
                "last": last,
            },
        )
        DBTaskResult.objects.filter(pk=row.pk).update(traceback="")
        if not last:
            with transaction.atomic():
                DBTaskResult.objects.filter(pk=row.pk, status=TaskResultStatus.FAILED).update(
                    **_again(row, now)
                )
