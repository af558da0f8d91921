"""Posts: the HTML of the visual editor and of imports, reduced to what a post may hold."""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterator
from html import unescape
from typing import Any

from bleach.html5lib_shim import BleachHTMLParser, Filter
from bleach.sanitizer import Cleaner

from markup.addresses import is_web, link_address, picture_address
from markup.allowed import ANYWHERE, ATTRIBUTES, BOXES, RENAMED, TAGS
from markup.characters import without_controls
from markup.markdown import from_plain_text
from markup.safe import SafeHTML, vouch
from markup.walking import Walker

type Token = dict[str, Any]

_TAG = re.compile(r"<[^<>]*>")
_CODE_START = re.compile(r"<(?:script|style)\b[^<>]*>", re.IGNORECASE)
_CODE_END = re.compile(r"</(?:script|style)\s*>", re.IGNORECASE)
_PASSES = 4

_DEEPEST = 200
"""The most elements that may stand within each other. The parser takes quadratic time in it."""


def clean_post(html: str) -> SafeHTML:
    """Reduce `html` to what a post may hold, so that cleaning it again changes nothing.

    Marks that are not allowed are dropped and their words kept; only scripts and style sheets go altogether.
    Pictures come from `/media/`; any other becomes a link to its address. Never raises.
    """
    html = _without_code(_with_plain_line_ends(html))
    for _ in range(_PASSES):
        before, html = html, _cleaned(html)
        if html == before:
            break
    return vouch(html)


def _cleaned(html: str) -> str:
    try:
        return str(_OF_THREAD.cleaner.clean(html))
    except _TooDeep:
        return from_plain_text(unescape(_TAG.sub(" ", html)))


def _with_plain_line_ends(html: str) -> str:
    return without_controls(html.replace("\r\n", "\n").replace("\r", "\n"))


def _without_code(html: str) -> str:
    """Take scripts and style sheets away with their contents; they are no words. Safety does not need it."""
    head, *rest = _CODE_START.split(html)
    return head + "".join(_CODE_END.split(part, maxsplit=1)[-1] for part in rest)


def _is_known(tag: str, name: str, value: str) -> bool:
    return name in ANYWHERE or name in ATTRIBUTES.get(tag, ())


class _TooDeep(Exception):
    """Elements stand within elements beyond `_DEEPEST`."""


class _OpenElements(list[Any]):
    """The parser's stack of open elements, with a bottom."""

    def append(self, element: Any) -> None:
        if len(self) >= _DEEPEST:
            raise _TooDeep
        super().append(element)


class _Parser(BleachHTMLParser):
    def reset(self) -> None:
        super().reset()
        self.tree.openElements = _OpenElements(self.tree.openElements)


class _Shape(Filter):
    """Gives what the sanitiser let through the shape of a post: one name for each thing, checked values."""

    def __iter__(self) -> Iterator[Token]:
        self._links: list[bool] = []
        self._pictures: list[Token] = []
        change = {
            "StartTag": self._start,
            "EndTag": self._end,
            "EmptyTag": self._empty,
            "Characters": self._text,
        }
        for token in super().__iter__():
            yield from change.get(token["type"], _same)(token)

    def _text(self, token: Token) -> Iterator[Token]:
        # Composed here and not before: in the source, a mark after ">" would melt into the tag.
        yield {**token, "data": unicodedata.normalize("NFC", token["data"])}

    def _start(self, token: Token) -> Iterator[Token]:
        if token["name"] in BOXES:
            yield _LINE_END
            return
        attributes = _checked(token)
        if token["name"] == "a":
            self._links.append(bool(attributes))
            if not attributes:
                return
        yield {**token, "name": RENAMED.get(token["name"], token["name"]), "data": attributes}

    def _end(self, token: Token) -> Iterator[Token]:
        if token["name"] in BOXES:
            yield _LINE_END
        elif token["name"] != "a":
            yield {**token, "name": RENAMED.get(token["name"], token["name"])}
        elif self._links.pop():
            yield token
            yield from self._waiting_pictures()

    def _empty(self, token: Token) -> Iterator[Token]:
        attributes = _checked(token)
        token = {**token, "data": attributes}
        if token["name"] != "img" or picture_address(unescape(attributes.get((None, "src"), ""))):
            yield token
        elif any(self._links):
            self._pictures.append(token)
        else:
            yield from _picture_as_link(token)

    def _waiting_pictures(self) -> Iterator[Token]:
        """A link cannot stand in a link, so pictures in one follow it."""
        pictures, self._pictures = self._pictures, []
        for picture in pictures:
            yield {"type": "SpaceCharacters", "data": " "}
            yield from _picture_as_link(picture)


_LINE_END: Token = {"type": "SpaceCharacters", "data": "\n"}


def _same(token: Token) -> Iterator[Token]:
    yield token


def _checked(token: Token) -> dict[Any, str]:
    """Return the attributes with allowed values, decoded and encoded anew: what is judged is sent."""
    rules = ANYWHERE | ATTRIBUTES.get(token["name"], {})
    checked = {}
    for key, value in token["data"].items():
        allowed = rules[key[1]](without_controls(unescape(value)))
        if allowed is not None:
            checked[key] = allowed.replace("&", "&amp;")
    if token["name"] == "a" and is_web(checked.get((None, "href"), "")):
        checked[None, "rel"] = "noopener"
    return checked


def _picture_as_link(picture: Token) -> Iterator[Token]:
    address = link_address(unescape(picture["data"].get((None, "src"), ""))) or ""
    words = unescape(picture["data"].get((None, "alt"), "")) or address
    text = {"type": "Characters", "data": words}
    if not is_web(address):
        yield text
        return
    attributes = {(None, "href"): address.replace("&", "&amp;"), (None, "rel"): "noopener"}
    yield {"type": "StartTag", "name": "a", "namespace": None, "data": attributes}
    yield text
    yield {"type": "EndTag", "name": "a", "namespace": None}


class _OfThread(threading.local):
    """A parser keeps state while it works: threads must not share one."""

    def __init__(self) -> None:
        tags = TAGS | BOXES | frozenset(RENAMED)
        self.cleaner = Cleaner(
            tags=tags,
            attributes=_is_known,
            protocols=["http", "https", "mailto", "tel"],
            strip=True,
            filters=[_Shape],
        )
        self.cleaner.parser = _Parser(tags, strip=True, consume_entities=False, namespaceHTMLElements=False)
        self.cleaner.walker = Walker
        # With "best" quotes, bleach escapes the ampersands of a value in single quotes anew at every pass.
        self.cleaner.serializer.use_best_quote_char = False


_OF_THREAD = _OfThread()
