"""Second factors: codes from an app, and the codes for the day on which the phone is lost."""

from allauth.mfa.base import forms
from allauth.mfa.totp import forms as totp
from django.utils.translation import gettext_lazy as _

from accounts.forms.plain import CODE, InPlainWords


class AuthenticateForm(InPlainWords, forms.AuthenticateForm):
    labels = {"code": _("Code")}
    helps = {"code": _("Six digits from the app, or one of the recovery codes.")}
    places = {"code": CODE | {"maxlength": "40"}}


class ReauthenticateForm(InPlainWords, forms.ReauthenticateForm):
    labels = AuthenticateForm.labels
    helps = AuthenticateForm.helps
    places = AuthenticateForm.places


class ActivateTOTPForm(InPlainWords, totp.ActivateTOTPForm):
    labels = {"code": _("Code from the app")}
    helps = {"code": _("Six digits; a new code comes every thirty seconds.")}
    places = {"code": CODE | {"inputmode": "numeric"}}
