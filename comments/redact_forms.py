"""The form by which moderators make words of a comment unreadable."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from comments.rules import reasons
from comments.rules.cases import LONGEST_STATEMENT
from comments.rules.casework import LONGEST_NOTE
from comments.rules.numbers import LONGEST_ID, whole_number
from comments.rules.redacting import LONGEST_WORDS, MOST_PLACES, MOST_WORDS, Span, phrases_of

LONGEST_SOURCE = 7  # digits of a place in a text


class RedactForm(forms.Form):
    """Which words, why, and what is said about it. The places stand beside it, see `chosen_spans`."""

    words = forms.CharField(
        label=_("Words to make unreadable"),
        help_text=_("As they stand in the text, one piece a line: a telephone number, a name, an address."),
        max_length=MOST_WORDS * (LONGEST_WORDS + 2),
        widget=forms.Textarea(attrs={"rows": 3, "data-redact-words": ""}),
        error_messages={"required": _("Please say which words.")},
    )
    reason = forms.ChoiceField(
        label=_("Reason, as readers see it"), choices=[*reasons.REMOVAL.items()], initial="personal_data"
    )
    statement = forms.CharField(
        label=_("To the author"),
        help_text=_("Stands in the statement of reasons. Words that go are blacked out here, too."),
        max_length=LONGEST_STATEMENT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    note = forms.CharField(
        label=_("Note for other moderators"),
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_words(self) -> list[str]:
        phrases = phrases_of(self.cleaned_data["words"])
        if not phrases:
            raise ValidationError(_("Please say which words."))
        if len(phrases) > MOST_WORDS or max(map(len, phrases)) > LONGEST_WORDS:
            raise ValidationError(
                _("At most %(number)d pieces of %(length)d characters are possible at once."),
                params={"number": MOST_WORDS, "length": LONGEST_WORDS},
            )
        return phrases

    @property
    def phrases(self) -> list[str]:
        """After `is_valid`."""
        return list(self.cleaned_data["words"])


def chosen_spans(values: list[str], offered: list[Span]) -> list[Span]:
    """Return those of the offered places that were ticked, "17-29"; nonsense counts as not ticked."""
    wanted = {span for value in values[:MOST_PLACES] if (span := _span(value))}
    return [span for span in offered if span in wanted]


def chosen_answers(values: list[str]) -> dict[int, int]:
    """Return the ids of ticked answers, each with the number of the text that was seen, "42:1"."""
    seen = {}
    for value in values[:MOST_PLACES]:
        pk, _colon, text = value.partition(":")
        number, text_number = whole_number(pk, longest=LONGEST_ID), whole_number(text, longest=4)
        if number is not None and text_number is not None:
            seen[number] = text_number
    return seen


def _span(value: str) -> Span | None:
    start, _dash, end = value.partition("-")
    first = whole_number(start, longest=LONGEST_SOURCE)
    last = whole_number(end, longest=LONGEST_SOURCE)
    return None if first is None or last is None else (first, last)
