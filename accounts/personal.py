"""What this site knows about a person: each room registers its parts of it, and what can be done with them.

A part answers for some columns of the database (`reaches`), and hands out what stands there about one person.
What it keeps back from that person is said in `withholds`, with the reason. A test goes through all tables
and fails for a column about people that no part answers for.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models.fields.files import FieldFile
from django.utils.functional import Promise

from accounts.models import User
from accounts.rules.leaving import Choice

type Row = dict[str, Any]
"""One thing in words that a person understands. Values are what JSON knows, times, days and ids."""

type Rows = Callable[[User], Iterator[Row]]
"""The rows about a person, one after the other: there may be a hundred thousand."""

type Files = Callable[[User], Iterator[tuple[str, FieldFile]]]
"""The files of a person, each with the name that it gets in the archive."""

type Preview = Callable[[User, Choice], list[str]]
"""What erasing would do, as lines in the language that is spoken now; changes nothing."""

type Erase = Callable[[User, Choice, datetime], bool]
"""Erase the next batch, in a transaction of its own; return whether there may be more, also after a crash."""


@dataclass(frozen=True)
class Part:
    """What one room keeps of a person under one `name`; the rows go to `<name>.json` of the archive.

    `title` says in a sentence what that is. `reaches` and `withholds` name columns (`comments.Draft.text`).
    `erase` and `preview` are None where the rows go with those of another part.
    """

    name: str
    title: str | Promise
    export: Rows
    reaches: frozenset[str] = frozenset()
    withholds: Mapping[str, str] = field(default_factory=dict)
    files: Files | None = None
    preview: Preview | None = None
    erase: Erase | None = None


_ROOMS: list[tuple[Part, ...]] = []


def register(*some: Part) -> None:
    """Let the parts of a room be reached; called by `AppConfig.ready`, from the highest room downwards."""
    known = {part.name for part in parts()}
    for part in some:
        if part.name in known:
            raise ValueError(f"There are two parts called {part.name}.")
    _ROOMS.insert(0, some)


def parts() -> tuple[Part, ...]:
    """All parts, those of the lowest room first: who somebody is, what they said, what they published."""
    return tuple(part for room in _ROOMS for part in room)
