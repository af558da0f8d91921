"""A small figure for everybody without a picture: the same seed, the same figure (A2)."""

from dataclasses import dataclass
from zlib import crc32

SHAPES = (
    "M0 8 8 0v8z",
    "M0 0h8L4 8z",
    "M4 0l4 4-4 4-4-4z",
    "M0 4a4 4 0 0 1 8 0z",
    "M0 0h4v8H0z",
    "M1 5a3 3 0 0 0 6 0V8H1z",
    "M0 0a8 8 0 0 1 8 8H0z",
    "M0 2h8v2H0zM0 6h8v2H0z",
    "M4 1a3 3 0 0 1 0 6z",
    "M0 8a4 4 0 0 1 4-4 4 4 0 0 1 4-4v8z",
)
# Ground and figure: neither is near paper (light) or ink (dark), so both themes carry all of them.
COLOURS = (
    ("#c98b5b", "#7a3e1d"),
    ("#5b87c9", "#1d3f7a"),
    ("#6aa86a", "#2b5e2b"),
    ("#b06ac0", "#5c2168"),
    ("#c96a6f", "#7c2228"),
    ("#4fa3a8", "#0e5459"),
    ("#b79a3e", "#665208"),
    ("#8a86c6", "#3b3683"),
    ("#c97ba0", "#7a2450"),
    ("#7f9a55", "#40571a"),
    ("#a1876f", "#54402d"),
    ("#6f93a8", "#2a4d61"),
)
NEUTRAL = ("#8d8a83", "#57534b")


@dataclass(frozen=True)
class Figure:
    """A path on a square of eight units, turned by `turn` degrees about its middle."""

    shape: str
    turn: int
    ground: str
    ink: str


def figure(seed: str) -> Figure:
    """Return the figure of a seed; an empty seed gives the grey one of nobody."""
    if not seed:
        return Figure("M4 1a3 3 0 0 1 0 6 3 3 0 0 1 0-6z", 0, *NEUTRAL)
    number = crc32(seed.encode())
    number, shape = divmod(number, len(SHAPES))
    number, turn = divmod(number, 4)
    ground, ink = COLOURS[number % len(COLOURS)]
    return Figure(SHAPES[shape], turn * 90, ground, ink)
