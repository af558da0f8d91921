"""Files that other programs wrote: XML read as a stream, and names by which its things are found again.

Expat is driven directly: no document type is accepted, so there are no entities to expand and nothing to
fetch; and every refusal knows its line.
"""

from __future__ import annotations

import hashlib
import re
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.parsers import expat

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

CHUNK = 65_536  # bytes read at a time
DEEPEST = 40  # levels of marks; an export has five
LONGEST_TEXT = 2_000_000  # characters of one text: a book of a thousand pages, which no post is
LARGEST_BRANCH = 64_000_000  # characters of one item with all its comments
LONGEST_MARK = 1_000_000  # bytes of one tag, comment or the like

_REASONS: dict[str, Promise] = {
    expat.errors.XML_ERROR_NO_ELEMENTS: _("the file ends before it is complete."),
    expat.errors.XML_ERROR_UNCLOSED_TOKEN: _("the file ends in the middle of a mark."),
    expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION: _("the file ends in the middle of a text."),
    expat.errors.XML_ERROR_PARTIAL_CHAR: _("the file ends in the middle of a character."),
    expat.errors.XML_ERROR_INVALID_TOKEN: _("here is a character or a mark that XML does not allow."),
    expat.errors.XML_ERROR_SYNTAX: _("this is not XML."),
    expat.errors.XML_ERROR_TAG_MISMATCH: _("a mark is closed that was not opened last."),
    expat.errors.XML_ERROR_UNBOUND_PREFIX: _(
        "a mark has a prefix that the head of the file does not declare."
    ),
    expat.errors.XML_ERROR_DUPLICATE_ATTRIBUTE: _("a mark has the same attribute twice."),
    expat.errors.XML_ERROR_UNDEFINED_ENTITY: _("here is an entity that the file does not define."),
    expat.errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT: _("there is something after the end of the export."),
    expat.errors.XML_ERROR_UNKNOWN_ENCODING: _("the file is in an encoding that is not known."),
    expat.errors.XML_ERROR_INCORRECT_ENCODING: _("the file is not in the encoding that it names."),
}


_PLAIN = re.compile(r"[\w:/.@~ -]+")
_NOT_PLAIN = re.compile(r"[^\w:/.@~-]+")


class ImportRefused(Exception):
    """Raised for a file that cannot be imported; nothing of it was stored.

    `line` counts from 1 and is None where the whole file is meant.
    """

    def __init__(self, line: int | None, reason: str | Promise) -> None:
        self.line = line
        self.reason = reason
        super().__init__(line, reason)

    def __str__(self) -> str:
        if self.line is None:
            return str(self.reason)
        return gettext("Line %(line)d: %(reason)s") % {"line": self.line, "reason": self.reason}


@dataclass(slots=True)
class Branch:
    """An element while it is read. `size` is the number of characters of its own text."""

    name: str
    line: int
    attributes: dict[str, str]
    parts: list[str] = field(default_factory=list)
    children: list[Branch] = field(default_factory=list)
    size: int = 0

    @property
    def text(self) -> str:
        return "".join(self.parts)

    def all(self, name: str) -> Iterator[Branch]:
        return (child for child in self.children if child.name == name)

    def word(self, *names: str) -> str:
        """The stripped text of the first of these children that says something."""
        for name in names:
            for child in self.all(name):
                if word := child.text.strip():
                    return word
        return ""

    def whole(self, name: str) -> str:
        """The text of the first such child as it is."""
        return next((child.text for child in self.all(name)), "")


def chunks(file: BinaryIO) -> Iterator[bytes]:
    """Yield the bytes of a file. Raises ImportRefused for an empty one and for what is no text."""
    is_empty = True
    while chunk := file.read(CHUNK):
        if is_empty:
            _ask_for_text(chunk)
        is_empty = False
        yield chunk
    if is_empty:
        raise ImportRefused(None, _("the file is empty."))


def _ask_for_text(start: bytes) -> None:
    """Say in words what is often chosen by mistake: archives and other files that are no text."""
    if start.startswith((b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")):
        raise ImportRefused(None, _("the file is compressed. Please unpack it first."))
    if b"\0" in start and not start.startswith((b"\xff\xfe", b"\xfe\xff", b"\0<", b"<\0")):
        raise ImportRefused(None, _("the file is not text."))


class XMLStream[Record](ABC):
    """Feeds a file to the parser. A kind of export says what marks mean: `start`, `text` and `end`.

    Those put what they read into `found`.
    """

    no_document_type = _("the file declares a document type or entities, which no export does.")

    def __init__(self) -> None:
        self.found: deque[Record] = deque()
        self._fed = 0
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self.start
        self._parser.EndElementHandler = self.end
        self._parser.CharacterDataHandler = self.text
        self._parser.StartDoctypeDeclHandler = self._document_type

    def read(self, file: BinaryIO) -> Iterator[Record]:
        """Yield what is found in the order of the file. Raises ImportRefused."""
        for chunk in chunks(file):
            self.feed(chunk)
            while self.found:
                yield self.found.popleft()
        self.feed(b"", is_last=True)
        yield from self.found

    @abstractmethod
    def start(self, name: str, attributes: dict[str, str]) -> None:
        """A mark begins; `name` has its namespace in front, with a space between."""

    @abstractmethod
    def text(self, text: str) -> None:
        """Words stand inside of the mark that began last; they may come in pieces."""

    @abstractmethod
    def end(self, name: str) -> None:
        """The mark that began last ends."""

    @property
    def line(self) -> int:
        return self._parser.CurrentLineNumber

    def feed(self, data: bytes, *, is_last: bool = False) -> None:
        """Read on. Raises ImportRefused with the line."""
        try:
            self._parser.Parse(data, is_last)
        except expat.ExpatError as error:
            reason = _REASONS.get(expat.ErrorString(error.code), _("this is not well-formed XML."))
            raise ImportRefused(error.lineno, reason) from error
        except (LookupError, ValueError) as error:
            reason = _REASONS[expat.errors.XML_ERROR_UNKNOWN_ENCODING]
            raise ImportRefused(self.line, reason) from error
        self._fed += len(data)
        if not is_last and self._fed - self._parser.CurrentByteIndex > LONGEST_MARK:
            raise ImportRefused(self.line, _("a single mark is longer than a whole post may be."))

    def _document_type(self, *_declaration: object) -> None:
        raise ImportRefused(self.line, self.no_document_type)


def repeated(key: str, time: int) -> str:
    """Return the name of the second (third, …) thing that has the same name in one file."""
    return key if time == 1 else f"{key}~{time}"


def digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:24]


def short(name: str, longest: int) -> str:
    """Return a name that is fit for a key: as it is, or its beginning and a hash."""
    if len(name) <= longest and _PLAIN.fullmatch(name):
        return name
    return f"{_NOT_PLAIN.sub('', name)[: longest - 13]}-{digest(name)[:12]}"
