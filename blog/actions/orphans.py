"""Files in the folders of the library that no row knows: left by a crash between a file and its row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import batched

from django.core.files.storage import default_storage

from blog.models import Image, Rendition

FOLDERS = ("images", "renditions")
BATCH = 500  # names asked for at once


def orphans(*, older_than: datetime) -> Iterator[str]:
    """Yield names of files that belong to no picture and were written before `older_than`."""
    for names in batched(_files(*FOLDERS), BATCH):
        for name in sorted(_unknown(names)):
            if default_storage.get_modified_time(name) < older_than:
                yield name


def sweep(names: Iterable[str]) -> int:
    """Delete those of the files that still belong to nothing; return how many."""
    count = 0
    for some in batched(names, BATCH):
        for name in _unknown(some):
            default_storage.delete(name)
            count += 1
    return count


def _unknown(names: Iterable[str]) -> set[str]:
    asked = set(names)
    pictures = Image.objects.filter(file__in=asked).values_list("file", flat=True)
    renditions = Rendition.objects.filter(file__in=asked).values_list("file", flat=True)
    return asked - set(pictures) - set(renditions)


def _files(*folders: str) -> Iterator[str]:
    for folder in folders:
        if not default_storage.exists(folder):
            continue
        below, files = default_storage.listdir(folder)
        yield from (f"{folder}/{name}" for name in files)
        yield from _files(*(f"{folder}/{name}" for name in below))
