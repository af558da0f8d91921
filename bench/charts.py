"""Bars as SVG: no script, readable in light and dark."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

ROW, BAR, LEFT, WIDTH, RIGHT = 30, 16, 250, 330, 110

STYLE = """
    text { font: 13px system-ui, sans-serif; fill: #1d2433 }
    .title { font-weight: 600; font-size: 15px }
    .bar { fill: #2f5d9b } .other { fill: #98a3b5 } .goal { stroke: #b3261e; stroke-width: 2 }
    @media (prefers-color-scheme: dark) {
        text { fill: #e7eaf0 } .bar { fill: #8ab4f0 } .other { fill: #6b7688 } .goal { stroke: #ff8a80 }
    }
"""


@dataclass(frozen=True)
class Bar:
    """One bar. `goal` is a mark on the same scale; `ours` tells the site from what it is compared with."""

    label: str
    value: float
    words: str
    ours: bool = True
    goal: float | None = None


def bars(title: str, rows: Sequence[Bar]) -> str:
    """Return a chart of horizontal bars that begin at zero."""
    most = max([row.value for row in rows] + [row.goal or 0 for row in rows]) or 1.0
    height = 50 + ROW * len(rows)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LEFT + WIDTH + RIGHT} {height}" '
        f'role="img" aria-label="{escape(title)}">',
        f"<title>{escape(title)}</title><style>{STYLE}</style>",
        f'<text class="title" x="0" y="20">{escape(title)}</text>',
    ]
    for place, row in enumerate(rows):
        parts += _row(row, 40 + ROW * place, WIDTH / most)
    return "\n".join([*parts, "</svg>"]) + "\n"


def _row(row: Bar, top: float, scale: float) -> list[str]:
    width = max(row.value * scale, 1)
    middle = top + BAR - 3
    size = f'width="{width:.1f}" height="{BAR}"'
    found = [
        f'<text x="0" y="{middle}">{escape(row.label)}</text>',
        f'<rect class="{"bar" if row.ours else "other"}" x="{LEFT}" y="{top}" {size}/>',
        f'<text x="{LEFT + WIDTH + 8}" y="{middle}">{escape(row.words)}</text>',
    ]
    if row.goal is not None:
        x = LEFT + row.goal * scale
        found.append(f'<line class="goal" x1="{x:.1f}" x2="{x:.1f}" y1="{top - 3}" y2="{top + BAR + 3}"/>')
    return found
