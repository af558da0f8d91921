"""The form of an editable page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from blog.models import Page
from blog.rules.addresses import is_reserved, is_slug
from blog.rules.content import LIMITS
from markup import clean_post


class PageForm(forms.ModelForm):
    slug = forms.CharField(
        label=_("Address"), max_length=200, required=False, help_text=_("Empty: made from the title.")
    )
    body = forms.CharField(
        label=_("Text"),
        max_length=LIMITS["body"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 20}),
    )

    class Meta:
        model = Page
        fields = ("title", "body", "slug", "language", "public")

    def clean_slug(self) -> str:
        typed = self.cleaned_data["slug"]
        if typed and (not is_slug(typed) or is_reserved(typed)):
            raise forms.ValidationError(
                _("Small letters, digits and hyphens, and no word that the site needs itself.")
            )
        return typed or self.instance.slug

    def clean_body(self) -> Any:
        return clean_post(self.cleaned_data["body"])
