"""What can become of the words of somebody who leaves (A5)."""

from enum import StrEnum


class Choice(StrEnum):
    """The three ways out. Whatever names the person goes with each of them; they differ in the words."""

    NAMELESS = "nameless"  # the words stay, and nobody knows whose they were
    REDACT = "redact"  # the places of the words stay, the words go
    DELETE = "delete"  # the words go, and their places wherever nothing hangs on them
