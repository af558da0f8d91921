"""The form of an editable page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from blog.actions.pages import ChangedMeanwhile
from blog.forms.refusable import RefusableForm
from blog.models import Page
from blog.rules.content import LIMITS
from markup import clean_post


class PageForm(RefusableForm):
    """`seen` is the version of the page on the screen."""

    slug = forms.CharField(
        label=_("Address"), max_length=200, required=False, help_text=_("Empty: made from the title.")
    )
    body = forms.CharField(
        label=_("Text"),
        max_length=LIMITS["body"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 20}),
    )

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Page
        fields = ("title", "body", "slug", "language", "public")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = self.instance.version if self.instance.pk else None

    def clean(self) -> dict[str, Any] | None:
        """After a refusal the next press is a deliberate one: it has seen what is stored now."""
        fields = super().clean()
        if isinstance(self.refusal, ChangedMeanwhile):
            self.data = {**dict(self.data.items()), "seen": str(self.instance.version)}
        return fields

    def clean_body(self) -> Any:
        return clean_post(self.cleaned_data["body"])
