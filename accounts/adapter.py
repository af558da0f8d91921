"""Where allauth asks us."""

import logging
import time
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.core import context as current
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from accounts.actions.deliveries import owe_mail
from accounts.actions.people import NameRefused, NameTaken, check_name
from accounts.models import Community, Measure, User
from accounts.rules.logins import login_key
from accounts.rules.names import name_key, tidy
from accounts.rules.networks import network_of

logger = logging.getLogger(__name__)

# A name that was asked for with an address that is known already is held as long as a newcomer would
# hold it: otherwise asking a second time would tell whether the address has an account.
NAME_HELD_FOR = 24 * 60 * 60  # seconds

# Mails that anybody can cause by typing an address. Notices about changes are never held back.
ON_DEMAND = frozenset(
    {
        "account_already_exists",
        "email_confirmation",
        "email_confirmation_signup",
        "login_code",
        "password_reset_code",
        "unknown_account",
    }
)

REAUTHENTICATION_TIMEOUT = 5 * 60  # seconds, as allauth's own for a confirmation

_NO_MATCH = _("Name or address and password do not match. After five tries there is a pause of five minutes.")


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _NO_MATCH,
        "email_password_mismatch": _NO_MATCH,
        "too_many_login_attempts": _("Too many tries. There is a pause of five minutes now."),
        "rate_limited": _("Too many tries. There is a short pause now."),
        "username_taken": _("This name is taken, or it looks like one that is."),
        "incorrect_code": _("This is not the code."),
        "incorrect_password": _("This is not the password."),
        "enter_current_password": _("This is not the present password."),
        "duplicate_email": _("This address is already yours."),
        "max_email_addresses": _("There cannot be more than %d addresses."),
    }

    # --- who may join, and under which name ---------------------------------------------------

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return Community.load().registration == Community.Registration.OPEN

    def clean_username(self, username: str, shallow: bool = False) -> str:
        name = tidy(username)
        try:
            check_name(name, house=Community.load().name)
        except NameRefused as refusal:
            raise ValidationError(str(refusal.message), code="name_refused") from None
        except NameTaken:
            raise self.validation_error("username_taken") from None
        if cache.get(_held(name)):
            raise self.validation_error("username_taken")
        return name

    def hold_name(self, name: str) -> None:
        """Keep a name as if an account had been made with it."""
        cache.set(_held(name), True, NAME_HELD_FOR)

    def save_user(self, request: HttpRequest, user: User, form: BaseForm, commit: bool = True) -> User:
        user.language = get_language() or settings.LANGUAGE_CODE
        return super().save_user(request, user, form, commit)

    def can_delete_email(self, email_address: EmailAddress) -> bool:
        """The main address stays: without one there is no way back after a forgotten password."""
        return not email_address.primary

    # --- mail: owed, never sent from here -----------------------------------------------------

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Owe the mail instead of sending it, in the language of its reader."""
        kind, now = template_prefix.rpartition("/")[2], timezone.now()
        if kind in ON_DEMAND and not self._count(self.request, "mail_to_address", email.lower()):
            return
        person = context.get("user") or _owner(email)
        language = person.language if person else get_language() or settings.LANGUAGE_CODE
        owe_mail(
            key=f"{kind}:{now.isoformat()}:{get_random_string(12)}",
            kind=kind,
            to=email,
            person=person,
            template=f"mail/{kind}.txt",
            context={key: value for key, value in context.items() if isinstance(value, str)}
            | {"email": email}
            | _addresses(language),
            language=language,
            now=now,
        )

    # --- limits -------------------------------------------------------------------------------

    def get_client_ip(self, request: HttpRequest) -> str:
        """The network of the sender, never the address: this is all that limits and sessions get (M10)."""
        return network_of(
            request.META.get("REMOTE_ADDR", ""),
            request.META.get("HTTP_X_FORWARDED_FOR", ""),
            settings.TRUSTED_PROXIES,
        )

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try before the password is looked at, so that no number of workers can outrun the count.

        Counted for what was typed, in this network and anywhere, and for the account behind it. The last
        one answers like a wrong password: otherwise it would tell which address belongs to which name.
        """
        typed = login_key(credentials.get("email") or credentials.get("username") or "")
        network = self.get_client_ip(request)
        self._tries = [
            self._count(request, "login_failed", f"{network} {typed}"),
            self._count(request, "login_failed_anywhere", typed),
        ]
        if not all(self._tries):
            logger.warning("sign_in.refused")
            raise self.validation_error("too_many_login_attempts")
        account = _account(credentials)
        quiet = self._count(request, "login_failed_account", f"{network} {account.pk if account else typed}")
        self._closed = not quiet
        self._tries.append(quiet)
        self._person = account.pk if account else None

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        user = super().authenticate(request, **credentials)
        return None if self._closed else user

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        logger.warning("sign_in.failed", extra={"person": self._person})

    def _count(self, request: HttpRequest, action: str, key: str) -> Any:
        return ratelimit.consume(request, app="allauth.account", action=action, key=key)

    def _rollback_login_failed_rl_usage(self) -> None:
        if not self._closed:
            for usage in self._tries:
                usage.rollback()

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:
        """Whoever has just set a new password by mail may use it at once."""
        typed, account = login_key(credentials.get("email", "")), _account(credentials)
        network = self.get_client_ip(request)
        for action, key in (
            ("login_failed", f"{network} {typed}"),
            ("login_failed_anywhere", typed),
            ("login_failed_account", f"{network} {account.pk if account else typed}"),
        ):
            ratelimit.clear(request, app="allauth.account", action=action, key=key)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Lead somebody about whom something was decided to the page that says so, and on from there."""
        response = super().post_login(request, user, **kwargs)
        logger.info("sign_in.done", extra={"person": user.pk})
        if Measure.objects.about(user).unseen().exists():
            onward = urlencode({"next": response.url})
            return HttpResponseRedirect(f"{reverse('comments:measures')}?{onward}")
        return response

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask again before a delicate change, but not a person who has just come through the door."""
        records = get_authentication_records(self.request, self.request.user)
        just_now = bool(records) and time.time() - records[-1]["at"] < REAUTHENTICATION_TIMEOUT
        return super().is_reauthentication_required(app=app, **kwargs) and not just_now

    # --- ways out -----------------------------------------------------------------------------

    def is_safe_url(self, url: str) -> bool:
        """Only this very host: another name of ours would be another site to the browser."""
        return url_has_allowed_host_and_scheme(
            url,
            allowed_hosts={current.request.get_host()},
            require_https=current.request.is_secure(),
        )


def _addresses(language: str) -> dict[str, str]:
    """Where mails lead, always on the site's own address, whatever host a request claimed."""
    with override(language):
        return {name: f"{settings.SITE_URL}{reverse(view)}" for name, view in _PLACES.items()}


_PLACES = {
    "login_url": "account_login",
    "signup_url": "account_signup",
    "password_reset_url": "account_reset_password",
    "security_url": "mfa_index",
    "sessions_url": "usersessions_list",
}


def _held(name: str) -> str:
    return f"name-held:{name_key(name)}"


def _owner(email: str) -> User | None:
    address = (
        EmailAddress.objects.filter(email=email.lower()).select_related("user").order_by("-verified").first()
    )
    return address.user if address else None


def _account(credentials: dict[str, Any]) -> User | None:
    """The account that a try is about; the same questions are asked whether there is one or not."""
    by_name = User.objects.filter(name_key=name_key(credentials.get("username", ""))).only("pk").first()
    return _owner(credentials.get("email", "")) or by_name


class FactorAdapter(DefaultMFAAdapter):
    """Where allauth asks us about second factors."""

    error_messages = DefaultMFAAdapter.error_messages | {"incorrect_code": _("This is not the code.")}

    def get_totp_issuer(self) -> str:
        return Community.load().name
