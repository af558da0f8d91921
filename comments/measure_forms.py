"""The forms around measures against people."""

from datetime import datetime, timedelta

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.rules.measures import Sanction, needs_end, takes_end
from comments.rules import reasons

DAYS = (1, 3, 7, 30, 90)
UNTIL_LIFTED = "open"
# What each measure does, for those who choose.
CHOICES = [
    (Sanction.WARN, _("Warning: says that something was wrong, and forbids nothing")),
    (Sanction.HOLD, _("Everything is read first: whatever is written waits for a moderator")),
    (Sanction.SILENCE, _("Silence: reads and reacts, writes nothing that others read")),
    (Sanction.BAN, _("Ban: reads, and takes no part in anything")),
]


def _spans() -> list[tuple[str, str]]:
    """For how long, in the language of the page."""
    days = [(str(n), ngettext("%(days)d day", "%(days)d days", n) % {"days": n}) for n in DAYS]
    return [*days, (UNTIL_LIFTED, gettext("until it is lifted"))]


class MeasureForm(forms.Form):
    """Which measure, for how long, and why. The person reads the reason and the words."""

    kind = forms.ChoiceField(label=_("Measure"), choices=CHOICES, widget=forms.RadioSelect)
    lasts = forms.ChoiceField(
        label=_("For how long"),
        choices=_spans,
        initial="7",
        help_text=_("A warning is said once; a silence always ends."),
    )
    ground = forms.ChoiceField(label=_("Reason"), choices=[*reasons.REMOVAL.items()])
    words = forms.CharField(
        label=_("In words, for the person"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What happened, and which rule it breaks. It stands in the mail and on their page."),
    )
    occasion = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def clean(self) -> None:
        super().clean()
        kind, lasts = self.cleaned_data.get("kind"), self.cleaned_data.get("lasts")
        if kind and lasts == UNTIL_LIFTED and needs_end(Sanction(kind)):
            self.add_error("lasts", _("Until when? To be silent for ever would be a ban."))

    def ends_at(self, now: datetime) -> datetime | None:
        """Return when the measure ends by itself; after `is_valid`."""
        lasts = self.cleaned_data["lasts"]
        if lasts == UNTIL_LIFTED or not takes_end(Sanction(self.cleaned_data["kind"])):
            return None
        return now + timedelta(days=int(lasts))


class AppealForm(forms.Form):
    """Why somebody else shall look again."""

    text = forms.CharField(
        label=_("Why is it wrong?"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )


class AnswerForm(forms.Form):
    """What an appeal came to."""

    lift = forms.ChoiceField(
        label=_("Decision"),
        choices=[("yes", _("It was wrong: lift it")), ("no", _("It stays"))],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("Answer for the person"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
