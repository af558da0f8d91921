"""The import as a process of its own: on a site that is thrown away, measured, bounded, killed."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ADDRESS_SPACE = 2_000_000_000  # bytes; beyond it the process ends by itself


@dataclass(frozen=True)
class Ended:
    """How a process ended: status, what it said, seconds of the processor, megabytes at its largest."""

    status: int
    told: str
    seconds: float
    megabytes: int


def environment(data: Path) -> dict[str, str]:
    foreign = ("RESONANZ_", "DATABASE_URL", "CACHE_URL", "DJANGO_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    return kept | {"SECRET_KEY": "test", "RESONANZ_DATA_DIR": str(data), "RESONANZ_ENV_FILE": os.devnull}


def started(
    site: dict[str, str], *arguments: object, command: str = "import_wordpress"
) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "manage.py", command, *map(str, arguments)],
        cwd=ROOT,
        env=site,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def bounded(site: dict[str, str], *arguments: object, seconds: int = 60) -> Ended:
    """Run the command with limits of the system on its time and memory.

    A small process stands between, because the peak of a child begins with the size of its parent.
    """
    command = [sys.executable, "manage.py", "import_wordpress", *map(str, arguments)]
    between = [sys.executable, "-c", BETWEEN, str(seconds), str(ADDRESS_SPACE), *command]
    done = subprocess.run(between, cwd=ROOT, env=site, text=True, capture_output=True, check=True)
    status, used, peak = done.stderr.split()[-3:]
    return Ended(int(status), done.stdout, float(used), int(peak) // 1024)


BETWEEN = """
import resource, subprocess, sys
for what, limit in ((resource.RLIMIT_CPU, int(sys.argv[1])), (resource.RLIMIT_AS, int(sys.argv[2]))):
    resource.setrlimit(what, (limit, limit))
status = subprocess.call(sys.argv[3:], stderr=subprocess.STDOUT)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(status, used.ru_utime + used.ru_stime, used.ru_maxrss, file=sys.stderr)
"""


def count(site: dict[str, str], table: str) -> int:
    with closing(sqlite3.connect(Path(site["RESONANZ_DATA_DIR"]) / "db.sqlite3")) as database:
        return int(database.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
