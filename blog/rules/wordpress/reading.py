"""The XML of an export, read as a stream: only the branch that is being read is in memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from blog.rules.exports import (
    DEEPEST,
    LARGEST_BRANCH,
    LONGEST_TEXT,
    Branch,
    ImportRefused,
    XMLStream,
)
from blog.rules.wordpress.branches import NOTE, channel_of, is_kept_note, record_of, space_of
from blog.rules.wordpress.records import Record

LONGEST_NOTE = 100_000  # characters of a note that are read; what follows is left out
MOST_BRANCHES = 500_000  # marks in one item: those of nearly forty thousand comments
MOST_IN_NOTE = 4
MOST_NOTES = 200  # notes of one item that are kept

# Branches that hold notes about comments and terms. They are not kept, so they need no memory.
UNREAD = frozenset({"wp:commentmeta", "wp:termmeta"})


def read_export(file: BinaryIO) -> Iterator[Record]:
    """Yield the authors, terms and items of an export in the order of the file, and its channel last.

    Raises ImportRefused at the first place that cannot be read; what came before has been yielded by then,
    so read a file to its end before anything is stored.
    """
    reader = _Reader()
    yield from reader.read(file)
    yield reader.ending()


class _Reader(XMLStream[Record]):
    """Keeps where in the tree we are, and the branch below `<channel>` that is being read."""

    no_document_type = _("the file declares a document type or entities, which no export of WordPress does.")

    def __init__(self) -> None:
        super().__init__()
        self._trail: list[str] = []
        self._branches: list[Branch] = []
        self._unread = 0  # levels below a branch that is not kept
        self._size = 0
        self._notes = self._kept = 0
        self._is_export = self._has_channel = False
        self._channel: dict[str, str] = {}

    def ending(self) -> Record:
        if not self._is_export:
            raise ImportRefused(None, _("this is a feed or other XML, but not an export of WordPress."))
        if not self._has_channel:
            raise ImportRefused(None, _("the export has no channel, so nothing in it can be found."))
        return channel_of(self._channel)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = space_of(name)
        self._trail.append(name)
        depth = len(self._trail)
        self._is_export = self._is_export or name.startswith("wp:")
        if depth > DEEPEST:
            raise ImportRefused(self.line, _("marks are nested too deeply."))
        if depth == 1 and name != "rss":
            raise ImportRefused(
                self.line, _("this is not an export of WordPress: it does not begin with “rss”.")
            )
        self._has_channel = self._has_channel or self._trail == ["rss", "channel"]
        if self._unread or name in UNREAD:
            self._unread += 1
        elif depth == 3 and self._trail[1] == "channel":
            self._size = self._notes = self._kept = 0
            self._branches = [Branch(name, self.line, attributes)]
        elif self._branches:
            self._branches.append(Branch(name, self.line, attributes))

    def text(self, text: str) -> None:
        if self._unread or not self._branches:
            return
        branch = self._branches[-1]
        if self._in_note:
            if branch.size < LONGEST_NOTE:
                branch.parts.append(text[: LONGEST_NOTE - branch.size])
                branch.size += len(text)
            return
        branch.parts.append(text)
        branch.size += len(text)
        self._size += len(text)
        if branch.size > LONGEST_TEXT:
            raise ImportRefused(branch.line, _("a single text is longer than two million characters."))
        if self._size > LARGEST_BRANCH:
            raise ImportRefused(
                self._branches[0].line, _("a single item is larger than 64 million characters.")
            )

    def end(self, name: str) -> None:
        self._trail.pop()
        if self._unread:
            self._unread -= 1
        elif len(self._branches) > 1:
            self._keep(self._branches.pop())
        elif self._branches:
            self._finish(self._branches.pop())

    def _keep(self, branch: Branch) -> None:
        if branch.name == NOTE:
            self._notes += is_kept_note(branch)
            if not is_kept_note(branch) or self._notes > MOST_NOTES:
                return
        holder = self._branches[-1]
        if not self._in_note:
            self._kept += 1
        elif len(holder.children) >= MOST_IN_NOTE:
            return
        holder.children.append(branch)
        if self._kept > MOST_BRANCHES:
            raise ImportRefused(self._branches[0].line, _("a single item holds more than 500,000 marks."))

    @property
    def _in_note(self) -> bool:
        return len(self._branches) > 1 and self._branches[1].name == NOTE

    def _finish(self, branch: Branch) -> None:
        record = record_of(branch)
        if record is not None:
            self.found.append(record)
        elif not branch.children:
            self._channel.setdefault(branch.name, branch.text.strip())
