"""What an action refused, said in the form that asked for it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blog.actions.placing import AddressRefused, AddressTaken, ChangedMeanwhile
from blog.actions.readiness import NotReady

_CHANGED = gettext_lazy(
    "Somebody else saved this meanwhile. Your text stands below and is not stored yet: compare it with what "
    "is stored now. Saving once more puts yours in its place."
)


class RefusableForm(forms.ModelForm):
    """A form that complains about what the action refused; `refusal` is set for the second showing."""

    refusal: Exception | None = None

    def _get_validation_exclusions(self) -> set[str]:
        """Leave the address to the action."""
        return super()._get_validation_exclusions() | {"slug"}  # type: ignore[misc]

    def clean(self) -> dict[str, Any] | None:
        fields = super().clean()
        match self.refusal:
            case AddressTaken() as refusal:
                text = _("This address is taken. Free is: %(address)s")
                self.add_error("slug", text % {"address": refusal.suggestion})
            case AddressRefused():
                self.add_error(
                    "slug", _("Small letters, digits and hyphens, and no word that the site needs itself.")
                )
            case ChangedMeanwhile():
                self.add_error(None, _CHANGED)
            case NotReady() as refusal:
                self.add_error("body", refusal.words)
        return fields
