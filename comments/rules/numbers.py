"""Whole numbers as they stand in addresses and forms, where anybody may write anything."""

LONGEST_ID = 18  # digits that fit into a key of the database
LONGEST_PAGE = 8
LONGEST_PLACE = 9  # in the public sequence of a thread


def whole_number(text: str, *, longest: int) -> int | None:
    """Return the number that `text` writes in at most `longest` ASCII digits; None for everything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= longest else None
