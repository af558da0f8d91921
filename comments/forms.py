"""The forms for comments and for decisions about them."""

from collections.abc import Mapping
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from comments.rules import reasons
from comments.rules.notice_words import MAIL_LABELS, TOPIC_LABELS
from comments.rules.notices import Mail, Setting, Topic
from comments.rules.numbers import LONGEST_ID, whole_number
from comments.rules.states import BY_MODERATORS, Move, State

MOST = 100  # comments in one decision


class CommentForm(forms.Form):
    """What the composer sends. A broken hidden field is no reason to refuse a text: it counts as absent."""

    text = forms.CharField(required=False, strip=False)
    parent = forms.CharField(required=False)
    submission = forms.CharField(required=False)
    started = forms.CharField(required=False)
    revision = forms.CharField(required=False)
    official = forms.CharField(required=False)
    website = forms.CharField(required=False)

    def __init__(self, data: QueryDict) -> None:
        super().__init__({name: str(data.get(name, "")).replace("\0", "") for name in self.base_fields})
        self.full_clean()

    @property
    def text_as_typed(self) -> str:
        return self.cleaned_data.get("text", "")

    @property
    def parent_id(self) -> int | None:
        return whole_number(self.cleaned_data.get("parent", ""), longest=LONGEST_ID)

    @property
    def seen(self) -> int | None:
        """The revision of the draft that the form knows, if it knows one."""
        return whole_number(self.cleaned_data.get("revision", ""), longest=LONGEST_ID)

    @property
    def submission_key(self) -> UUID:
        """The key under which this text is stored once; a new one where the form brought none."""
        try:
            return UUID(self.cleaned_data.get("submission", ""))
        except ValueError:
            return uuid4()

    @property
    def is_official(self) -> bool:
        """Whether it shall be said for the house; whether it may, the action decides."""
        return bool(self.cleaned_data.get("official"))

    @property
    def is_filled_by_a_machine(self) -> bool:
        return bool(self.cleaned_data.get("website"))


class NoticesForm(forms.Form):
    """One tick and one choice for each topic."""

    def __init__(self, now: Mapping[Topic, Setting], data: QueryDict | None = None) -> None:
        super().__init__(data)
        for topic, setting in now.items():
            label = TOPIC_LABELS[topic]
            self.fields[f"{topic}-site"] = forms.BooleanField(
                label=label, required=False, initial=setting.on_site
            )
            self.fields[f"{topic}-mail"] = forms.ChoiceField(
                label=label, choices=[*MAIL_LABELS.items()], initial=setting.mail
            )

    @property
    def rows(self) -> list[tuple[Promise | str, forms.BoundField, forms.BoundField]]:
        """Each topic with its tick and its choice."""
        return [(TOPIC_LABELS[topic], self[f"{topic}-site"], self[f"{topic}-mail"]) for topic in Topic]

    @property
    def wanted(self) -> dict[Topic, Setting]:
        """What was asked for; after `is_valid`."""
        said = self.cleaned_data
        return {topic: Setting(said[f"{topic}-site"], Mail(said[f"{topic}-mail"])) for topic in Topic}


class SeenComments(forms.Field):
    """Comments with the state in which they were seen, "17:pending", one or many."""

    widget = forms.SelectMultiple

    def to_python(self, value: list[str] | None) -> dict[int, str]:
        seen = {}
        for item in value or []:
            typed, _colon, state = item.partition(":")
            number = whole_number(typed, longest=LONGEST_ID)
            if number is None or state not in set(State):
                raise ValidationError(_("This form is broken. Please open the queue anew."))
            seen[number] = state
        return seen

    def validate(self, value: dict[int, str]) -> None:
        if not value:
            raise ValidationError(_("No comment was chosen."))
        if len(value) > MOST:
            raise ValidationError(_("These are too many comments for one decision."))


class DecisionForm(forms.Form):
    """One move for one comment or for many, with a reason and a note."""

    MOVES = {move.name: move for move in BY_MODERATORS}

    comment = SeenComments()
    move = forms.ChoiceField(choices=[(name, name) for name in MOVES])
    reason = forms.ChoiceField(choices=[*reasons.REMOVAL.items()], required=False)
    note = forms.CharField(max_length=2000, required=False)
    following = forms.IntegerField(min_value=1, required=False)

    def clean_move(self) -> Move:
        return self.MOVES[self.cleaned_data["move"]]

    @property
    def first_problem(self) -> str:
        return next(str(problem) for problems in self.errors.values() for problem in problems)
