"""Pages of the admin whose rows are stored by an action: what it refuses is told, nothing typed is lost."""

from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from blog.actions.placing import AddressRefused, ChangedMeanwhile
from blog.actions.readiness import NotReady
from blog.admin.access import ForEditors


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
        except (AddressRefused, ChangedMeanwhile, NotReady) as refusal:
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
