"""The entrance: signing up, signing in, codes, passwords, addresses."""

from typing import Any

from allauth.account import forms
from allauth.account.adapter import get_adapter
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.forms.plain import CODE, NAME, InPlainWords

PASSWORD_HELP = _("At least ten characters. Four words are easier to keep than one with signs in it.")


class LoginForm(InPlainWords, forms.LoginForm):
    labels = {
        "login": _("Name or mail address"),
        "password": _("Password"),
        "remember": _("Stay signed in on this device"),
    }
    places = {"login": NAME | {"autocomplete": "username"}}


class SignupForm(InPlainWords, forms.SignupForm):
    labels = {"email": _("Mail address"), "username": _("Visible name"), "password1": _("Password")}
    helps = {
        "email": _("A code goes there. Nobody else sees the address."),
        "username": _("This is how others see you: 2 to 40 characters, a real name or an invented one."),
        "password1": PASSWORD_HELP,
    }
    places = {"username": {"autocomplete": "nickname", "spellcheck": "false"}}

    def try_save(self, request: HttpRequest) -> Any:
        """For an address that is known already, do the same work and keep the same name from others."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
            get_adapter().hold_name(self.cleaned_data["username"])
        return super().try_save(request)


class RequestLoginCodeForm(InPlainWords, forms.RequestLoginCodeForm):
    labels = {"email": _("Mail address")}


class ResetPasswordForm(InPlainWords, forms.ResetPasswordForm):
    labels = {"email": _("Mail address")}


class CodeForm(InPlainWords):
    labels = {"code": _("Code from the mail")}
    places = {"code": CODE}


class ConfirmLoginCodeForm(CodeForm, forms.ConfirmLoginCodeForm):
    pass


class ConfirmEmailVerificationCodeForm(CodeForm, forms.ConfirmEmailVerificationCodeForm):
    pass


class ConfirmPasswordResetCodeForm(CodeForm, forms.ConfirmPasswordResetCodeForm):
    pass


class NewPassword(InPlainWords):
    labels = {
        "oldpassword": _("Present password"),
        "password1": _("New password"),
        "password2": _("New password again"),
    }
    helps = {"password1": PASSWORD_HELP}


class ResetPasswordKeyForm(NewPassword, forms.ResetPasswordKeyForm):
    pass


class ChangePasswordForm(NewPassword, forms.ChangePasswordForm):
    pass


class SetPasswordForm(NewPassword, forms.SetPasswordForm):
    pass


class ReauthenticateForm(InPlainWords, forms.ReauthenticateForm):
    labels = {"password": _("Password")}


class AddEmailForm(InPlainWords, forms.AddEmailForm):
    labels = {"email": _("New mail address")}
    helps = {"email": _("A code goes there before it counts.")}
