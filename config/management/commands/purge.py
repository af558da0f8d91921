"""Let go what is kept for a while only: the worker does the same once a day. May be stopped and repeated."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from config.server.purging import PURGES


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say what would go")
        parser.add_argument(
            "--only", default="", choices=[each.name for each in PURGES], help="only things of this kind"
        )

    def handle(self, *, dry_run: bool, only: str, **options: Any) -> None:
        """Print one line for each kind: its name, how long it is kept, and how much went."""
        now, total = timezone.now(), 0
        self.stdout.write(f"{'what':<22}{'kept, days':>10}{'would go' if dry_run else 'gone':>12}")
        for each in PURGES:
            if only in {"", each.name}:
                number = each.count(now) if dry_run else each.work(now, lambda: True)
                self.stdout.write(f"{each.name:<22}{each.kept.days:>10}{number:>12}")
                total += number
        self.stdout.write(f"{'all':<22}{'':>10}{total:>12}")
