"""What a person says about themselves."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.actions.pictures import MAX_BYTES
from accounts.models import User
from accounts.rules.names import LONGEST, tidy
from accounts.rules.zones import places_by_continent


def time_zones() -> list[tuple[str, Any]]:
    return [("", _("as the site")), *places_by_continent().items()]


class NameForm(forms.Form):
    name = forms.CharField(
        label=_("Visible name"),
        strip=False,
        max_length=LONGEST * 2,
        help_text=_("It can be changed once in thirty days. Nobody else gets the old one."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname", "spellcheck": "false"}),
    )

    def clean_name(self) -> str:
        return tidy(self.cleaned_data["name"])


class PreferencesForm(forms.Form):
    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, help_text=_("For mails from this site.")
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), required=False, choices=time_zones)
    address_form = forms.ChoiceField(
        label=_("Form of address"),
        choices=User.AddressForm.choices,
        widget=forms.RadioSelect,
        help_text=_("How mails greet you."),
    )
    theme = forms.ChoiceField(
        label=_("Appearance"),
        required=False,
        choices=User.Theme.choices,
        help_text=_(
            "For all devices that are signed in. The choice at the foot of a page counts for one device."
        ),
    )
    about = forms.CharField(
        label=_("About me"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Everybody can read it beside your comments. Plain text, up to 500 characters."),
    )


class PictureForm(forms.Form):
    picture = forms.FileField(
        label=_("New picture"),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_(
            "JPEG, PNG or WebP, up to 8 MB. The middle is shown; places and other data in it are removed."
        ),
    )

    def clean_picture(self) -> bytes:
        file = self.cleaned_data["picture"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(_("The file is too large."), code="too_large")
        return file.read()
