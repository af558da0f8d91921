"""Take in an export of WordPress (WXR). See docs/import-wordpress.md."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from accounts.rules.roles import system
from blog.actions.importing import ImportReport, import_wordpress
from blog.management.import_report import report_lines
from blog.rules.wordpress import ImportRefused

LINE_EVERY = 1_000  # items, where there is no terminal


class Command(BaseCommand):
    help = (
        "Takes in posts, pages, categories, tags, authors and comments of a WordPress export (WXR). "
        "What is there already stays as it is, so the command can be repeated. "
        "Exit status: 0 done, 1 refused and nothing stored, 2 wrong usage, 130 stopped and repeatable."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the XML file that WordPress wrote")
        parser.add_argument("--dry-run", action="store_true", help="tell what would happen and store nothing")

    def handle(self, *, file: Path, dry_run: bool, **_options: Any) -> None:
        console = Console(file=sys.stderr)
        try:
            with self._shown(console) as progress:
                report = import_wordpress(
                    open_export=lambda: _opened(file),
                    is_dry=dry_run,
                    actor=system("import_wordpress"),
                    now=timezone.now(),
                    progress=progress,
                )
        except ImportRefused as refused:
            raise CommandError(_("Nothing was imported. %(why)s") % {"why": refused}) from None
        except OSError as error:
            raise CommandError(
                _("The file cannot be read: %(why)s") % {"why": error.strerror or error}
            ) from None
        except KeyboardInterrupt:
            self.stderr.write(_("Stopped. What was stored is whole; run the command again for the rest."))
            raise SystemExit(130) from None
        self._tell(report)

    @contextmanager
    def _shown(self, console: Console) -> Iterator[Callable[[int, int], None]]:
        if not console.is_terminal:
            yield self._lines
            return
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=console) as bar:
            task = bar.add_task(_("Importing"), total=None)
            yield lambda done, total: bar.update(task, completed=done, total=total)

    def _lines(self, done: int, total: int) -> None:
        if done // LINE_EVERY != (done - 1) // LINE_EVERY and done < total:
            self.stderr.write(_("%(done)d of %(total)d") % {"done": done, "total": total})

    def _tell(self, report: ImportReport) -> None:
        for line in report_lines(report):
            self.stdout.write(line)
        items = report.survey.items
        if not report.survey.kinds.keys() & {"post", "page"}:
            self.stdout.write(_("The export holds no posts and no pages."))
        elif report.is_dry:
            self.stdout.write(
                ngettext(
                    "Dry run: %(count)d entry was looked at and nothing was stored.",
                    "Dry run: %(count)d entries were looked at and nothing was stored.",
                    items,
                )
                % {"count": items}
            )


def _opened(file: Path) -> BinaryIO:
    return file.open("rb")
