"""Make the site ready to serve: tables, static files. Quick when nothing changed."""

import hashlib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand

from config.readiness import pending_migrations


def static_print() -> str:
    """A fingerprint of all static files by name, size and time, and of how they are stored."""
    print_ = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            known = Path(storage.path(path)).stat()
            print_.update(f"{path}\0{known.st_size}\0{known.st_mtime_ns}\n".encode())
    return print_.hexdigest()


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--demonstration", action="store_true", help="load the demonstration content into an empty site"
        )

    def handle(self, *, demonstration: bool, **options: Any) -> None:
        if pending := pending_migrations():
            self.stdout.write(f"Preparing the database ({len(pending)} migrations) …")
            call_command("migrate", interactive=False, verbosity=0)
        self.collect_static()
        if demonstration and "demo" in get_commands():
            call_command("demo", stdout=self.stdout, stderr=self.stderr)

    def collect_static(self) -> None:
        """Copy the static files, unless they are those of the last time."""
        stamp, found = Path(settings.STATIC_ROOT) / ".fingerprint", static_print()
        if stamp.exists() and stamp.read_text() == found:
            return
        self.stdout.write("Collecting the static files …")
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(found)
