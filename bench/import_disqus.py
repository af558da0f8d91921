"""How long an import from Disqus takes and how much memory it needs.

    python -m bench.import_disqus

Each run is a process of its own on a site that is thrown away (SQLite), as in `bench.import_wordpress`. The
last line says whether quality figures 11 and 12 hold: 10,000 comments in 300 s and 512 MB, a bomb in 10 s and
256 MB.
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.import_wordpress import environment, run
from tests.blog.disqus import an_export, many
from tests.blog.wxr import an_export as a_blog
from tests.blog.wxr import an_item

BOMB = (
    '<?xml version="1.0"?><!DOCTYPE disqus [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 20}">' for n in range(1, 12))
    + "]><disqus>&a11;</disqus>"
).encode()


def files() -> Iterator[tuple[str, bytes, float, int]]:
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


def main() -> int:
    all_hold = True
    print(f"{'':<34}{'status':>7}{'seconds':>9}{'cpu':>8}{'MB':>6}")
    for name, content, seconds, megabytes in files():
        with tempfile.TemporaryDirectory() as folder:
            file, blog = Path(folder) / "disqus.xml", Path(folder) / "blog.xml"
            file.write_bytes(content)
            blog.write_bytes(posts())
            env = environment(Path(folder) / "data")
            run("migrate", env=env)
            run("import_wordpress", blog, env=env)
            for again in ("", ", again"):
                status, took, cpu, peak = run("import_disqus", file, env=env)
                holds = took <= seconds and peak <= megabytes
                all_hold = all_hold and holds
                print(
                    f"{name + again:<34}{status:>7}{took:>9.1f}{cpu:>8.1f}{peak:>6}{'' if holds else '  !'}"
                )
                if status:
                    break
    print("holds" if all_hold else "does not hold")
    return 0 if all_hold else 1


if __name__ == "__main__":
    sys.exit(main())
