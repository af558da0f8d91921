"""One form for everything that can be set about the site."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Community
from blog.actions.site import SiteValues
from blog.forms.hours import HoursForm
from blog.rules.menus import Fault, MenuRefused, parse_menu
from comments.models import Discussion
from comments.models.thread import Publication

FAULTS: dict[Fault, Promise] = {
    Fault.NO_ADDRESS: _("Line %(line)d has no address. Write: Label | /address/"),
    Fault.NO_LABEL: _("Line %(line)d has no label. Write: Label | /address/"),
    Fault.STRANGE_ADDRESS: _(
        "The address in line %(line)d must begin with / or https:// and have no space in it."
    ),
}


class SiteForm(HoursForm):
    """Fields bear the names of `SiteValues`."""

    name = forms.CharField(label=_("Name of the site"), max_length=80)
    tagline = forms.CharField(label=_("Tagline"), max_length=200, required=False)
    menu = forms.CharField(
        label=_("Menu"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "class": "code"}),
        help_text=_("One entry a line: Label | /address/"),
    )
    footer = forms.CharField(
        label=_("Footer"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "class": "code"}),
        help_text=_("One entry a line: Label | /address/"),
    )
    posts_per_page = forms.IntegerField(label=_("Posts per page"), min_value=1, max_value=100)
    registration = forms.ChoiceField(
        label=_("Registration"), choices=Community.Registration.choices, widget=forms.RadioSelect
    )
    publication = forms.ChoiceField(
        label=_("Comments appear"), choices=Publication.choices, widget=forms.RadioSelect
    )
    first_comments_wait = forms.IntegerField(
        label=_("First comments that wait"),
        min_value=0,
        max_value=1000,
        help_text=Discussion._meta.get_field("first_comments_wait").help_text,
    )
    closes_after_days = forms.IntegerField(
        label=_("Days until a conversation closes"),
        min_value=1,
        max_value=10_000,
        required=False,
        help_text=_("Empty: never."),
    )
    read_first_after_days = forms.IntegerField(
        label=_("Days after which comments are read first"),
        min_value=1,
        max_value=10_000,
        required=False,
        help_text=Discussion._meta.get_field("read_first_after_days").help_text,
    )
    slow_seconds = forms.IntegerField(
        label=_("Slow mode: seconds between two comments of one person"),
        min_value=0,
        max_value=86_400,
        help_text=Discussion._meta.get_field("slow_seconds").help_text,
    )
    house_rules = forms.CharField(
        label=_("House rules in one sentence"),
        max_length=200,
        required=False,
        help_text=Discussion._meta.get_field("house_rules").help_text,
    )

    reports_hide_at = forms.IntegerField(
        label=_("Weight of reports that hides a comment"),
        min_value=0,
        max_value=100,
        help_text=Discussion._meta.get_field("reports_hide_at").help_text,
    )
    appeal_months = forms.IntegerField(
        label=_("Months for an appeal"),
        min_value=1,
        max_value=120,
        help_text=Discussion._meta.get_field("appeal_months").help_text,
    )

    alert_after_hours = forms.IntegerField(
        label=_("Hours until moderators are written to"),
        min_value=1,
        max_value=1000,
        required=False,
        help_text=Discussion._meta.get_field("alert_after_hours").help_text,
    )

    groups = (
        (_("The house"), ("name", "tagline", "registration")),
        (_("Pages"), ("menu", "footer", "posts_per_page")),
        (
            _("Conversations"),
            (
                "publication",
                "first_comments_wait",
                "read_first_after_days",
                "slow_seconds",
                "closes_after_days",
                "house_rules",
            ),
        ),
        (_("Hours without staff"), HoursForm.hours),
        (_("Reports and appeals"), ("reports_hide_at", "appeal_months", "alert_after_hours")),
    )

    def grouped(self) -> list[tuple[Promise, list[forms.BoundField]]]:
        return [(title, [self[name] for name in names]) for title, names in self.groups]

    def clean_menu(self) -> str:
        return _readable(self.cleaned_data["menu"])

    def clean_footer(self) -> str:
        return _readable(self.cleaned_data["footer"])

    def values(self) -> SiteValues:
        fields: dict[str, Any] = self.cleaned_data
        return SiteValues(**fields)


def _readable(text: str) -> str:
    try:
        parse_menu(text)
    except MenuRefused as refusal:
        raise forms.ValidationError(str(FAULTS[refusal.fault]) % {"line": refusal.line}) from refusal
    return text
