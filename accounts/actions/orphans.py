"""Files of people that no row knows: left by a crash between a file and its row."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import batched
from typing import Any

from django.core.files.storage import Storage, default_storage
from django.db.models import QuerySet

from accounts.actions.exporting import FOLDER
from accounts.models import Export, User
from accounts.models.export import private_files

BATCH = 500  # names asked for at once
SETTLED = timedelta(days=1)  # a younger file may belong to a row that is not written yet


@dataclass(frozen=True)
class Files:
    """A folder of files that rows know by their names."""

    folder: str
    storage: Callable[[], Storage]
    rows: Callable[[], QuerySet[Any]]
    column: str


PICTURES = Files("people", lambda: default_storage, User.objects.all, "picture")
EXPORTS = Files(FOLDER, private_files, Export.objects.all, "file")


def orphans(files: Files, *, now: datetime) -> Iterator[str]:
    """Yield names of files that belong to no row and were written a day ago or earlier."""
    storage = files.storage()
    if not storage.exists(files.folder):
        return
    found = (f"{files.folder}/{name}" for name in storage.listdir(files.folder)[1])
    for names in batched(found, BATCH):
        known = files.rows().filter(**{f"{files.column}__in": names}).values_list(files.column, flat=True)
        for name in sorted(set(names) - set(known)):
            if storage.get_modified_time(name) < now - SETTLED:
                yield name


def drop_orphans(files: Files, *, now: datetime) -> int:
    """Delete the orphans; return how many. Two at once do no harm: what is gone is gone."""
    names = list(orphans(files, now=now))
    for name in names:
        files.storage().delete(name)
    return len(names)
