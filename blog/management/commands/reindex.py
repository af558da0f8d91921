"""`manage.py reindex`: write the index of the search anew, from what is public."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from blog.actions.reindexing import Step, reindex


class Command(BaseCommand):
    help = (
        "Writes the index of the search anew, in batches, while the site is in use. When it was stopped, "
        "the next run goes on where this one was; --restart begins again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--restart", action="store_true", help="begin again, not where a run was stopped")

    def handle(self, *, restart: bool, **options: Any) -> None:
        console = Console(file=sys.stderr)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        words = {Step.POSTS.value: _("Posts"), Step.COMMENTS.value: _("Comments")}
        with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
            tasks = {step: bar.add_task(words[step], total=None) for step in words}
            done = reindex(
                restart=restart,
                progress=lambda step, number, total: bar.update(
                    tasks[Step(step)], completed=number, total=total
                ),
            )
        self.stdout.write(
            _("%(posts)d posts and %(comments)d comments indexed.")
            % {"posts": done[Step.POSTS], "comments": done[Step.COMMENTS]}
        )
