"""The statement of reasons, and the appeal against it (M7, DSA Art. 17 and 20)."""

from __future__ import annotations

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from comments.actions.appeals import AlreadyAppealed, NotAppealable, appeal, is_appealable, may_appeal
from comments.forms_of_readers import AppealForm
from comments.models import Appeal, Case
from comments.signed import BadToken, case_of
from comments.statements import statement_of
from comments.views.answers import SeeOther
from markup import SafeHTML


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def case(request: HttpRequest, token: str) -> HttpResponse:
    """Show the author why words were taken down; POST asks somebody else to look again.

    Members sign in; guests, and those whose account is gone, need nothing but the address.
    """
    found = _find(token)
    reader = request.user if isinstance(request.user, User) else None
    if not may_appeal(found, reader) and not may_appeal(found, None):
        if reader is None:
            return redirect_to_login(request.get_full_path())
        raise Http404
    by = reader if may_appeal(found, reader) else None
    form = AppealForm(request.POST or None)
    if request.method != "POST":
        return _show(request, found, form)
    if not form.is_valid():
        return _show(request, found, form, status=422)
    try:
        appeal(case=found, by=by, text=form.cleaned_data["text"], now=timezone.now())
    except AlreadyAppealed:
        return _show(request, _find(token), form, _("You have appealed already; one appeal is all."), 409)
    except NotAppealable:
        return _show(request, _find(token), form, _("An appeal is not possible any more."), 409)
    except PermissionDenied:
        raise Http404 from None
    return SeeOther(request.path)


def _find(token: str) -> Case:
    try:
        found = Case.objects.with_context().filter(pk=case_of(token)).first()
    except BadToken:
        raise Http404 from None
    if found is None:
        raise Http404
    return found


def _show(
    request: HttpRequest, found: Case, form: AppealForm, problem: str = "", status: int = 200
) -> HttpResponse:
    made: Appeal | None = getattr(found, "appeal", None)
    context = {
        "case": found,
        "comment": found.comment,
        "visible": found.comment.thread.is_visible(timezone.now()),
        "statement": statement_of(found),
        "words": _words(found),
        "made": made,
        "form": form,
        "problem": problem,
        "may_appeal": made is None and is_appealable(found, timezone.now()),
        "newer": Case.objects.filter(comment=found.comment_id, pk__gt=found.pk).exists(),
    }
    response = render(request, "comments/statement.html", context, status=status)
    response["Referrer-Policy"] = "same-origin"  # the token is in the address
    return response


def _words(found: Case) -> SafeHTML:
    """The text that the decision was about; the author may have written another one since."""
    if found.text_number != found.comment.text_number:
        version = found.comment.versions.filter(number=found.text_number).first()
        if version is not None:
            return version.html
    return found.comment.html
