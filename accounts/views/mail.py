"""An address that refused mails: its owner asks for one more mail, and its link brings them back."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions.bounces import BadToken, dead_address_of, link_to_revive, revive_by
from accounts.actions.deliveries import owe_mail
from accounts.gate import MemberRequest

ONE_A = timedelta(minutes=10)


@login_required
@require_POST
def try_again(request: MemberRequest) -> HttpResponse:
    """Owe one mail to the address that refused the last ones: once in ten minutes."""
    dead, now = dead_address_of(request.user), timezone.now()
    if dead:
        turn = int(now.timestamp() // ONE_A.total_seconds())
        owe_mail(
            key=f"address_again:{request.user.pk}:{dead.pk}:{turn}",
            kind="address_again",
            to=dead.address,
            person=request.user,
            template="mail/address_again.txt",
            context={"link": link_to_revive(request.user, dead)},
            language=request.user.language,
            now=now,
        )
        messages.info(request, _("A mail is on its way. Its link confirms that it arrived."))
    return redirect("accounts:me")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def address(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, POST brings the mails back."""
    if request.method == "POST":
        try:
            revive_by(token)
        except BadToken:
            raise Http404 from None
        messages.success(request, _("The address is confirmed. Mails go there again."))
        return redirect("accounts:me")
    response = render(request, "accounts/address.html")
    # The token is in the address, so no other site may learn it; ours has to see where the form comes from.
    response["Referrer-Policy"] = "same-origin"
    return response
