"""Files of pictures for tests, each in a colour of its own."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import PIL.Image


def a_file(colour: str = "teal", size: tuple[int, int] = (8, 6), format: str = "PNG") -> bytes:
    data = BytesIO()
    PIL.Image.new("RGB", size, colour).save(data, format)
    return data.getvalue()


def put(folder: Path, name: str, content: bytes | None = None) -> Path:
    """Write a file below a folder, by default a small picture."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(a_file() if content is None else content)
    return path
