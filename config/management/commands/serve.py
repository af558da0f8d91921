"""Serve the site: web and worker, started again whenever one of them dies."""

import socket
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.readiness import pending_migrations
from config.server.supervisor import Child, Supervisor


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


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = ["__all__"]

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--bind", default="127.0.0.1:8000", help="HOST:PORT (default: %(default)s)")
        parser.add_argument("--workers", type=int, default=2, help="web processes (default: %(default)s)")
        parser.add_argument(
            "--no-worker", action="store_true", help="web only: tasks are worked on elsewhere"
        )

    def handle(self, *, bind: str, workers: int, no_worker: bool, **options: Any) -> None:
        host, port = address(bind)
        if workers < 1:
            raise CommandError("--workers wants at least 1.")
        if pending := pending_migrations():
            raise CommandError(
                f"The database is older than the code: {len(pending)} migrations are missing, "
                f"the first is {pending[0]}. Run `python manage.py prepare` first."
            )
        must_be_free(host, port)
        manage = [sys.executable, str(settings.BASE_DIR / "manage.py")]
        server = [sys.executable, "-m", "config.server.web"]
        web = [*server, host, str(port), str(workers), settings.LOG_FORMAT]
        children = [Child("web", web, cwd=settings.BASE_DIR, reloads=True)]
        if not no_worker:
            children.append(Child("worker", [*manage, "worker"], cwd=settings.BASE_DIR))
        sys.exit(Supervisor(children).run())
