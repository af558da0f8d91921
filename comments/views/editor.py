"""The form for another text of an own comment, as its template gets it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from comments.actions.texts import newest_number
from comments.forms import EditForm
from comments.models import Comment, Draft
from comments.views.origin import seconds_on_form, started_at
from markup import SafeHTML, marks_in
from markup.difference import Block


@dataclass(frozen=True)
class Editor:
    """The form for a new text: what stands in it, and what is said about it.

    `seen` is the number of the newest text it was opened with, `edited` the id of the comment; `submission`,
    `revision`, `kept_at` and `other` are those of a `Composer`. `problem` is why it came back, `theirs` what
    another window wrote meanwhile, as a difference to the text in the form. `notice` says what will happen to
    the text that is shown now, `redress` is where somebody under a measure can read why.
    """

    text: str = ""
    seen: int = 0
    started: str = ""
    problem: str = ""
    theirs: list[Block] | None = None
    preview: SafeHTML | None = None
    flaw: str = ""
    sign_in: str = ""
    redress: str = ""
    notice: str = ""
    edited: int = 0
    submission: UUID | None = None
    revision: int | None = None
    kept_at: datetime | None = None
    other: str = ""

    @property
    def has_bars(self) -> bool:
        """Whether moderators made words of the text unreadable, for which marks stand in it."""
        return bool(marks_in(self.text))


def blank_editor(comment: Comment, now: datetime) -> Editor:
    """The form with the newest text of an own comment."""
    waiting = comment.versions.held().first()
    return Editor(
        text=waiting.source if waiting else comment.source,
        seen=newest_number(comment),
        started=started_at(comment.thread, now),
        edited=comment.pk,
        submission=uuid4(),
    )


def filled_editor(comment: Comment, form: EditForm, now: datetime) -> Editor:
    """The form with what was sent in it."""
    known = seconds_on_form(form.started, comment.thread, now) is not None
    return Editor(
        text=form.text_as_typed,
        seen=form.seen_number,
        started=form.started if known else started_at(comment.thread, now),
        edited=comment.pk,
        submission=form.submission_key,
        revision=form.seen,
    )


def with_kept(editor: Editor, kept: Draft | None) -> Editor:
    """Put a draft into the form. It goes on from the text that it was begun with."""
    if kept is None:
        return editor
    return replace(
        editor,
        text=kept.text,
        seen=kept.seen_text if kept.seen_text is not None else editor.seen,
        submission=kept.submission,
        revision=kept.revision,
        kept_at=kept.saved_at,
        other=kept.other,
    )


def answer(
    request: HttpRequest, comment: Comment | None, editor: Editor, *, status: int = 200
) -> HttpResponse:
    """Answer with the page of the form; without a comment for somebody who has to sign in first."""
    return render(request, "comments/edit.html", {"comment": comment, "editor": editor}, status=status)
