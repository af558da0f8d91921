"""Migrated, empty databases, kept between two runs of the tests while no migration has changed.

To migrate takes longer than most tests. Only for SQLite, where a database is a file.
"""

import hashlib
import inspect
import os
import pkgutil
import shutil
import tempfile
from importlib import import_module
from pathlib import Path

import django
from django.apps import apps
from django.db import connections


def _migrations() -> list[Path]:
    files = []
    for app in apps.get_app_configs():
        folder = Path(app.path) / "migrations"
        files += [folder / f"{found.name}.py" for found in pkgutil.iter_modules([str(folder)])]
    return sorted(files)


def fingerprint() -> str:
    """Another one as soon as a migration, a model that makes permissions, or Django is another one."""
    found = hashlib.sha256(django.__version__.encode())
    for path in _migrations():
        found.update(path.read_bytes())
    for app in apps.get_app_configs():
        found.update(inspect.getsource(import_module(type(app).__module__)).encode())
    names = sorted(model._meta.label for model in apps.get_models())
    return hashlib.sha256(found.digest() + "".join(names).encode()).hexdigest()[:20]


def folder() -> Path:
    mine = Path(tempfile.gettempdir()) / f"resonanz-tests-migrated-{os.getuid()}"
    mine.mkdir(mode=0o700, exist_ok=True)
    return mine / fingerprint()


def file_databases() -> dict[str, Path]:
    """The files of the test databases by alias; nothing for a database that is a server."""
    return {
        alias: Path(connections[alias].settings_dict["TEST"]["NAME"])
        for alias in connections
        if connections[alias].vendor == "sqlite"
    }


def restore() -> None:
    """Put the kept databases where the tests will look for theirs."""
    for alias, path in file_databases().items():
        kept = folder() / alias
        if kept.exists():
            shutil.copyfile(kept, path)


def keep() -> None:
    """Keep the databases of this run for the next, and forget those of older migrations."""
    for alias in file_databases():
        kept = folder() / alias
        if kept.exists():
            continue
        kept.parent.mkdir(mode=0o700, exist_ok=True)
        fresh = kept.with_suffix(f".{os.getpid()}")
        with connections[alias].cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(fresh)])
        fresh.replace(kept)
    everything = sorted(folder().parent.iterdir(), key=lambda found: found.stat().st_mtime)
    for old in everything[:-10]:
        shutil.rmtree(old, ignore_errors=True)
