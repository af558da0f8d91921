"""A conversation without the words of people whom its reader muted (A4)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from comments.rows import Row


def without_muted(
    tree: Sequence[Row], muted: Collection[int], *, keep: Row | None = None
) -> tuple[list[Row], int]:
    """Return the rows that are left, and how many comments went without a line.

    A comment by one of these people (ids) goes as one that was removed does: where an answer by somebody else
    is shown, a row stays that holds neither name nor words; otherwise nothing stays, but for `keep`. What was
    said for the house is heard. Rows are changed in place.
    """
    unheard = {row.number for row in _all(tree) if _is_unheard(row, muted)}
    if not unheard:
        return list(tree), 0
    answered = {row.parent_id for row in _all(tree) if row.number not in unheard}
    left = _left(tree, unheard, answered, keep)
    gone = len(unheard) - sum(row.is_muted for row in _all(left))
    return left, gone


def _is_unheard(row: Row, muted: Collection[int]) -> bool:
    said = row.comment
    return said is not None and not said.office and said.author_id in muted


def _left(rows: Sequence[Row], unheard: set[int], answered: set[int | None], keep: Row | None) -> list[Row]:
    """Lists nest as deep as answers are indented, so this goes a handful of levels down."""
    left = []
    for row in rows:
        row.answers = _left(row.answers, unheard, answered, keep)
        if row.fold is not None and row.fold.under in unheard:
            row.fold = replace(row.fold, name=_("somebody you muted"))
        if row.comment is not None and row.number in unheard:
            if not row.answers and row.id not in answered and row is not keep:
                continue
            row.comment, row.public_seq, row.is_muted, row.is_picked, row.role = None, None, True, False, ""
        left.append(row)
    return left


def _all(rows: Sequence[Row]) -> Iterator[Row]:
    for row in rows:
        yield row
        yield from _all(row.answers)
