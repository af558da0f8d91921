"""What else holds words of a comment: drafts of it, and what people wrote about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import F, Model, QuerySet

from accounts.models import Delivery
from accounts.models import Measure as MeasureOfPerson
from comments.actions.statements import statement_key
from comments.models import (
    Appeal,
    Case,
    CaseNote,
    Comment,
    Draft,
    LogEntry,
    LogNote,
    Report,
    SecondOpinion,
)
from comments.rules import reasons
from comments.rules.redacting import BLACK, blacked
from markup import mark_for


def redact_beside(comment: Comment, phrases: Sequence[str], reason: str) -> None:
    """Take the words out of everything that was typed about this comment, in the transaction that redacts it.

    Drafts of another text for it get marks, which may stay in what is posted; drafts of answers, reports,
    statements, appeals, notes, reasons of measures and mails that still wait get plain blocks.
    """
    mark = mark_for(reason or reasons.OTHER)
    _blacken(
        Draft.objects.filter(edited=comment), ("text", "other"), phrases, mark, revision=F("revision") + 1
    )
    answers = Draft.objects.filter(parent=comment)
    _blacken(answers, ("text", "other"), phrases, revision=F("revision") + 1)
    _blacken(Report.objects.filter(comment=comment), ("text",), phrases)
    cases = Case.objects.filter(comment=comment)
    _blacken(cases, ("statement",), phrases)
    _blacken(Appeal.objects.filter(case__comment=comment), ("text", "answer"), phrases)
    entries = LogEntry.objects.filter(comment_id=comment.pk).values("pk")
    _blacken(LogNote.objects.filter(entry_id__in=entries), ("text",), phrases)
    _blacken(CaseNote.objects.filter(comment=comment), ("text",), phrases)
    _blacken(SecondOpinion.objects.filter(comment=comment), ("question", "words"), phrases)
    measures = MeasureOfPerson.objects.filter(occasion=comment.pk)
    _blacken(measures, ("words", "appeal", "answer"), phrases)
    keys = [statement_key(pk) for pk in cases.values_list("pk", flat=True)]
    owed = Delivery.objects.filter(key__in=keys, state=Delivery.State.OWED)
    _blacken(owed, ("subject", "text", "html"), phrases)


def _blacken(
    rows: QuerySet[Any], columns: Sequence[str], phrases: Sequence[str], put: str = BLACK, **beside: Any
) -> None:
    row: Model
    for row in rows:
        before = {column: getattr(row, column) for column in columns}
        changed = {column: blacked(text, phrases, put) for column, text in before.items()}
        if changed != before:
            type(row)._default_manager.filter(pk=row.pk).update(**changed, **beside)
