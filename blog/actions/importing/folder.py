"""The folder with the pictures of the old site, as its operator copied it."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from blog.rules.wordpress.attachments import is_picture, original_of, size_of_copy

type Found = tuple[int, str]  # how good a file is, and its path below the folder


class MediaFolder:
    """Knows the pictures in a folder by name. Only what was found by walking through it is ever opened.

    So no name in an export can lead out of it. Links in the folder are left alone, wherever they lead.
    Raises OSError for a folder that cannot be read.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve(strict=True)
        self._by_name: dict[str, list[str]] = {}
        self._by_original: dict[str, list[Found]] = {}
        for path in _pictures(self._folder):
            self._remember(path)

    def find(self, file: str) -> str | None:
        """Return the path of the file that an export calls `file` (below its folder of uploads), or None.

        The file itself, or else the largest copy of it. Of several with the same name the one in the same
        folder counts; if there is none, a name that is not the only one is no proof.
        """
        file = _spelled(file)
        name = file.rpartition("/")[2]
        if exact := _nearest(file, self._by_name.get(name, [])):
            return exact
        original = original_of(file)
        copies = sorted(self._by_original.get(original.rpartition("/")[2], []), reverse=True)
        inside = original.rpartition("/")[0]
        near = [path for _, path in copies if f"/{_spelled(path)}".rpartition("/")[0].endswith(f"/{inside}")]
        if near and inside:
            return near[0]
        folders = {path.rpartition("/")[0] for _, path in copies}
        return copies[0][1] if len(folders) == 1 else None

    def open(self, path: str) -> BinaryIO:
        """Open a file that `find` named. Raises OSError."""
        number = os.open(self._folder / path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        return os.fdopen(number, "rb")

    def _remember(self, path: str) -> None:
        name = _spelled(path).rpartition("/")[2]
        self._by_name.setdefault(name, []).append(path)
        self._by_original.setdefault(original_of(name), []).append((size_of_copy(name), path))


def _pictures(folder: Path) -> Iterator[str]:
    """Yield the paths of all pictures below a folder, in a fixed order, without following links."""
    waiting = [""]
    while waiting:
        below = waiting.pop()
        with os.scandir(folder / below) as entries:
            for entry in sorted(entries, key=lambda each: each.name):
                path = f"{below}/{entry.name}" if below else entry.name
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(path)
                elif entry.is_file(follow_symlinks=False) and is_picture(entry.name):
                    yield path


def _nearest(file: str, paths: list[str]) -> str | None:
    same = [path for path in paths if f"/{_spelled(path)}".endswith(f"/{file}")]
    if same:
        return same[0]
    return paths[0] if len(paths) == 1 else None


def _spelled(path: str) -> str:
    """One spelling of a name: composed letters (some systems take them apart), small."""
    return unicodedata.normalize("NFC", path).lower()
