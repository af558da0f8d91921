"""Forms of the admin whose rows are stored by an action: what it refuses is told, nothing typed is lost."""

from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from blog.actions.placing import AddressRefused, AddressTaken, ChangedMeanwhile
from blog.admin.access import ForEditors


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
                self.add_error(None, _changed_meanwhile())
        return fields


def _changed_meanwhile() -> str:
    return _(
        "Somebody else saved this meanwhile. Your text stands below and is not stored yet: compare it with "
        "the page as readers have it now. Saving once more puts yours in its place."
    )


class SavedByAction(ForEditors, admin.ModelAdmin):
    """`save_model` calls an action; a refusal rolls everything back and shows the form again."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except (AddressRefused, ChangedMeanwhile) as refusal:
            request.refusal = refusal  # type: ignore[attr-defined]
            page = super().changeform_view(request, object_id, form_url, extra_context)
            changed = isinstance(refusal, ChangedMeanwhile)
            page.status_code = HTTPStatus.CONFLICT if changed else HTTPStatus.UNPROCESSABLE_ENTITY
            return page

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm]:
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"refusal": getattr(request, "refusal", None)})
