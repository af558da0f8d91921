"""Moulds: rendered HTML with blanks that are filled many times.

A template engine that works out the same markup for a thousand rows spends its time on the markup. A mould is
rendered once, with a blank wherever rows differ; filling it escapes what goes into the blanks and joins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape

from django.utils.safestring import SafeString

from markup.safe import SafeHTML, vouch

# Private use, so no template holds them; what is filled in is never looked at again, so readers may.
_OPEN, _CLOSE = "\ue000", "\ue001"
_BLANK = re.compile(f"{_OPEN}([a-z_]+){_CLOSE}")

type Row = tuple[Mould, Mapping[str, object]]


def blank(name: str) -> str:
    """Return what stands in a template where `name` will be filled in; no escaping changes it."""
    return f"{_OPEN}{name}{_CLOSE}"


class Mould:
    """Rendered HTML, taken apart at its blanks."""

    __slots__ = ("_last", "_steps")

    def __init__(self, rendered: SafeString) -> None:
        """`rendered` comes from a template whose context held nothing of anybody's, blanks apart."""
        if not isinstance(rendered, SafeString):
            raise TypeError("only what a template rendered can be a mould")
        *pairs, self._last = _BLANK.split(rendered)
        self._steps = list(zip(pairs[::2], pairs[1::2], strict=True))

    def pieces(self, values: Mapping[str, object]) -> list[str]:
        """Return the HTML in pieces; each value is escaped unless it is safe itself."""
        found = []
        for before, name in self._steps:
            found.append(before)
            found.append(_escaped(values[name]))
        found.append(self._last)
        return found


def fill(rows: Iterable[Row]) -> SafeHTML:
    """Fill a mould for each row and return all of it as one piece of HTML."""
    found: list[str] = []
    for mould, values in rows:
        found += mould.pieces(values)
    return vouch("".join(found))


def _escaped(value: object) -> str:
    kind = type(value)
    if kind is str:
        return escape(value)  # type: ignore[arg-type]
    if kind is int:
        return str(value)
    return value.__html__() if hasattr(value, "__html__") else escape(str(value))
