"""How long an import from Disqus takes and how much memory it needs.

    python -m bench.import_disqus

Each run is a process of its own on a site that is thrown away (SQLite), as in `bench.import_wordpress`. The
last line says whether quality figures 11 and 12 hold: 10,000 comments in 300 s and 512 MB, a bomb in 10 s and
256 MB.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from bench.importing import Environment, File, measure, run
from tests.blog.disqus import an_export, many
from tests.blog.wxr import an_export as a_blog
from tests.blog.wxr import an_item

BOMB = (
    '<?xml version="1.0"?><!DOCTYPE disqus [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 20}">' for n in range(1, 12))
    + "]><disqus>&a11;</disqus>"
).encode()


def files() -> Iterator[File]:
    """Yield name, content, and the bounds in seconds and megabytes."""
    yield "10,000 comments, 200 posts", an_export(*many(10_000, threads=200)), 300, 512
    yield "10,000 comments, one post", an_export(*many(10_000)), 300, 512
    yield "bomb of entities", BOMB, 10, 256


def posts() -> bytes:
    """The blog whose comments stood elsewhere."""
    date = "2026-03-02 10:00:00"
    return a_blog(
        *(an_item(number=n + 1, slug=f"post-{n}", title=f"Post {n}", date=date) for n in range(200))
    )


def with_posts(folder: Path, env: Environment) -> None:
    """Take in the blog first: comments are put below what is there."""
    blog = folder / "blog.xml"
    blog.write_bytes(posts())
    run("import_wordpress", blog, env=env)


if __name__ == "__main__":
    sys.exit(measure("import_disqus", files(), prepare=with_posts))
