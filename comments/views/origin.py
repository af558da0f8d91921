"""Where a form came from and when, asked by hand where a refusal must give the text back."""

from datetime import datetime

from allauth.account.adapter import get_adapter
from allauth.core.internal import ratelimit
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.http import url_has_allowed_host_and_scheme

from comments.models import Thread

SALT = "comments.started"


def _no_view(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()


class _Check(CsrfViewMiddleware):
    """Django's check with its reason as the answer instead of a page."""

    def _reject(self, request: HttpRequest, reason: str) -> str:
        return reason


def has_valid_token(request: HttpRequest) -> bool:
    """Make Django's check of the token for a view that is exempt from it."""
    check = _Check(_no_view)
    check.process_request(request)
    return check.process_view(request, _no_view, (), {}) is None


def comes_from_this_site(request: HttpRequest) -> bool:
    """Whether the browser says that one of our own pages sent this form.

    A form without a token may still keep a draft for a visitor without an account; a foreign page
    must not put one there, nor exchange the session of a visitor whose cookie was held back.
    """
    if site := request.headers.get("Sec-Fetch-Site"):
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    if origin == "null":  # a frame without an origin; as an address the word would be one of ours
        return False
    return origin is None or url_has_allowed_host_and_scheme(origin, allowed_hosts={request.get_host()})


def may_leave_a_draft(request: HttpRequest) -> bool:
    """Whether a draft may be stored: each begins a session of its own where there is none yet.

    Counted for the network: whoever sends no cookies back would fill the disk with them.
    """
    if request.session.session_key and request.session.exists(request.session.session_key):
        return True
    return bool(ratelimit.consume(request, app="allauth.account", action="first_draft"))


def may_preview(request: HttpRequest) -> bool:
    """Whether another text may be laid out, which costs work and stores nothing to count by.

    Members have a limit of their own; that of strangers is shared by all of one network.
    """
    action = "preview_of_member" if request.user.is_authenticated else "preview"
    return bool(ratelimit.consume(request, app="allauth.account", action=action))


def network_of(request: HttpRequest) -> str:
    """Return what is known of the sender's address."""
    return get_adapter(request).get_client_ip(request)


def started_at(thread: Thread, now: datetime) -> str:
    """Return a signed note of when a form was shown, to be sent along with it."""
    return signing.dumps([thread.pk, now.timestamp()], salt=SALT, compress=False)


def seconds_on_form(note: str, thread: Thread, now: datetime) -> float | None:
    """Return how many seconds ago the form was shown; None without a note of ours for this thread."""
    try:
        thread_id, then = signing.loads(note, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return max(now.timestamp() - then, 0.0) if thread_id == thread.pk else None
