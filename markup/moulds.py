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
_SPECIAL = re.compile("[&<>\"']").search  # what `escape` replaces, in five looks; most words have none of it

type Row = tuple[Mould, Mapping[str, object]]


def blank(name: str) -> str:
    """Return what stands in a template where `name` will be filled in; no escaping changes it."""
    return f"{_OPEN}{name}{_CLOSE}"


class Mould:
    """Rendered HTML with its blanks."""

    __slots__ = ("_names", "_words")

    def __init__(self, rendered: SafeString) -> None:
        """`rendered` comes from a template whose context held nothing of anybody's, blanks apart."""
        if not isinstance(rendered, SafeString):
            raise TypeError("only what a template rendered can be a mould")
        words = str(rendered).replace("%", "%%")
        self._names = frozenset(_BLANK.findall(words))
        self._words = _BLANK.sub(r"%(\1)s", words)

    def filled(self, values: Mapping[str, object]) -> str:
        """Return the HTML; each value is escaped, once for all its places, unless it is safe itself."""
        return self._words % {name: _escaped(values[name]) for name in self._names}


def fill(rows: Iterable[Row]) -> SafeHTML:
    """Fill a mould for each row and return all of it as one piece of HTML."""
    return vouch("".join([mould.filled(values) for mould, values in rows]))


def _escaped(value: object) -> str:
    if type(value) is str:
        return escape(value) if _SPECIAL(value) else value
    if type(value) is int:
        return str(value)
    return value.__html__() if hasattr(value, "__html__") else escape(str(value))
