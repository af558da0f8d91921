"""Serve the site: web and worker, started again whenever one of them dies."""

import socket
import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from config.readiness import pending_migrations
from config.server.supervisor import Child, Supervisor

WORKER_AFTER = 3.0  # seconds


def address(text: str) -> tuple[str, int]:
    """Host and port of `127.0.0.1:8000`, `[::1]:8000` or `:8000`. Raises CommandError."""
    host, _, port = text.rpartition(":")
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise CommandError(f"--bind wants HOST:PORT, such as 127.0.0.1:8000, and not “{text}”.")
    return host.strip("[]") or "127.0.0.1", int(port)


def must_be_free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"Cannot listen on {host}:{port}: {error.strerror}. "
                "Is a server running there already? Choose another port with --bind (or PORT= for make run)."
            ) from error


def has_static_files() -> bool:
    """Whether every page would find its style sheet."""
    try:
        return bool(staticfiles_storage.url("css/site.css"))
    except ValueError:
        return False


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--bind", default="127.0.0.1:8000", help="HOST:PORT (default: %(default)s)")
        parser.add_argument("--workers", type=int, default=2, help="web processes (default: %(default)s)")
        parser.add_argument(
            "--no-worker", action="store_true", help="web only: tasks are worked on elsewhere"
        )

        parser.add_argument("--prepare", action="store_true", help="first do what `prepare` does")
        parser.add_argument("--demonstration", action="store_true", help="load it with --prepare")

    def handle(self, *, bind: str, workers: int, no_worker: bool, **options: Any) -> None:
        host, port = address(bind)
        must_be_free(host, port)
        if workers < 1:
            raise CommandError("--workers wants at least 1.")
        if options["prepare"]:
            call_command("prepare", demonstration=options["demonstration"], stdout=self.stdout)
        elif pending := pending_migrations():
            raise CommandError(
                f"The database is older than the code: {len(pending)} migrations are missing, "
                f"the first is {pending[0]}. Run `python manage.py prepare` first."
            )
        if not has_static_files():
            raise CommandError("The static files are not collected. Run `python manage.py prepare` first.")
        self.stdout.write(f"\nResonanz is at {settings.SITE_URL} (stop it with Ctrl+C).\n")
        self.stdout.flush()
        manage = [sys.executable, str(settings.BASE_DIR / "manage.py")]
        server = [sys.executable, "-m", "config.server.web"]
        web = [*server, host, str(port), str(workers), settings.LOG_FORMAT]
        children = [Child("web", web, cwd=settings.BASE_DIR, reloads=True)]
        if not no_worker:
            # A moment later, so that the first page does not wait for it.
            later = time.monotonic() + WORKER_AFTER
            children.append(Child("worker", [*manage, "worker"], cwd=settings.BASE_DIR, start_at=later))
        sys.exit(Supervisor(children).run())
