"""The gate before staff pages: a role, and a second factor (A6)."""

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest


def needs_second_factor(request: HttpRequest) -> bool:
    """Whether this person of the staff must set up a second factor before going on."""
    return settings.STAFF_SECOND_FACTOR and not is_mfa_enabled(request.user)


def may_enter_staff_pages(request: HttpRequest) -> bool:
    user = request.user
    return user.is_active and user.is_authenticated and bool(user.roles) and not needs_second_factor(request)
