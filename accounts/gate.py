"""The gate before staff pages: a role, and a second factor that was shown in this very session (A6)."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate
from urllib.parse import urlencode, urlsplit

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.models import User


class MemberRequest(HttpRequest):
    """A request behind `login_required` or `members_only`."""

    user: User


def members_only[View: Callable[..., HttpResponse]](why: str | Promise) -> Callable[[View], View]:
    """Let strangers sign in first and come back; the sign-in tells them `why`, a whole sentence."""

    def guard(view: View) -> View:
        guarded = login_required(view)
        guarded.why_sign_in = why  # type: ignore[attr-defined]
        return guarded

    return guard


def why_sign_in(address: str) -> str | Promise:
    """Return why the page at `address`, to which a sign-in leads, asks for it; empty if it does not say."""
    try:
        return getattr(resolve(urlsplit(address).path).func, "why_sign_in", "")
    except (Resolver404, ValueError):
        return ""


def missing_step(request: HttpRequest) -> str | None:
    """Return the name of the page that somebody of the staff must pass first: set up a factor, or show it.

    A sign-in may be older than the factor, so it counts only that one of the factors in force was used in
    this session; allauth notes each use there, and `SetUpTheApp` the first one.
    """
    if not settings.STAFF_SECOND_FACTOR:
        return None
    factors = set(Authenticator.objects.filter(user=request.user).values_list("pk", flat=True))
    if not factors:
        return "accounts:second_factor"
    shown = {
        record.get("id")
        for record in get_authentication_records(request, request.user)
        if record["method"] == "mfa"
    }
    return None if shown & factors else "mfa_reauthenticate"


def may_enter_staff_pages(request: HttpRequest) -> bool:
    user = request.user
    return user.is_active and user.is_authenticated and bool(user.roles) and not missing_step(request)


def way_in(request: HttpRequest, destination: str) -> HttpResponse | None:
    """Return where a person must go first to reach a staff page, or None when the gate is open.

    Strangers go to the sign-in, staff without a second factor to its explanation, staff who have not shown it
    in this session to the question for it; all come back to `destination`.

    Raises PermissionDenied for members.
    """
    if not request.user.is_authenticated:
        return redirect(f"{reverse('account_login')}?{urlencode({'next': destination})}")
    if not request.user.roles:
        raise PermissionDenied
    if step := missing_step(request):
        return redirect(f"{reverse(step)}?{urlencode({'next': destination})}")
    return None


def staff_page[**P](
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Open a view to the staff only. What a role may do there, the actions decide."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        # A form that was sent cannot be sent again from the sign-in; its page can be opened again.
        destination = request.get_full_path() if request.method in {"GET", "HEAD"} else request.path
        return way_in(request, destination) or view(request, *args, **kwargs)

    return guarded


def safe_next(request: HttpRequest, otherwise: str) -> str:
    """Return the wanted next address if it is on this site, else `otherwise`."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    here = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if here else otherwise
