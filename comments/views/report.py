"""Reporting a comment: members for any reason, everybody what is illegal (M6, DSA Art. 16)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from allauth.core.internal import ratelimit
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions.measures import UnderMeasure
from accounts.gate import MemberRequest
from comments.actions.reporting import (
    AlreadyReported,
    NotReportable,
    OwnWords,
    report_comment,
    report_illegal,
)
from comments.forms_of_readers import NoticeForm, ReportForm
from comments.models import Comment, Report
from comments.rules.reports import REASONS
from comments.signed import BadToken, receipt_path, report_of
from comments.views.answers import SeeOther
from comments.views.decisions import outcome_line
from comments.views.permalink import say_what_became
from comments.views.refusals import FILLED_BY_A_MACHINE, with_text_kept


@dataclass(frozen=True)
class Told:
    """A report as its maker is shown it: own words and the outcome, nothing of anybody else."""

    report: Report

    @property
    def reason(self) -> str:
        return str(REASONS.get(self.report.reason, self.report.reason))

    @property
    def outcome(self) -> str:
        return outcome_line(self.report)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, comment_id: int) -> HttpResponse:
    """GET asks, or shows the own report where there is one; POST keeps it."""
    comment = get_object_or_404(Comment.objects.with_threads().with_authors(), pk=comment_id)
    made = _own(request, comment)
    if made:
        return _tell(request, made)
    visible = Comment.objects.visible(timezone.now()).filter(pk=comment.pk).exists()
    if not visible and request.method != "POST":
        if not comment.thread.is_visible(timezone.now()):
            raise Http404
        return say_what_became(request, comment)
    if request.user.is_authenticated:
        return _for_members(cast(MemberRequest, request), comment)
    return _for_strangers(request, comment)


@never_cache
@require_safe
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """Show whoever has the address what became of a report that was made without an account."""
    try:
        made = Report.objects.select_related("comment__thread").filter(pk=report_of(token)).first()
    except BadToken:
        raise Http404 from None
    if made is None:
        raise Http404
    response = _tell(request, made, address=request.build_absolute_uri())
    response["Referrer-Policy"] = "same-origin"  # the token is in the address; its forms need an origin
    return response


def _tell(request: HttpRequest, made: Report, *, address: str = "") -> HttpResponse:
    """The page of one report; where its post is withdrawn, the title is nobody's."""
    comment = made.comment
    visible = comment.thread.is_visible(timezone.now())
    context = {"comment": comment, "told": Told(made), "address": address, "visible": visible}
    return render(request, "comments/reported.html", context)


def _own(request: HttpRequest, comment: Comment) -> Report | None:
    if not request.user.is_authenticated:
        return None
    return Report.objects.of(request.user).filter(comment=comment).select_related("comment__thread").first()


def _for_members(request: MemberRequest, comment: Comment) -> HttpResponse:
    if comment.author_id == request.user.pk:
        return _ask(request, comment, None, _sentence(OwnWords()), 403 if request.method == "POST" else 200)
    form = ReportForm(request.POST or None)
    if request.method != "POST":
        return _ask(request, comment, form)
    if not form.is_valid():
        return _ask(request, comment, form, status=422)
    if not ratelimit.consume(request, app="allauth.account", action="report"):
        return ratelimit.respond_429(request)
    try:
        report_comment(
            comment=comment,
            reporter=request.user,
            reason=form.cleaned_data["reason"],
            text=form.cleaned_data["text"],
            now=timezone.now(),
        )
    except AlreadyReported:
        pass  # sent twice: the page shows the first one
    except (NotReportable, PermissionDenied) as refusal:
        status = 409 if isinstance(refusal, NotReportable) else 403
        redress = reverse(refusal.where) if isinstance(refusal, UnderMeasure) else ""
        return _ask(request, comment, form, _sentence(refusal), status, redress=redress)
    return SeeOther(request.path)


def _for_strangers(request: HttpRequest, comment: Comment) -> HttpResponse:
    form = NoticeForm(request.POST or None)
    if request.method != "POST":
        return _ask(request, comment, form)
    if form.is_filled_by_a_machine:
        return _ask(request, comment, form, str(FILLED_BY_A_MACHINE), status=422)
    if not form.is_valid():
        return _ask(request, comment, form, status=422)
    if not _is_within_limits(request, form.cleaned_data["mail"]):
        return ratelimit.respond_429(request)
    try:
        made = report_illegal(
            comment=comment,
            name=form.cleaned_data["name"],
            mail=form.cleaned_data["mail"],
            text=form.cleaned_data["text"],
            language=get_language() or comment.thread.language,
            now=timezone.now(),
        )
    except NotReportable as refusal:
        return _ask(request, comment, form, _sentence(refusal), status=409)
    return SeeOther(receipt_path(made))


def _is_within_limits(request: HttpRequest, mail: str) -> bool:
    """Count the network, and the address: nobody shall have somebody else flooded with receipts."""
    if not ratelimit.consume(request, app="allauth.account", action="report_unsigned"):
        return False
    if not mail:
        return True
    found = ratelimit.consume(request, app="allauth.account", action="mail_to_address", key=mail.lower())
    return bool(found)


def _ask(
    request: HttpRequest,
    comment: Comment,
    form: ReportForm | NoticeForm | None,
    problem: str = "",
    status: int = 200,
    *,
    redress: str = "",
) -> HttpResponse:
    visible = Comment.objects.visible(timezone.now()).filter(pk=comment.pk).exists()
    context = {"comment": comment, "form": form, "problem": problem, "visible": visible, "redress": redress}
    return render(request, "comments/report.html", context, status=status)


def _sentence(refusal: Exception) -> str:
    match refusal:
        case NotReportable():
            return _("This comment is not public any more. What you wrote is still here.")
        case UnderMeasure():
            return with_text_kept(refusal)
        case OwnWords():
            return _("This is your own comment. You can withdraw it.")
    return _("This is not possible from your account.")
