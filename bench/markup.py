"""How long rendering takes: slow shapes at the limit and at four times the limit, and ordinary texts.

    python -m bench.markup

Seconds are of the processor, the best of three. The last line says whether quality figure 14 holds.
"""

import time
from collections.abc import Callable

from markup import COMMENT_LIMIT, clean_post, comment_from_html, render_comment
from tests.markup.shapes import shapes

COMMENT = (
    "Thanks for **this** article. I had the same trouble in Hamburg:\n\n> no line since Monday\n\n"
    "- first a [reply](https://example.org/a) came\n- then `nothing`\n\nMore at https://example.org/b.\n"
)
POST = (
    '<h2>Störung</h2><p>Ein <strong>Satz</strong> mit <a href="https://example.org/">Link</a> &amp; mehr, '
    + "und noch viele Wörter danach, " * 8
    + "</p><ul><li>eins</li><li>zwei</li></ul>"
)
SECONDS, GROWTH, SIZE = 2.0, 8.0, (20, 20_000)


def seconds(work: Callable[[str], str], text: str) -> float:
    """Return the best of three runs."""

    def once() -> float:
        start = time.process_time()
        work(text)
        return time.process_time() - start

    return min(once() for _ in range(3))


def row(name: str, text: str, longer: str) -> tuple[str, float, float, float]:
    """Return name, seconds, growth at four times the length, and the HTML as a part of what is allowed."""
    at_limit = seconds(render_comment, text)
    allowed = SIZE[0] * len(text) + SIZE[1]
    return name, at_limit, seconds(render_comment, longer) / at_limit, len(render_comment(text)) / allowed


def main() -> None:
    """Print the tables."""
    longer = dict(shapes(4 * COMMENT_LIMIT))
    rows = [row(name, text, longer[name]) for name, text in shapes(COMMENT_LIMIT)]
    print(f"{'shape of ' + str(COMMENT_LIMIT) + ' characters':34}{'ms':>9}{'x4':>7}{'size':>7}")
    for name, took, growth, size in sorted(rows, key=lambda each: -each[1]):
        print(f"{name:34}{took * 1000:9.1f}{growth:7.1f}{size:7.2f}")
    print(f"\n{'ordinary text':34}{'µs':>9}")
    for name, work, text in [
        ("comment of 50 words", render_comment, COMMENT),
        (f"post of {len(POST) * 40 // 1000} kB", clean_post, POST * 40),
        ("the same, already clean", clean_post, clean_post(POST * 40)),
        ("imported comment", comment_from_html, render_comment(COMMENT)),
    ]:
        print(f"{name:34}{seconds(work, text) * 1e6:9.0f}")
    holds = all(took <= SECONDS and growth <= GROWTH and size <= 1 for _, took, growth, size in rows)
    print(f"\n{len(rows)} shapes: {'every bound holds' if holds else 'a bound is broken'}")


if __name__ == "__main__":
    main()
