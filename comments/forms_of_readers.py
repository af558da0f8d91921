"""The forms by which readers ask moderators to look: reports and appeals (M6, M7)."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from comments.rules.cases import LONGEST_APPEAL
from comments.rules.reports import LONGEST, NEED_WORDS, REASONS

LINES = {"rows": 5}


class ReportForm(forms.Form):
    """What a member says is wrong."""

    reason = forms.ChoiceField(
        label=_("What is wrong with it?"),
        choices=[*REASONS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose what is wrong.")},
    )
    text = forms.CharField(
        label=_("In your own words"),
        help_text=_("Only moderators read this. “It is illegal” and “Something else” need an explanation."),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs=LINES),
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("reason") in NEED_WORDS and not said.get("text"):
            self.add_error("text", _("Please say in a sentence or two what is wrong."))
        return said


class NoticeForm(forms.Form):
    """A notice of illegal content, open to everybody; the fields are those of DSA Art. 16 (2)."""

    text = forms.CharField(
        label=_("Why is it illegal?"),
        help_text=_(
            "Which words, and against which law or whose rights, as far as you know. Moderators read this."
        ),
        max_length=LONGEST,
        widget=forms.Textarea(attrs=LINES),
        error_messages={"required": _("Please say why you take it to be illegal.")},
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    mail = forms.EmailField(
        label=_("Your mail address"),
        help_text=_("If you want to hear by mail that it has arrived, and what was decided."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    good_faith = forms.BooleanField(
        label=_("I believe in good faith that what I say here is accurate and complete."),
        error_messages={"required": _("Please confirm this.")},
    )
    website = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def is_filled_by_a_machine(self) -> bool:
        return bool(self.data.get("website"))

    @property
    def shown(self) -> list[forms.BoundField]:
        """All fields that people fill in."""
        return [self[name] for name in ("text", "name", "mail", "good_faith")]


class AppealForm(forms.Form):
    """Why the author wants somebody else to look again."""

    text = forms.CharField(
        label=_("Why should the decision be reversed?"),
        help_text=_("Another moderator reads this."),
        max_length=LONGEST_APPEAL,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Please say why, in a sentence or two.")},
    )

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        if not text.strip():
            raise ValidationError(_("Please say why, in a sentence or two."))
        return text
