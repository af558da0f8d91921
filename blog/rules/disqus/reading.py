"""The XML of an export of Disqus, read as a stream: one thread or comment is in memory at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from blog.rules.disqus.records import ForeignThread, Remark
from blog.rules.exports import (
    DEEPEST,
    LONGEST_TEXT,
    Branch,
    ImportRefused,
    XMLStream,
)

type Record = ForeignThread | Remark

MOST_MARKS = 1_000  # in one thread or comment; there are about twenty
_NUMBER = "number"  # the attribute `dsq:id`, whatever its prefix


def read_export(file: BinaryIO) -> Iterator[Record]:
    """Yield the threads and comments of an export in the order of the file: threads come first.

    Raises ImportRefused at the first place that cannot be read; what came before has been yielded by then,
    so read a file to its end before anything is stored.
    """
    return _Reader().read(file)


class _Reader(XMLStream[Record]):
    """Keeps the branch below the root that is being read."""

    no_document_type = _("the file declares a document type or entities, which no export of Disqus does.")

    def __init__(self) -> None:
        super().__init__()
        self._depth = 0
        self._marks = self._size = 0
        self._branches: list[Branch] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        space, _separator, name = name.rpartition(" ")
        if self._depth == 1 and (name != "disqus" or (space and "disqus.com" not in space)):
            raise ImportRefused(
                self.line, _("this is not an export of Disqus: it does not begin with “disqus”.")
            )
        if self._depth > DEEPEST:
            raise ImportRefused(self.line, _("marks are nested too deeply."))
        if self._depth < 2:
            return
        if self._depth == 2:
            self._marks = self._size = 0
        self._marks += 1
        if self._marks > MOST_MARKS:
            raise ImportRefused(self.line, _("a single item holds more than 1,000 marks."))
        number = next((value for key, value in attributes.items() if key.rpartition(" ")[2] == "id"), "")
        self._branches.append(Branch(name, self.line, {_NUMBER: number.strip()}))

    def text(self, text: str) -> None:
        if not self._branches:
            return
        self._branches[-1].parts.append(text)
        self._size += len(text)
        if self._size > LONGEST_TEXT:
            raise ImportRefused(
                self._branches[0].line, _("a single text is longer than two million characters.")
            )

    def end(self, name: str) -> None:
        self._depth -= 1
        if not self._branches:
            return
        branch = self._branches.pop()
        if self._branches:
            self._branches[-1].children.append(branch)
        elif branch.name == "thread":
            self.found.append(_thread(branch))
        elif branch.name == "post":
            self.found.append(_remark(branch))


def _thread(branch: Branch) -> ForeignThread:
    return ForeignThread(
        number=branch.attributes[_NUMBER],
        forum=branch.word("forum"),
        identifier=branch.word("id"),
        link=branch.word("link"),
        title=branch.word("title"),
        date=branch.word("createdAt"),
        closed=branch.word("isClosed"),
        deleted=branch.word("isDeleted"),
    )


def _remark(branch: Branch) -> Remark:
    author = next(branch.all("author"), Branch("author", branch.line, {}))
    return Remark(
        number=branch.attributes[_NUMBER],
        thread=_named(branch, "thread"),
        parent=_named(branch, "parent"),
        author=author.word("name", "username"),
        mail=author.word("email"),
        anonymous=author.word("isAnonymous"),
        date=branch.word("createdAt"),
        text=branch.whole("message"),
        deleted=branch.word("isDeleted"),
        spam=branch.word("isSpam"),
        approved=branch.word("isApproved"),
    )


def _named(branch: Branch, name: str) -> str:
    """The number of another thing to which a child points."""
    return next((child.attributes[_NUMBER] for child in branch.all(name)), "")
