"""The step before staff pages."""

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.decorators import login_required
from django.forms import Form
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


class SetUpTheApp(ActivateTOTPView):
    """Note that whoever sets up an app has shown its first code: nobody is asked for the next one at once."""

    def form_valid(self, form: Form) -> HttpResponse:
        answer = super().form_valid(form)
        app = Authenticator.objects.get(user=self.request.user, type=Authenticator.Type.TOTP)
        record_authentication(self.request, self.request.user, "mfa", id=app.pk, type=app.type)
        return answer


set_up_the_app = login_required(SetUpTheApp.as_view())
