"""`manage.py rerender --pictures`: make renditions that are missing, and find files that nobody needs."""

from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from blog.actions.orphans import orphans, sweep
from blog.actions.renditions import FileMissing, PictureChanged, draw_renditions
from blog.models import Image

BATCH = 200  # rows fetched at once
SETTLED = timedelta(days=1)  # a younger file may belong to an upload that is not finished


class Command(BaseCommand):
    help = "Draw again what is made from something else: the smaller files of pictures."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--pictures", action="store_true", help="make missing renditions of pictures")
        parser.add_argument(
            "--after",
            type=int,
            default=0,
            help="go on behind this id, where a run was stopped",
        )
        parser.add_argument(
            "--sweep", action="store_true", help="delete files of pictures that belong to nothing for a day"
        )

    def handle(self, *, pictures: bool, after: int, sweep: bool, **options: Any) -> None:
        """Draw each picture in transactions of its own; whatever is there already costs a look."""
        if not pictures:
            raise CommandError("Say what to draw again: --pictures.")
        seen = made = 0
        for image in in_batches(after):
            made += self._draw(image)
            seen += 1
        self.stdout.write(f"{seen} pictures looked at, {made} files made.")
        self._tell_orphans(sweep)

    def _draw(self, image: Image) -> int:
        try:
            made = draw_renditions(image=image)
        except FileMissing:
            self.stderr.write(f"{image.pk} {image.file.name}: the file is missing or is no picture")
            return 0
        except PictureChanged:
            self.stderr.write(f"{image.pk} {image.file.name}: changed meanwhile; its task makes the rest")
            return 0
        if made:
            self.stdout.write(f"{image.pk} {image.file.name}: {made} files")
        return made

    def _tell_orphans(self, delete: bool) -> None:
        found = list(orphans(older_than=timezone.now() - SETTLED))
        for name in found:
            self.stdout.write(f"belongs to nothing: {name}")
        if delete:
            self.stdout.write(f"{sweep(found)} files deleted.")
        elif found:
            self.stdout.write(f"{len(found)} files belong to nothing; --sweep deletes them.")


def in_batches(after: int) -> Iterator[Image]:
    """Go through pictures by id without holding a query open while files are written."""
    while batch := list(Image.objects.filter(pk__gt=after).order_by("pk")[:BATCH]):
        yield from batch
        after = batch[-1].pk
