"""The XML of an export, read as a stream.

Expat is driven directly: no document type is accepted, so there are no entities to expand and nothing to
fetch; only the branch that is being read is in memory; and every refusal knows its line.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import BinaryIO
from xml.parsers import expat

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from blog.rules.wordpress.branches import Branch, channel_of, record_of, space_of
from blog.rules.wordpress.records import ImportRefused, Record

CHUNK = 65_536  # bytes read at a time
DEEPEST = 40  # levels of marks; an export has five
LONGEST_TEXT = 2_000_000  # characters of one text: a book of a thousand pages, which no post is
LARGEST_BRANCH = 64_000_000  # characters of one item with all its comments
LONGEST_MARK = 1_000_000  # bytes of one tag, comment or the like

# Branches of an item that hold a program's own notes. They are not kept, so they need no memory.
UNREAD = frozenset({"wp:postmeta", "wp:commentmeta", "wp:termmeta"})

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


def read_export(file: BinaryIO) -> Iterator[Record]:
    """Yield the authors, terms and items of an export in the order of the file, and its channel last.

    Raises ImportRefused at the first place that cannot be read; what came before has been yielded by then,
    so read a file to its end before anything is stored.
    """
    reader = _Reader()
    is_empty = True
    while chunk := file.read(CHUNK):
        if is_empty:
            _ask_for_text(chunk)
        is_empty = False
        reader.feed(chunk)
        while reader.found:
            yield reader.found.popleft()
    if is_empty:
        raise ImportRefused(None, _("the file is empty."))
    reader.feed(b"", is_last=True)
    yield from reader.found
    yield reader.ending()


def _ask_for_text(start: bytes) -> None:
    """Say in words what is often chosen by mistake: archives and other files that are no text."""
    if start.startswith((b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")):
        raise ImportRefused(None, _("the file is compressed. Please unpack it first."))
    if b"\0" in start and not start.startswith((b"\xff\xfe", b"\xfe\xff", b"\0<", b"<\0")):
        raise ImportRefused(None, _("the file is not text."))


class _Reader:
    """Keeps where in the tree we are, and the branch below `<channel>` that is being read."""

    def __init__(self) -> None:
        self.found: deque[Record] = deque()
        self._trail: list[str] = []
        self._branches: list[Branch] = []
        self._unread = 0  # levels below a branch that is not kept
        self._size = 0
        self._fed = 0
        self._is_export = self._has_channel = False
        self._channel: dict[str, str] = {}
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = self._document_type

    def feed(self, data: bytes, *, is_last: bool = False) -> None:
        try:
            self._parser.Parse(data, is_last)
        except expat.ExpatError as error:
            reason = _REASONS.get(expat.ErrorString(error.code), _("this is not well-formed XML."))
            raise ImportRefused(error.lineno, reason) from error
        except (LookupError, ValueError) as error:
            reason = _REASONS[expat.errors.XML_ERROR_UNKNOWN_ENCODING]
            raise ImportRefused(self._line, reason) from error
        self._fed += len(data)
        if not is_last and self._fed - self._parser.CurrentByteIndex > LONGEST_MARK:
            raise ImportRefused(self._line, _("a single mark is longer than a whole post may be."))

    def ending(self) -> Record:
        if not self._is_export:
            raise ImportRefused(None, _("this is a feed or other XML, but not an export of WordPress."))
        if not self._has_channel:
            raise ImportRefused(None, _("the export has no channel, so nothing in it can be found."))
        return channel_of(self._channel)

    @property
    def _line(self) -> int:
        return self._parser.CurrentLineNumber

    def _document_type(self, *_declaration: object) -> None:
        raise ImportRefused(
            self._line, _("the file declares a document type or entities, which no export of WordPress does.")
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = space_of(name)
        self._trail.append(name)
        depth = len(self._trail)
        self._is_export = self._is_export or name.startswith("wp:")
        if depth > DEEPEST:
            raise ImportRefused(self._line, _("marks are nested too deeply."))
        if depth == 1 and name != "rss":
            raise ImportRefused(
                self._line, _("this is not an export of WordPress: it does not begin with “rss”.")
            )
        self._has_channel = self._has_channel or self._trail == ["rss", "channel"]
        if self._unread or name in UNREAD:
            self._unread += 1
        elif depth == 3 and self._trail[1] == "channel":
            self._size = 0
            self._branches = [Branch(name, self._line, attributes)]
        elif self._branches:
            self._branches.append(Branch(name, self._line, attributes))

    def _text(self, text: str) -> None:
        if self._unread or not self._branches:
            return
        branch = self._branches[-1]
        branch.parts.append(text)
        branch.size += len(text)
        self._size += len(text)
        if branch.size > LONGEST_TEXT:
            raise ImportRefused(branch.line, _("a single text is longer than two million characters."))
        if self._size > LARGEST_BRANCH:
            raise ImportRefused(
                self._branches[0].line, _("a single item is larger than 64 million characters.")
            )

    def _end(self, _name: str) -> None:
        self._trail.pop()
        if self._unread:
            self._unread -= 1
        elif len(self._branches) > 1:
            branch = self._branches.pop()
            self._branches[-1].children.append(branch)
        elif self._branches:
            self._finish(self._branches.pop())

    def _finish(self, branch: Branch) -> None:
        record = record_of(branch)
        if record is not None:
            self.found.append(record)
        elif not branch.children:
            self._channel.setdefault(branch.name, branch.text.strip())
