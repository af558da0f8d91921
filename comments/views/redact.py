"""Making words of a comment unreadable: choose them, look at what readers will see, do it (M4)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.gate import MemberRequest
from accounts.rules.roles import Actor
from comments.actions.moderate import OwnComment, StaleState
from comments.actions.redacting import (
    Cut,
    CutsThroughMarkup,
    NothingToRedact,
    may_redact,
    redact,
    with_marks_at,
)
from comments.models import Comment, CommentVersion, Report
from comments.people import in_this_language
from comments.redact_forms import RedactForm, chosen_answers, chosen_spans
from comments.rules.numbers import LONGEST_ID, whole_number
from comments.rules.redacting import MOST_PLACES, Place, Span, missing, places_of, spans_in
from comments.views.answers import SeeOther
from comments.views.cases import CaseRow
from comments.views.queue import for_moderators, with_context
from markup import SafeHTML, render_comment

MOST_ANSWERS = 50  # that are looked at for the same words


@dataclass(frozen=True)
class Found:
    """Where the words stand: `spans` of the shown text, of which some are `chosen`, and elsewhere.

    `others` is how many further texts of the comment hold them, `answers` which answers do in any text,
    with a place in each.
    """

    phrases: list[str]
    spans: list[Span] = field(default_factory=list)
    chosen: list[Span] = field(default_factory=list)
    others: int = 0
    answers: list[tuple[Comment, Place]] = field(default_factory=list)


@dataclass(frozen=True)
class AnswerRow:
    """An answer with the same words; `token` says which text of it was seen."""

    comment: Comment
    place: Place
    chosen: bool

    @property
    def token(self) -> str:
        return f"{self.comment.pk}:{self.comment.text_number}"


@for_moderators
@require_http_methods(["GET", "HEAD", "POST"])
def redact_words(request: MemberRequest, comment_id: int) -> HttpResponse:
    """GET asks for words, POST shows what comes of it, and with `do` does it."""
    comment = get_object_or_404(with_context(Comment.objects.all()), pk=comment_id)
    form = RedactForm(request.POST or None)
    if request.method != "POST":
        return _show(request, comment, form)
    if not form.is_valid():
        return _show(request, comment, form, status=422)
    if request.POST.get("seen", "") != seen_token(comment):
        problem = _("Its text has changed meanwhile, so nothing was done. This is how it stands now.")
        return _show(request, comment, form, problem=problem, status=409)
    found = _found(comment, form.phrases, request)
    if problem := _problem_with(comment, form.phrases, found):
        form.add_error("words", problem)
        return _show(request, comment, form, status=422)
    if "do" in request.POST:
        return _do(request, comment, form, found)
    return _preview(request, comment, form, found)


def _problem_with(comment: Comment, phrases: list[str], found: Found) -> str:
    """Say what is wrong with the words: they stand nowhere, or in more places than can be ticked."""
    if unknown := missing(phrases, [comment.source, *_other_texts(comment)]):
        return _("This stands in no text of the comment: %(words)s") % {"words": unknown[0]}
    if len(found.spans) > MOST_PLACES:
        words = _("This stands in the text more than %(number)d times. Please choose longer pieces.")
        return words % {"number": MOST_PLACES}
    return ""


def seen_token(comment: Comment) -> str:
    """Return what a decision says it has seen: the state and the very text."""
    digest = hashlib.sha256(comment.source.encode(errors="replace")).hexdigest()[:16]
    return f"{comment.state}:{comment.text_number}:{digest}"


def _do(request: MemberRequest, comment: Comment, form: RedactForm, found: Found) -> HttpResponse:
    seen = chosen_answers(request.POST.getlist("answer"))
    answers = [answer for answer, _place in found.answers if answer.pk in seen]
    if any(seen[answer.pk] != answer.text_number for answer in answers):
        problem = _("An answer has changed meanwhile, so nothing was done. This is how it stands now.")
        return _preview(request, comment, form, found, problem=problem, status=409)
    try:
        done = redact(
            cuts=[Cut(comment, found.chosen), *(Cut(answer) for answer in answers)],
            phrases=form.phrases,
            reason=form.cleaned_data["reason"],
            note=form.cleaned_data["note"],
            statement=form.cleaned_data["statement"],
            settles=_ids(request.POST.get("settles", "")),
            actor=request.user.as_actor(),
            now=timezone.now(),
        )
    except OwnComment:
        problem = _("Nothing was changed: words of your own comment are redacted by somebody else.")
        return _show(request, comment, form, problem=problem, status=403)
    except StaleState:
        fresh = with_context(Comment.objects.all()).get(pk=comment.pk)
        problem = _("Somebody changed or moved it meanwhile, so nothing was done. This is how it stands now.")
        return _show(request, fresh, form, problem=problem, status=409)
    except NothingToRedact:
        problem = _("Nothing is chosen. Please tick at least one place.")
        return _preview(request, comment, form, found, problem=problem, status=422)
    except CutsThroughMarkup:
        return _show(request, comment, form, problem=_cuts_through_markup(), status=422)
    messages.success(request, _done(len(done)))
    return SeeOther(reverse("comments:history", args=[comment.pk]))


def _found(comment: Comment, phrases: list[str], request: MemberRequest) -> Found:
    """Look for the words; places that were unticked stay so as long as the words are the same."""
    spans = spans_in(comment.source, phrases)
    is_second_look = request.POST.get("shown", "") == "\t".join(phrases)
    return Found(
        phrases=phrases,
        spans=spans,
        chosen=chosen_spans(request.POST.getlist("place"), spans) if is_second_look else spans,
        others=sum(bool(spans_in(text, phrases)) for text in _other_texts(comment)),
        answers=_answers(comment, phrases, request.user.as_actor()),
    )


def _other_texts(comment: Comment) -> list[str]:
    texts = comment.versions.exclude(number=comment.text_number)
    return list(texts.values_list("source", flat=True))


def _answers(comment: Comment, phrases: Sequence[str], actor: Actor) -> list[tuple[Comment, Place]]:
    """Comments below this one that hold one of the phrases, mostly because they quote it, each with a place.

    Also those whose earlier texts do, which readers may have, or a change that waits; but no own ones. Two
    queries.
    """
    holds = Q()
    for phrase in phrases:
        holds |= Q(source__icontains=max(phrase.split(), key=len))
    texts = CommentVersion.objects.filter(holds, comment__thread=comment.thread_id)
    below = Comment.objects.in_thread(comment.thread_id).below(comment.path)
    found = below.filter(holds | Q(pk__in=texts.values("comment")))
    some = found.with_authors().in_reading_order()[:MOST_ANSWERS]
    rows = [row for row in some if may_redact(row, actor)]
    sources = {row.pk: [row.source] for row in rows}
    for pk, source in texts.filter(comment__in=sources).order_by("-number").values_list("comment", "source"):
        sources[pk].append(source)
    places = {pk: _first_place(these, phrases) for pk, these in sources.items()}
    return [(row, place) for row in rows if (place := places[row.pk])]


def _first_place(sources: Sequence[str], phrases: Sequence[str]) -> Place | None:
    found = (place for source in sources for place in places_of(source, spans_in(source, phrases)[:1]))
    return next(found, None)


def _preview(
    request: HttpRequest,
    comment: Comment,
    form: RedactForm,
    found: Found,
    *,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    try:
        html = _as_readers_see(comment, found.chosen, form.cleaned_data["reason"])
    except CutsThroughMarkup:
        return _show(request, comment, form, problem=_cuts_through_markup(), status=422)
    again = "shown" in request.POST and request.POST["shown"] == "\t".join(found.phrases)
    ticked = chosen_answers(request.POST.getlist("answer"))
    answers = [
        AnswerRow(answer, place, chosen=answer.pk in ticked or not again) for answer, place in found.answers
    ]
    reports = Report.objects.open().filter(comment=comment)
    context = {
        "preview": html,
        "places": [(place, place.span in found.chosen) for place in places_of(comment.source, found.spans)],
        "others": found.others,
        "answers": answers,
        "reports": " ".join(map(str, reports.values_list("pk", flat=True))),
        "settles": "settles" in request.POST or not again,
        "shown": "\t".join(found.phrases),
    }
    return _show(request, comment, form, problem=problem, status=status, **context)


def _ids(typed: str) -> list[int]:
    """The ids that are written there; nonsense counts as none."""
    found = (whole_number(part, longest=LONGEST_ID) for part in typed.split()[:MOST_PLACES])
    return [number for number in found if number is not None]


def _as_readers_see(comment: Comment, spans: Sequence[Span], reason: str) -> SafeHTML:
    source = with_marks_at(comment.source, spans, reason) if spans else comment.source
    return in_this_language(render_comment(source))


def _show(
    request: HttpRequest,
    comment: Comment,
    form: RedactForm,
    *,
    problem: str = "",
    status: int = 200,
    **beside: Any,
) -> HttpResponse:
    context = {
        "comment": comment,
        "row": CaseRow(comment, []),
        "form": form,
        "problem": problem,
        "seen": seen_token(comment),
    }
    return render(request, "comments/redact.html", context | beside, status=status)


def _cuts_through_markup() -> str:
    return _(
        "Without these words the rest would get other emphasis, links or lists. Please choose whole pieces: "
        "a link with its brackets, or words without the signs around them."
    )


def _done(count: int) -> str:
    facts = {"number": count}
    return (
        ngettext(
            "The words are unreadable now, in one comment.",
            "The words are unreadable now, in %(number)d comments.",
            count,
        )
        % facts
    )
