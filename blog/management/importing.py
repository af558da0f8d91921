"""What the commands that import have in common: progress, refusals, being stopped."""

from __future__ import annotations

import argparse
import logging
import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from accounts.rules.roles import system
from blog.rules.exports import ImportRefused

logger = logging.getLogger(__name__)

LINE_EVERY = 1_000  # things, where there is no terminal
EXIT = "Exit status: 0 done, 1 refused and nothing stored, 2 wrong usage, 130 stopped and repeatable."


class ImportCommand(BaseCommand, ABC):
    """Runs `take_in` with everything that an import needs, and lets `tell` write its report."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the file that the other program wrote")
        parser.add_argument("--dry-run", action="store_true", help="tell what would happen and store nothing")

    @abstractmethod
    def take_in(self, *, file: Path, options: dict[str, Any], **parts: Any) -> Any:
        """Call the action with `parts`, and with `options` of the command's own; return its report."""

    @abstractmethod
    def tell(self, report: Any) -> None:
        """Write the report to standard output."""

    def handle(self, *, file: Path, dry_run: bool, **options: Any) -> None:
        name = self.__module__.rpartition(".")[2]
        try:
            with self._shown() as progress:
                report = self.take_in(
                    file=file,
                    options=options,
                    open_export=lambda: _opened(file),
                    is_dry=dry_run,
                    actor=system(name),
                    now=timezone.now(),
                    progress=progress,
                )
        except ImportRefused as refused:
            logger.warning("import.refused", extra={"command": name, "problem": type(refused).__name__})
            raise CommandError(_("Nothing was imported. %(why)s") % {"why": refused}) from None
        except OSError as error:
            raise CommandError(
                _("%(file)s cannot be read: %(why)s") % {"file": file, "why": error.strerror or error}
            ) from None
        except KeyboardInterrupt:
            self.stderr.write(_("Stopped. What was stored is whole; run the command again for the rest."))
            raise SystemExit(130) from None
        logger.info("import.finished", extra={"command": name, "dry_run": dry_run})
        self.tell(report)

    @contextmanager
    def _shown(self) -> Iterator[Callable[[int, int], None]]:
        console = Console(file=sys.stderr)
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


def _opened(file: Path) -> BinaryIO:
    return file.open("rb")
