"""What somebody says who leaves, and an administrator who starts it for them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.rules.leaving import REASONS, Choice
from accounts.rules.names import name_key

CHOICES = [
    (Choice.NAMELESS, _("Keep my words, without my name")),
    (Choice.REDACT, _("Empty my comments")),
    (Choice.DELETE, _("Delete my comments")),
]


class LeaveForm(forms.Form):
    """`confirm` is the visible name of whoever goes, typed so that no click does it alone."""

    choice = forms.ChoiceField(
        label=_("What shall become of your comments?"),
        choices=CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one of the three.")},
    )
    takes_name = forms.BooleanField(
        label=_("Take my name from the posts that I wrote as well"),
        required=False,
        help_text=_("“Former author” stands there instead. Otherwise your name stays, as a word alone."),
    )
    confirm = forms.CharField(
        label=_("Your visible name, to confirm"),
        strip=True,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, person: User, wrote_posts: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        if not wrote_posts:
            del self.fields["takes_name"]

    def clean_confirm(self) -> str:
        typed = self.cleaned_data["confirm"]
        if name_key(typed) != self.person.name_key:
            words = _("Please type the name exactly: %(name)s")
            raise forms.ValidationError(words, code="other_name", params={"name": self.person.username})
        return typed


class OrderForm(LeaveForm):
    """The same for an administrator, who says why."""

    reason = forms.ChoiceField(label=_("Reason"), choices=REASONS)
    field_order = ("reason", "choice", "takes_name", "confirm")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["choice"].label = _("What shall become of the comments?")
        self.fields["confirm"].label = _("The visible name of the person, to confirm")
        if "takes_name" in self.fields:
            self.fields["takes_name"].label = _("Take the name from the posts that the person wrote as well")
            self.fields["takes_name"].help_text = _("“Former author” stands there instead.")
