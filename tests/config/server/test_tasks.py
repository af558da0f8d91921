"""Tasks are claimed by one, tried again when they fail, taken back when their worker died."""

from datetime import timedelta

import pytest
from django.db import connection
from django.tasks import TaskResultStatus
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from config.server.tasks import ATTEMPTS, LOST_AFTER, reap, wait_after
from config.server.worker import a_worker

from .chores import stumble, sweep

pytestmark = pytest.mark.django_db


@pytest.fixture
def runner():
    return a_worker().tasks


def only_row() -> DBTaskResult:
    return DBTaskResult.objects.get()


def test_a_task_is_run_once(runner, now):
    sweep.enqueue("attic")

    assert [runner.run_next(now), runner.run_next(now)] == [True, False]
    assert only_row().return_value == "ATTIC"


def test_looking_for_tasks_takes_no_lock(runner):
    with CaptureQueriesContext(connection) as queries:
        runner.claim_next()

    assert [query["sql"].split()[0] for query in queries] == ["SELECT"]


def test_a_failed_task_waits_for_its_next_try(runner):
    stumble.enqueue()
    now = timezone.now()

    runner.run_next(now)

    row = only_row()
    assert (row.status, row.run_after) == (TaskResultStatus.READY, now + timedelta(seconds=10))
    assert runner.run_next(now) is False


def test_a_task_that_always_fails_is_given_up(runner):
    stumble.enqueue()

    for _ in range(ATTEMPTS):
        DBTaskResult.objects.update(run_after=timezone.now() - timedelta(hours=1))
        runner.run_next(timezone.now())

    row = only_row()
    assert (row.status, len(row.worker_ids)) == (TaskResultStatus.FAILED, ATTEMPTS)


def test_tries_come_further_and_further_apart():
    waits = [wait_after(attempt).total_seconds() for attempt in range(1, ATTEMPTS)]

    assert waits == [10, 40, 160, 640]


@pytest.mark.parametrize(
    ("tries", "age", "becomes"),
    [
        (1, LOST_AFTER - timedelta(seconds=1), TaskResultStatus.RUNNING),
        (1, LOST_AFTER + timedelta(seconds=1), TaskResultStatus.READY),
        (ATTEMPTS, LOST_AFTER + timedelta(seconds=1), TaskResultStatus.FAILED),
    ],
)
def test_a_task_of_a_dead_worker_is_taken_back(now, tries, age, becomes):
    sweep.enqueue("attic")
    DBTaskResult.objects.update(
        status=TaskResultStatus.RUNNING, started_at=now - age, worker_ids=["dead"] * tries
    )

    reap(now)

    assert only_row().status == becomes
