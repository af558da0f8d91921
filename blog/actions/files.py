"""Files that tasks draw and rows name: written so that a run may be repeated, deleted when that is safe."""

from collections.abc import Iterable
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import transaction


def put_file(storage: Storage, name: str, content: bytes) -> str:
    """Write a file under a name that means this content, and return the name under which it is."""
    storage.delete(name)  # half a file, if a run was ended while it wrote
    return storage.save(name, ContentFile(content))


def delete_files(storage: Storage, names: Iterable[str]) -> None:
    """Delete files when the transaction is safe: a file cannot be rolled back."""
    for name in names:
        transaction.on_commit(partial(storage.delete, name))
