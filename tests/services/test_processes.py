"""The processes of a site: what dies comes back, what is owed is done, nothing is left behind."""

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message

from tests.ports import a_free_port

from .site import Site, wait_until

pytestmark = pytest.mark.services

OWE = """
from django.utils import timezone
from accounts.models import Delivery
for number in range({count}):
    Delivery.objects.create(key=f"k{{number}}", kind="t", to="a@example.org", subject=f"Letter {{number}}",
        text="Guten Tag.", language="de", owed_at=timezone.now(), not_before=timezone.now())
"""
OWED = """
from accounts.models import Delivery
print(Delivery.objects.exclude(state="sent").count())
"""


class Letterbox(Message):
    def __init__(self) -> None:
        super().__init__()
        self.subjects: list[str] = []

    def handle_message(self, message):
        self.subjects.append(str(message["Subject"]))


@pytest.fixture
def letterbox() -> Iterator[tuple[Letterbox, Controller]]:
    box = Letterbox()
    server = Controller(box, hostname="127.0.0.1", port=a_free_port())
    server.start()
    yield box, server
    server.stop()


def children(pid: int) -> list[int]:
    """The processes that this one has started, without the book-keeper that multiprocessing keeps."""
    found = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return [pid for pid in found if b"resource_tracker" not in Path(f"/proc/{pid}/cmdline").read_bytes()]


def alive(pids: list[int]) -> list[int]:
    return [pid for pid in pids if Path(f"/proc/{pid}").exists()]


def test_a_killed_worker_process_comes_back_and_no_mail_is_lost(a_site, letterbox):
    box, server = letterbox
    site: Site = a_site(EMAIL_URL=f"smtp://127.0.0.1:{server.port}")
    site.manage(code=OWE.format(count=20))
    supervisor = site.serve("--workers", "1")
    wait_until(lambda: len(box.subjects) >= 3)
    _web, worker = children(supervisor.pid)

    os.kill(worker, signal.SIGKILL)

    # The mail that was on its way when the worker died is tried again after its lease of two minutes.
    wait_until(lambda: len(set(box.subjects)) >= 19, 60)
    assert len(box.subjects) - len(set(box.subjects)) <= 1
    assert int(site.manage(code=OWED)) <= 1


def test_killed_web_processes_come_back_and_leave_no_orphan(a_site):
    site: Site = a_site()
    supervisor = site.serve("--no-worker", "--workers", "1")
    (web,) = children(supervisor.pid)
    workers = children(web)

    os.kill(web, signal.SIGKILL)

    wait_until(lambda: not alive([*workers]))
    wait_until(lambda: site.status("/healthz") == 200)
    assert children(supervisor.pid) != [web]


def test_nothing_runs_on_when_the_supervisor_is_killed(a_site):
    site: Site = a_site()
    supervisor = site.serve("--workers", "1")
    below = [*children(supervisor.pid), *children(children(supervisor.pid)[0])]

    os.kill(supervisor.pid, signal.SIGKILL)

    supervisor.wait(5)
    wait_until(lambda: not alive(below))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_everything_in_order(a_site, number):
    site: Site = a_site()
    supervisor = site.serve("--workers", "1")
    below = [*children(supervisor.pid), *children(children(supervisor.pid)[0])]

    supervisor.send_signal(number)

    assert supervisor.wait(40) == 0
    wait_until(lambda: not alive(below), 20)
    assert "process.killed" not in site.log


def test_hangup_gives_new_web_processes(a_site):
    site: Site = a_site()
    supervisor = site.serve("--no-worker", "--workers", "1")
    (web,) = children(supervisor.pid)
    before = children(web)

    supervisor.send_signal(signal.SIGHUP)

    wait_until(lambda: not alive(before))
    wait_until(lambda: site.status("/healthz") == 200)
    assert children(supervisor.pid) == [web]


def test_readiness_tells_whether_a_worker_was_seen(a_site):
    site: Site = a_site()
    site.serve("--workers", "1")

    wait_until(lambda: '"worker": "seen"' in site.text("/readyz"))


def test_a_server_on_old_tables_refuses_to_start(tmp_path):
    site = Site(tmp_path / "data")

    refusal = subprocess.run(
        site.command("serve", "--bind", f"127.0.0.1:{site.port}"),
        **site.how,
        capture_output=True,
        text=True,
        check=False,
    )

    assert refusal.returncode == 1
    assert "migrations are missing" in refusal.stderr
    assert "Traceback" not in refusal.stderr


def test_a_server_whose_port_is_taken_says_so(a_site):
    site: Site = a_site()
    site.serve("--no-worker", "--workers", "1")

    refusal = subprocess.run(
        site.command("serve", "--bind", f"127.0.0.1:{site.port}"),
        **site.how,
        capture_output=True,
        text=True,
        check=False,
    )

    assert refusal.returncode == 1
    assert "Choose another port" in refusal.stderr


def test_access_lines_hold_neither_address_nor_query(a_site):
    site: Site = a_site()
    site.serve("--no-worker", "--workers", "1")

    site.status("/members/Ada-Lovelace/?q=geheim")

    wait_until(lambda: '"event": "request"' in site.log)
    assert "Lovelace" not in site.log
    assert "geheim" not in site.log
    assert "127.0.0.1" not in site.log.replace(f"http://127.0.0.1:{site.port}", "")
