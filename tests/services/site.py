"""A whole site in processes of its own, as an operator runs it."""

import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.ports import a_free_port

ROOT = Path(__file__).resolve().parents[2]


def wait_until(true: Callable[[], object], seconds: float = 90.0) -> None:
    """Look ten times a second until something holds. Raises AssertionError when it does not in time."""
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, f"not within {seconds} seconds"
        time.sleep(0.1)


@dataclass
class Site:
    """A data folder and the processes that serve it; every one of them ends with the test."""

    folder: Path
    variables: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=a_free_port)
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("RESONANZ_")}
        kept.pop("DJANGO_SETTINGS_MODULE", None)
        return kept | {
            "SECRET_KEY": "only-for-tests",
            "RESONANZ_ENV_FILE": os.devnull,
            "RESONANZ_DATA_DIR": str(self.folder),
            "RESONANZ_URL": f"http://localhost:{self.port}",
            **self.variables,
        }

    @property
    def how(self) -> dict[str, Any]:
        return {"cwd": ROOT, "env": self.environment}

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "manage.py", *arguments]

    def manage(self, *arguments: str, code: str = "") -> str:
        """Run one command to its end and return what it printed; `code` is run in the shell of the site."""
        command = self.command(*(["shell", "-v0", "-c", code] if code else arguments))
        done = subprocess.run(command, **self.how, capture_output=True, text=True, check=False, timeout=400)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        with (self.folder / "log.txt").open("ab") as log:
            process = subprocess.Popen(
                self.command(*arguments),
                **self.how,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.processes.append(process)
        return process

    def serve(self, *arguments: str) -> subprocess.Popen[bytes]:
        process = self.start("serve", "--bind", f"127.0.0.1:{self.port}", *arguments)
        wait_until(lambda: self.status("/healthz") == 200)
        return process

    def text(self, path: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as answer:
            return answer.read().decode()

    def status(self, path: str) -> int:
        """The status of an address, or 0 when nobody answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as answer:
                return answer.status
        except urllib.error.HTTPError as refusal:
            with refusal:
                return refusal.code
        except OSError:
            return 0  # nobody listens, or not yet

    @property
    def log(self) -> str:
        return (self.folder / "log.txt").read_text()

    def close(self) -> None:
        for process in self.processes:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(10)


def a_copy_of(prepared: Path, folder: Path, **variables: str) -> Site:
    shutil.copytree(prepared, folder)
    return Site(folder, variables)
