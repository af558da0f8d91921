"""The form by which a post gets another address."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blog.actions.moving import AddressRefused, AddressTaken
from blog.models import Post
from blog.rules.addresses import is_month

_MONTH = re.compile(r"(\d{4})-(\d{2})")


class MonthInput(forms.TextInput):
    """The browser's own choice of a month; where it has none, a field for `2026-03`."""

    input_type = "month"


class MoveForm(forms.Form):
    """`month` gives year and month as a pair."""

    month = forms.CharField(
        label=gettext_lazy("Year and month"),
        max_length=7,
        widget=MonthInput(attrs={"pattern": "[12][0-9]{3}-[01][0-9]", "placeholder": "2026-03"}),
        help_text=gettext_lazy("As in 2026-03. It need not be that of the publication."),
    )
    slug = forms.CharField(
        label=gettext_lazy("Address"),
        max_length=200,
        help_text=gettext_lazy("The last part: small letters, digits and hyphens."),
    )

    def __init__(self, post: Post, data: Any = None) -> None:
        month = f"{post.address_year:04}-{post.address_month:02}"
        super().__init__(data, initial={"slug": post.slug, "month": month}, label_suffix="")

    def clean_month(self) -> tuple[int, int]:
        found = _MONTH.fullmatch(self.cleaned_data["month"])
        if not found or not is_month(int(found[1]), int(found[2])):
            raise forms.ValidationError(_("Write year and month as in 2026-03."))
        return int(found[1]), int(found[2])

    def explain(self, refusal: AddressRefused) -> None:
        """Say what the action refused."""
        if isinstance(refusal, AddressTaken):
            text = _("Another post has this address in that month. Free is: %(address)s")
            self.add_error("slug", text % {"address": refusal.suggestion})
        else:
            self.add_error(
                "slug", _("Small letters, digits and hyphens, and no word that the site needs itself.")
            )
