"""Runs of an import, each a process of its own on a site that is thrown away (SQLite), as a table."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

Environment = dict[str, str]
File = tuple[str, bytes, float, int]  # name, content, and the bounds in seconds and megabytes


def measure(
    command: str,
    files: Iterable[File],
    *,
    write: Callable[[Path, bytes], object] = Path.write_bytes,
    prepare: Callable[[Path, Environment], object] = lambda _folder, _env: None,
) -> int:
    """Import each file twice, print a row for each run, and return 0 if every bound holds.

    `prepare` fills the site in a folder before.
    """
    all_hold = True
    print(f"{'':<34}{'status':>7}{'seconds':>9}{'cpu':>8}{'MB':>6}")
    for name, content, seconds, megabytes in files:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "export.xml"
            write(file, content)
            env = environment(Path(folder) / "data")
            run("migrate", env=env)
            prepare(Path(folder), env)
            for again in ("", ", again"):
                status, took, cpu, peak = run(command, file, env=env)
                holds = took <= seconds and peak <= megabytes
                all_hold = all_hold and holds
                print(
                    f"{name + again:<34}{status:>7}{took:>9.1f}{cpu:>8.1f}{peak:>6}{'' if holds else '  !'}"
                )
                if status:
                    break
    print("holds" if all_hold else "does not hold")
    return 0 if all_hold else 1


def environment(data: Path) -> dict[str, str]:
    kept = {n: v for n, v in os.environ.items() if not n.startswith(("RESONANZ_", "DATABASE_URL", "DJANGO_"))}
    return kept | {"SECRET_KEY": "bench", "RESONANZ_DATA_DIR": str(data), "RESONANZ_LOG_LEVEL": "WARNING"}


def run(*arguments: object, env: dict[str, str]) -> tuple[int, float, float, int]:
    """Run a command; return its status, seconds by the clock and of the processor, and peak megabytes."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "manage.py", *map(str, arguments)],
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    took = time.perf_counter() - start
    return process.returncode, took, usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024
