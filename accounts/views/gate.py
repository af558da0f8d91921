"""The step before staff pages."""

from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.gate import safe_next


@login_required
@require_safe
def second_factor(request: HttpRequest) -> HttpResponse:
    """Explain to the staff why a second factor is needed; once it is set up, lead on to where they wanted."""
    destination = safe_next(request, request.session.get("after_second_factor", reverse("accounts:me")))
    if is_mfa_enabled(request.user):
        request.session.pop("after_second_factor", None)
        return redirect(destination)
    request.session["after_second_factor"] = destination
    return render(request, "accounts/second_factor.html")
