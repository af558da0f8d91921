"""Heads of mails with long addresses of pages in them."""

from email.policy import EmailPolicy
from typing import Any

# Python folds a long word by encoding it, and no mail program reads a link to unsubscribe that is encoded.
WHOLE = frozenset({"list-unsubscribe", "list-unsubscribe-post", "list-id", "references", "in-reply-to"})
LONGEST_LINE = 998  # RFC 5322, 2.1.1


class WholeLinks(EmailPolicy):
    """The usual policy, but for headers that machines read: these stay on one line, as they are."""

    def fold(self, name: str, value: Any) -> str:
        if self._stays_whole(name, value):
            return f"{name}: {value}{self.linesep}"
        return super().fold(name, value)

    def fold_binary(self, name: str, value: Any) -> bytes:
        if self._stays_whole(name, value):
            return f"{name}: {value}{self.linesep}".encode("ascii")
        return super().fold_binary(name, value)

    def _stays_whole(self, name: str, value: Any) -> bool:
        line = f"{name}: {value}"
        return name.lower() in WHOLE and line.isascii() and line.isprintable() and len(line) <= LONGEST_LINE
