"""How long an import takes and how much memory it needs: ordinary, repeated, large and hostile files.

    python -m bench.import_wordpress [--all]

Each run is a process of its own on a site that is thrown away (SQLite). Seconds are by the clock and of the
processor, memory is the largest resident set. `--all` adds 50,000 posts. The last line says whether quality
figures 11 and 12 hold: 10,000 comments in 300 s and 512 MB, a bomb in 10 s and 256 MB.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from bench.importing import File, measure
from tests.blog.wxr import an_export, an_item, many

BOMB = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 20}">' for n in range(1, 12))
    + "]><rss><channel><title>&a11;</title></channel></rss>"
).encode()

LONG = 300  # megabytes


def files(everything: bool) -> Iterator[File]:
    """Yield name, content, and the bounds in seconds and megabytes. "%s" stands for a very long text."""
    yield "200 posts, 10,000 comments", an_export(*many(200, remarks=50)), 300, 512
    yield "one thread of 10,000 comments", an_export(*many(1, remarks=10_000)), 300, 512
    menu = (an_item(kind="nav_menu_item", number=n) for n in range(50_000))
    yield "50,000 entries of a menu", an_export(*menu), 120, 256
    yield "bomb of entities", BOMB, 10, 256
    yield "one text of 300 MB", an_export("<item><title>%s</title></item>"), 10, 256
    yield "one comment mark of 300 MB", an_export("<!-- %s -->"), 10, 256
    if everything:
        yield "50,000 posts", an_export(*many(50_000)), 300, 512


def write(file: Path, content: bytes) -> None:
    """Write a file without holding its length in memory: a child's peak begins with its parent's size."""
    head, mark, tail = content.partition(b"%s")
    with file.open("wb") as out:
        out.write(head)
        for _ in range(LONG if mark else 0):
            out.write(b"x" * 1_000_000)
        out.write(tail)


if __name__ == "__main__":
    sys.exit(measure("import_wordpress", files("--all" in sys.argv), write=write))
