"""A walk through the tree of the HTML parser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bleach.html5lib_shim import getTreeWalker

_VOID = frozenset({"br", "hr", "img"})
_EtreeWalker: Any = getTreeWalker("etree")


class Walker(_EtreeWalker):
    """html5lib's walker in linear time: the original looks each element up among all its siblings.

    Passes comments over. For trees without foreign elements: the tokeniser lets none in.
    """

    def __iter__(self) -> Iterator[dict[str, Any]]:
        yield from self.text(self.tree.text or "")
        path = [(self.tree, iter(self.tree))]
        while path:
            element, children = path[-1]
            child = next(children, None)
            if child is not None:
                yield from self._begin(child)
                path.append((child, iter(child)))
            elif path.pop() and path:
                yield from self._finish(element)

    def _begin(self, element: Any) -> Iterator[dict[str, Any]]:
        if not isinstance(element.tag, str):
            return
        attributes = {(None, name): value for name, value in element.items()}
        if element.tag in _VOID:
            yield from self.emptyTag(None, element.tag, attributes)
        else:
            yield self.startTag(None, element.tag, attributes)
        yield from self.text(element.text or "")

    def _finish(self, element: Any) -> Iterator[dict[str, Any]]:
        if isinstance(element.tag, str) and element.tag not in _VOID:
            yield self.endTag(None, element.tag)
        yield from self.text(element.tail or "")
