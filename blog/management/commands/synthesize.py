"""Fill a site with invented members, posts and conversations, for load tests. See docs/performance.md."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from blog.actions.synthesize import HasContent, NobodyToSpeak, Order, synthesize

UNTIL = "2026-11-01"  # fixed, so that the same command gives the same rows on every day
LINE_EVERY = 50_000  # comments, where there is no terminal


class Command(BaseCommand):
    help = (
        "Writes invented members, posts and conversations of ten years, in bulk. The same numbers and "
        "the same seed give the same rows. Only for sites that are thrown away: nothing takes them out again."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        for name in ("posts", "comments", "members"):
            parser.add_argument(f"--{name}", type=whole_number, required=True)
        parser.add_argument(
            "--thread",
            type=whole_number,
            action="append",
            default=[],
            metavar="COMMENTS",
            help="one more post with a conversation of this size; can be given several times",
        )
        parser.add_argument("--seed", type=whole_number, required=True, help="chooses everything else")
        parser.add_argument("--until", type=day, default=UNTIL, help="the last day (default: %(default)s)")
        parser.add_argument(
            "--among-others", action="store_true", help="also on a site where something stands already"
        )

    def handle(self, *, among_others: bool, thread: list[int], **options: Any) -> None:
        order = Order(
            threads=tuple(thread),
            **{n: options[n] for n in ("posts", "comments", "members", "seed", "until")},
        )
        try:
            with self._shown() as progress:
                synthesize(order=order, among_others=among_others, progress=progress)
        except HasContent:
            raise CommandError(
                _(
                    "This site has posts, comments or members already, and nothing would take the "
                    "invented ones out again. Use an empty database, or say --among-others."
                )
            ) from None
        except NobodyToSpeak:
            raise CommandError(
                _("Comments need --members to write them and --posts to stand under.")
            ) from None
        except KeyboardInterrupt:
            self.stderr.write(_("Stopped. Run recount, or throw the site away."))
            raise SystemExit(130) from None
        self.stdout.write(
            _("%(posts)d posts, %(comments)d comments, %(members)d members. Run reindex to find them.")
            % {
                "posts": order.posts + len(order.threads),
                "comments": order.all_comments,
                "members": order.members,
            }
        )

    @contextmanager
    def _shown(self) -> Iterator[Callable[[int, int], None]]:
        console = Console(file=sys.stderr)
        if not console.is_terminal:
            yield self._lines()
            return
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=console) as bar:
            task = bar.add_task(_("Comments"), total=None)
            yield lambda done, total: bar.update(task, completed=done, total=total)

    def _lines(self) -> Callable[[int, int], None]:
        said = 0

        def tell(done: int, total: int) -> None:
            nonlocal said
            if done - said >= LINE_EVERY and done < total:
                said = done
                self.stderr.write(_("%(done)d of %(total)d") % {"done": done, "total": total})

        return tell


def whole_number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise argparse.ArgumentTypeError(_("“%(text)s” is not a whole number") % {"text": text})
    return int(text)


def day(text: str) -> datetime:
    """Return the beginning of a day (UTC)."""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=UTC)
    except ValueError:
        raise argparse.ArgumentTypeError(
            _("“%(text)s” is not a day such as 2026-11-01") % {"text": text}
        ) from None
