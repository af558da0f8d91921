"""Servers on this machine, each ended by its process group, also after Ctrl-C."""

import contextlib
import http.client
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.ports import a_free_port

ROOT = Path(__file__).resolve().parents[1]
START = 60.0  # seconds within which a server answers
END = 20.0


@dataclass(frozen=True)
class Answer:
    """One answer as it came over the wire."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    milliseconds: float


@dataclass
class Server:
    """A process that answers on a port of this machine."""

    name: str
    port: int
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def fetch(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Ask once, on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        with contextlib.closing(connection):
            start = time.perf_counter()
            connection.request("GET", path, headers=dict(headers or {}))
            response = connection.getresponse()
            body = response.read()
            took = (time.perf_counter() - start) * 1000
            found: dict[str, str] = {}
            for key, value in response.getheaders():
                found[key.lower()] = ", ".join(filter(None, (found.get(key.lower()), value)))
            return Answer(response.status, found, body, took)

    def stop(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(END)
        except subprocess.TimeoutExpired:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(END)


def environment(data: Path, **variables: str) -> dict[str, str]:
    """What a site in production is told, and nothing of ours."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("RESONANZ_", "DJANGO_", "DATABASE_", "CACHE_"))
    }
    return kept | {
        "SECRET_KEY": "only-for-the-benchmark-on-this-machine-0123456789",
        "DEBUG": "false",
        "RESONANZ_ENV_FILE": os.devnull,
        "RESONANZ_DATA_DIR": str(data),
        "RESONANZ_COMMENTS_PER_MINUTE": "0",
        "RESONANZ_SEARCHES_PER_MINUTE": "0",
        "RESONANZ_STAFF_SECOND_FACTOR": "false",
        **variables,
    }


@contextlib.contextmanager
def running(
    name: str, command: Sequence[str], *, port: int, env: Mapping[str, str], log: Path, probe: str
) -> Iterator[Server]:
    """Start a server, wait until `probe` is answered, and end it afterwards."""
    with log.open("ab") as out:
        process = subprocess.Popen(
            command, cwd=ROOT, env=env, stdout=out, stderr=subprocess.STDOUT, start_new_session=True
        )
    server = Server(name, port, process)
    try:
        _wait(server, probe, log)
        yield server
    finally:
        server.stop()


@contextlib.contextmanager
def site(data: Path, *, workers: int = 2, application: str = "", **variables: str) -> Iterator[Server]:
    """The site as in production: web processes and worker, static files collected, DEBUG off.

    With another `application` the web processes alone.
    """
    port = a_free_port()
    url = f"http://localhost:{port}"
    env = environment(data, RESONANZ_URL=url, **variables)
    command = [sys.executable, "manage.py", "serve", "--workers", str(workers), "--bind", f"127.0.0.1:{port}"]
    if application:
        command = _web(port, workers, application)
    with running("site", command, port=port, env=env, log=data / "log.txt", probe="/healthz") as server:
        yield server


@contextlib.contextmanager
def bare(files: Path, *, workers: int = 2) -> Iterator[Server]:
    """A bare Django view on the same server with the same settings."""
    port = a_free_port()
    env = environment(files, BENCH_FILES=str(files))
    command = _web(port, workers, "bench.bare:application")
    log = files.parent / "bare.log"
    with running("bare", command, port=port, env=env, log=log, probe=_first(files)) as server:
        yield server


NGINX = """
{user}worker_processes 2;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    sendfile on;
    tcp_nopush on;
    keepalive_requests 10000000;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {inside}
}}
"""


@contextlib.contextmanager
def nginx_with(folder: Path, inside: str, port: int, *, probe: str) -> Iterator[Server]:
    """An nginx of our own with these lines in its `http`."""
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if not found:
        raise SystemExit("nginx is a yardstick and is not installed. On Debian: apt-get install nginx-light")
    folder.mkdir(parents=True, exist_ok=True)
    user = "user root;\n" if os.geteuid() == 0 else ""
    conf = folder / "nginx.conf"
    conf.write_text(NGINX.format(user=user, folder=folder, inside=inside))
    command = [found, "-p", str(folder), "-c", str(conf)]
    with running("nginx", command, port=port, env=os.environ, log=folder / "log.txt", probe=probe) as server:
        yield server


@contextlib.contextmanager
def nginx(files: Path) -> Iterator[Server]:
    """An nginx that serves a folder as it is."""
    port = a_free_port()
    inside = f"server {{ listen 127.0.0.1:{port}; root {files}; }}"
    with nginx_with(files.parent / "nginx", inside, port, probe=_first(files)) as server:
        yield server


def _first(files: Path) -> str:
    return f"/{next(each.name for each in sorted(files.iterdir()) if each.is_file())}"


def _web(port: int, workers: int, application: str) -> list[str]:
    return [
        sys.executable,
        "-m",
        "config.server.web",
        "127.0.0.1",
        str(port),
        str(workers),
        "json",
        application,
    ]


def _wait(server: Server, probe: str, log: Path) -> None:
    until = time.monotonic() + START
    while True:
        with contextlib.suppress(OSError, http.client.HTTPException):
            if server.fetch(probe).status == 200:
                return
        if server.process.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"{server.name} does not answer:\n{log.read_text()[-2000:]}")
        time.sleep(0.1)
