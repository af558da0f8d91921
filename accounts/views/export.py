"""Take with you what the site knows about you: say what that is, order it, fetch it (A5)."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions.exporting import (
    KEPT,
    MOST_A_DAY,
    ExportUnderWay,
    TooManyExports,
    order_export,
    pending_export,
    readable_export,
)
from accounts.gate import MemberRequest
from accounts.personal import parts


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(allow_get=True)
def export(request: MemberRequest) -> HttpResponse:
    """GET says what will be in it; POST orders it, of somebody who has shown lately who they are."""
    if request.method != "POST":
        return _page(request)
    try:
        order_export(person=request.user, now=timezone.now())
    except ExportUnderWay:
        return _page(request, _("Your archive is being written already."), status=409)
    except TooManyExports:
        problem = _("You can order %(number)d archives in 24 hours. Please come back tomorrow.")
        return _page(request, problem % {"number": MOST_A_DAY}, status=429)
    messages.success(request, _("Your archive is being written. You get a mail when it is there."))
    return redirect("accounts:export")


@login_required
@require_safe
@reauthentication_required
def fetch(request: MemberRequest, export_id: int) -> FileResponse:
    """Hand the file to its person; to everybody else it does not exist."""
    found = readable_export(request.user, now=timezone.now())
    if found is None or found.pk != export_id or not found.file.storage.exists(found.file.name or ""):
        raise Http404
    return FileResponse(
        found.file.open("rb"),
        content_type="application/zip",
        as_attachment=True,
        filename=f"resonanz-{timezone.localdate(found.written_at):%Y-%m-%d}.zip",
        headers={
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cross-Origin-Resource-Policy": "same-origin",
        },
    )


def _page(request: MemberRequest, problem: str = "", status: int = 200) -> HttpResponse:
    now = timezone.now()
    ready = readable_export(request.user, now=now)
    context = {
        "parts": parts(),
        "pending": pending_export(request.user, now=now),
        "ready": ready,
        "until": ready.written_at + KEPT if ready and ready.written_at else None,
        "days": KEPT.days,
        "problem": problem,
    }
    return render(request, "accounts/export.html", context, status=status)
