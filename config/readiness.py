"""Whether this process can serve: each answer is a list of reasons against it, in machine words."""

import uuid
from datetime import datetime, timedelta

from django.core.cache import caches
from django.db import Error, connections
from django.db.migrations.executor import MigrationExecutor

from config.models import Beat

WORKER_SILENT_AFTER = timedelta(minutes=2)


def pending_migrations() -> list[str]:
    """Names of the migrations that the database lacks, in order. Raises django.db.Error."""
    executor = MigrationExecutor(connections["default"])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def limits_shared() -> bool:
    """Whether the store of the limits keeps what it is given. Without it they are counted in the database."""
    key, token = "readiness", uuid.uuid4().hex
    try:
        caches["shared"].set(key, token, 10)
        return caches["shared"].get(key) is not None
    except Exception:  # whatever is wrong with it, it does not answer
        return False


def reasons_against(*, look_for_migrations: bool = True) -> list[str]:
    """Why requests should go elsewhere; empty when nothing speaks against it."""
    try:
        connections["default"].ensure_connection()
        with connections["default"].cursor() as cursor:
            cursor.execute("SELECT 1")
        return ["migrations_missing"] if look_for_migrations and pending_migrations() else []
    except Error:
        return ["database_away"]


def worker_seen(now: datetime) -> bool:
    """Whether a worker gave a sign of life lately. Work piles up without one, but pages are served."""
    return Beat.objects.filter(name=Beat.WORKER, at__gt=now - WORKER_SILENT_AFTER).exists()
