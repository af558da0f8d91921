"""The form of a post: its text, its by-line, its sources. Together they make a `PostContent`."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, cast

from django import forms
from django.conf import settings
from django.db.models import Q
from django.forms import formset_factory
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.rules.roles import Role
from blog.models import Byline, Category, Image, Post, Series, Source
from blog.rules.content import LIMITS, BylineEntry, PostContent, SourceEntry

MINUTES = "%Y-%m-%dT%H:%M"
MOST_ROWS = 40
PICTURES_TO_CHOOSE_FROM = 100


class MinuteInput(forms.DateTimeInput):
    """The browser's own calendar, to the minute, in the editor's time zone."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format=MINUTES)


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class PostForm(forms.Form):
    """Everything but by-line and sources. `seen` is the number of the revision on the screen."""

    title = forms.CharField(label=_("Title"), max_length=LIMITS["title"])
    lead = forms.CharField(
        label=_("Lead"),
        max_length=LIMITS["lead"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What happened, in two sentences. Lists and feeds show it."),
    )
    body = forms.CharField(
        label=_("Text"),
        max_length=LIMITS["body"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 24}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    slug = forms.CharField(
        label=_("Address"), max_length=200, required=False, help_text=_("Empty: made from the title.")
    )
    published_at = forms.DateTimeField(
        label=_("Publication"),
        required=False,
        widget=MinuteInput(),
        help_text=_("Empty: as soon as you publish. A time to come: readers get it then, by itself."),
    )
    category = forms.ModelChoiceField(
        Category.objects.all(), label=_("Category"), required=False, empty_label=_("none")
    )
    tags = forms.CharField(
        label=_("Tags"),
        max_length=2000,
        required=False,
        help_text=_("Parted by commas. New ones are made."),
    )
    series = forms.ModelChoiceField(
        Series.objects.all(), label=_("Series"), required=False, empty_label=_("none")
    )
    part = forms.IntegerField(label=_("Part"), min_value=1, max_value=9999, required=False)
    cover = forms.ModelChoiceField(
        Image.objects.none(), label=_("Cover picture"), required=False, empty_label=_("none")
    )
    note = forms.CharField(
        label=_("Note on this change"),
        max_length=200,
        required=False,
        help_text=_("For colleagues; readers do not see it."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput(), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **({"label_suffix": ""} | kwargs))
        newest = Image.objects.values_list("pk", flat=True)[:PICTURES_TO_CHOOSE_FROM]
        chosen = [key for key in (*newest, self.initial.get("cover")) if key]
        cover = cast("forms.ModelChoiceField[Image]", self.fields["cover"])
        cover.queryset = Image.objects.filter(pk__in=chosen)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("part") and not cleaned.get("series"):
            self.add_error("part", _("A part needs a series."))
        return cleaned

    @property
    def tag_names(self) -> list[str]:
        return [name for name in self.cleaned_data["tags"].split(",") if name.strip()]


class BylineForm(forms.Form):
    """One author: a person of the house or a guest."""

    person = forms.ModelChoiceField(User.objects.none(), label=_("Person"), required=False, empty_label="–")
    guest = forms.CharField(label=_("or guest"), max_length=LIMITS["guest"], required=False)
    role = forms.ChoiceField(label=_("Role"), choices=Byline.Role.choices, initial=Byline.Role.AUTHOR)

    def __init__(self, *args: Any, people: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **({"label_suffix": ""} | kwargs))
        if people is not None:
            cast("forms.ModelChoiceField[User]", self.fields["person"]).queryset = people

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("person") and cleaned.get("guest"):
            raise forms.ValidationError(_("Either a person or a guest: use two rows for two people."))
        return cleaned

    def entry(self) -> BylineEntry:
        person = self.cleaned_data.get("person")
        return BylineEntry(
            person_id=person.pk if person else None,
            guest=self.cleaned_data.get("guest", ""),
            role=self.cleaned_data.get("role") or Byline.Role.AUTHOR,
        )


class SourceForm(forms.Form):
    """One public source (E7)."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Source.Kind.choices, initial=Source.Kind.MAIL)
    label = forms.CharField(
        label=_("As readers see it"),
        max_length=LIMITS["label"],
        required=False,
        widget=forms.TextInput(attrs={"placeholder": _("such as: via mail")}),
    )
    url = forms.URLField(label=_("Web address"), max_length=LIMITS["url"], required=False)
    accessed_on = forms.DateField(label=_("Seen on"), required=False, widget=DayInput())
    extract = forms.CharField(
        label=_("Extract that may be quoted"),
        max_length=LIMITS["extract"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **({"label_suffix": ""} | kwargs))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        says_something = any(cleaned.get(name) for name in ("url", "accessed_on", "extract"))
        if says_something and not cleaned.get("label") and "label" not in self.errors:
            self.add_error("label", _("Say how readers shall see this source."))
        return cleaned

    def entry(self) -> SourceEntry:
        fields = self.cleaned_data
        return SourceEntry(
            kind=fields.get("kind") or Source.Kind.OWN,
            label=fields.get("label", ""),
            url=fields.get("url", ""),
            accessed_on=fields.get("accessed_on"),
            extract=fields.get("extract", ""),
        )


Bylines = formset_factory(BylineForm, extra=1, max_num=MOST_ROWS, absolute_max=MOST_ROWS, validate_max=True)
Sources = formset_factory(SourceForm, extra=1, max_num=MOST_ROWS, absolute_max=MOST_ROWS, validate_max=True)


class PostDesk:
    """The three forms of a post as one. `content` is what the text was when the page was made."""

    def __init__(self, *, post: Post | None, content: PostContent, tags: list[str], data: Any = None) -> None:
        people = {"people": people_to_name(content)}
        self.form = PostForm(data, initial=_initial(post, content, tags))
        if data is None:
            self.bylines = Bylines(prefix="bylines", initial=_bylines(content), form_kwargs=people)
            self.sources = Sources(prefix="sources", initial=_sources(content))
        else:  # a row that was sent counts as it is; equal to the stored one is not the same as empty
            self.bylines = Bylines(data, prefix="bylines", form_kwargs=people)
            self.sources = Sources(data, prefix="sources")

    def is_valid(self) -> bool:
        return all([self.form.is_valid(), self.bylines.is_valid(), self.sources.is_valid()])

    def content(self, tag_ids: tuple[int, ...]) -> PostContent:
        """Return what was typed. Only after `is_valid`."""
        fields = self.form.cleaned_data
        return PostContent(
            title=fields["title"],
            lead=fields["lead"],
            body=fields["body"],
            language=fields["language"],
            category_id=_key(fields["category"]),
            series_id=_key(fields["series"]),
            part=fields["part"],
            cover_id=_key(fields["cover"]),
            tag_ids=tag_ids,
            bylines=tuple(row.entry() for row in self.bylines),
            sources=tuple(row.entry() for row in self.sources),
        )


def people_to_name(content: PostContent) -> Any:
    """The people whom a by-line may name: the editing staff, and whoever is named already."""
    named = [entry.person_id for entry in content.bylines if entry.person_id]
    editing = Q(groups__name__in=[Role.EDITOR, Role.EDITOR_IN_CHIEF]) | Q(is_superuser=True)
    ids = User.objects.filter((editing & Q(is_active=True)) | Q(pk__in=named)).values("pk")
    return User.objects.filter(pk__in=ids).order_by("username")


def _bylines(content: PostContent) -> list[dict[str, Any]]:
    return [
        {"person": entry.person_id, "guest": entry.guest, "role": entry.role} for entry in content.bylines
    ]


def _sources(content: PostContent) -> list[dict[str, Any]]:
    return [asdict(entry) for entry in content.sources]


def _initial(post: Post | None, content: PostContent, tags: list[str]) -> dict[str, Any]:
    at = timezone.localtime(post.published_at) if post and post.published_at else None
    return {
        "title": content.title,
        "lead": content.lead,
        "body": content.body,
        "language": content.language,
        "slug": post.slug if post else "",
        "published_at": at.replace(second=0, microsecond=0) if at else None,
        "category": content.category_id,
        "tags": ", ".join(tags),
        "series": content.series_id,
        "part": content.part,
        "cover": content.cover_id,
        "seen": post.live.number if post and post.live else None,
    }


def _key(row: Any) -> int | None:
    return row.pk if row else None
