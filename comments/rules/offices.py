"""In which office somebody may speak, so that readers know when the house answers them (C13)."""

from enum import StrEnum


class Office(StrEnum):
    """What an official comment is said as. It stays true when the person leaves."""

    EDITORS = "editors"
    AUTHOR = "author"  # of the page below which it stands


def office_of(*, may_edit: bool, is_host: bool) -> Office | None:
    """Return the office of somebody in a conversation, None for those who speak for themselves alone.

    Who wrote the page answers as its author, also one of the editors: it says more.
    """
    if is_host:
        return Office.AUTHOR
    return Office.EDITORS if may_edit else None
