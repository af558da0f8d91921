"""What is counted under a conversation besides removed comments, whose keys are their reasons (M8)."""

from typing import Final

TEXTS: Final = "text"  # earlier texts that were removed alone
REDACTED: Final = "redacted"  # decisions by which words were made unreadable
