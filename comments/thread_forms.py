"""The forms of moderators about one conversation, and about all of them."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from comments.models import Publication
from comments.rules.thread_rules import ThreadRules

LONGEST_PAUSE = 86_400  # seconds


class WordsForm(forms.Form):
    """What moderators say to the readers about what they close."""

    words = forms.CharField(
        label=_("A sentence to the readers"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class RulesForm(forms.Form):
    """How a conversation differs from the site."""

    publication = forms.ChoiceField(
        label=_("Comments appear"),
        choices=[("", _("as on the whole site")), *Publication.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    slow_seconds = forms.IntegerField(
        label=_("Slow mode: seconds between two comments of one person"),
        min_value=0,
        max_value=LONGEST_PAUSE,
        required=False,
        help_text=_("Empty: as on the whole site. 0: no slow mode here."),
    )
    closes_at = forms.DateTimeField(
        label=_("Closes on"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("Empty: as on the whole site."),
    )

    def __init__(self, data: object = None, *, rules: ThreadRules, now: datetime) -> None:
        """`rules` are those that hold, at `now`."""
        initial = {name: getattr(rules, name) for name in self.base_fields}
        super().__init__(data, initial=initial)  # type: ignore[arg-type]
        self._now = now

    def clean_closes_at(self) -> datetime | None:
        wanted: datetime | None = self.cleaned_data["closes_at"]
        if wanted and wanted <= self._now and "closes_at" in self.changed_data:
            raise forms.ValidationError(_("That moment is over. To close it now, lock it."))
        return wanted


class PinForm(forms.Form):
    """Which comment stands above the conversation."""

    number = forms.IntegerField(
        label=_("Number of the comment"),
        min_value=1,
        help_text=_("As it stands in its corner: 17 for #17."),
    )
