"""The forms of the moderators: what they decide, note and ask, and the watch list (M3, M4)."""

from collections.abc import Sized
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from comments.models import WatchList
from comments.rules import reasons
from comments.rules.cases import LONGEST_STATEMENT
from comments.rules.casework import LONGEST_NOTE
from comments.rules.numbers import LONGEST_ID, whole_number
from comments.rules.spam.watchlist import ListRefused, read_lists
from comments.rules.states import APPROVE, BY_MODERATORS, REMOVE, Move, State

MOST = 100  # comments in one decision
BROKEN = _("This form is broken. Please open the queue anew.")


@dataclass(frozen=True)
class Seen:
    """How a moderator saw a comment: in which state, with which of its texts."""

    state: str
    text_number: int = 1
    newest_report: int | None = None


class Chosen(forms.Field):
    """One or many things about which a moderator decides at once."""

    widget = forms.SelectMultiple

    def validate(self, value: Sized) -> None:
        if not value:
            raise ValidationError(_("No comment was chosen."))
        if len(value) > MOST:
            raise ValidationError(_("These are too many comments for one decision."))


class SeenComments(Chosen):
    """Comments as they were seen, "17:pending:2"; without the last number it is the first text."""

    def to_python(self, value: list[str] | None) -> dict[int, Seen]:
        seen = {}
        for item in value or []:
            typed, _colon, rest = item.partition(":")
            state, _colon, text = rest.partition(":")
            number = whole_number(typed, longest=LONGEST_ID)
            text_number = whole_number(text or "1", longest=4)
            if number is None or text_number is None or state not in set(State):
                raise ValidationError(BROKEN)
            seen[number] = Seen(state, text_number)
        return seen


class SeenEdits(Chosen):
    """Ids of edits that wait."""

    def to_python(self, value: list[str] | None) -> list[int]:
        numbers = [whole_number(item, longest=LONGEST_ID) for item in value or []]
        if None in numbers:
            raise ValidationError(BROKEN)
        return [number for number in numbers if number is not None]


class SeenReports(SeenComments):
    """Reported comments as they were seen, "17:public:1:42"; the last number is that of the newest report."""

    def to_python(self, value: list[str] | None) -> dict[int, Seen]:
        newest, comments = {}, []
        for item in value or []:
            comment, _colon, report = item.rpartition(":")
            newest[comment.partition(":")[0]] = whole_number(report, longest=LONGEST_ID)
            comments.append(comment)
        seen = super().to_python(comments)
        if None in newest.values():
            raise ValidationError(BROKEN)
        return {pk: replace(each, newest_report=newest[str(pk)]) for pk, each in seen.items()}


class _Told(forms.Form):
    """A form without fields to mark: what is wrong is said in one sentence."""

    @property
    def first_problem(self) -> str:
        return next(str(problem) for problems in self.errors.values() for problem in problems)


class SeenForm(_Told):
    """How a moderator saw the comment that a claim or a question is about, "pending:1"."""

    seen = forms.RegexField(r"[a-z]{1,12}:[0-9]{1,4}")

    def clean_seen(self) -> tuple[str, int]:
        state, _colon, text_number = self.cleaned_data["seen"].partition(":")
        return state, int(text_number)


class NoteForm(_Told):
    """Words for other moderators, without a decision."""

    note = forms.CharField(
        max_length=LONGEST_NOTE, error_messages={"required": _("Nothing was kept: the note is empty.")}
    )


class AskForm(_Told):
    """What one asks other moderators; that one asks may say enough."""

    question = forms.CharField(max_length=LONGEST_NOTE, required=False)


class OpinionForm(_Told):
    """What one would do, and why."""

    MOVES = {move.name: move for move in BY_MODERATORS}

    opinion = forms.ChoiceField(choices=[(name, name) for name in MOVES])
    words = forms.CharField(max_length=LONGEST_NOTE, required=False)

    def clean_opinion(self) -> Move:
        return self.MOVES[self.cleaned_data["opinion"]]


class TextRemovalForm(_Told):
    """Why an earlier text is taken from readers: what is sent along with every decision."""

    reason = forms.ChoiceField(choices=[*reasons.REMOVAL.items()], required=False)
    note = forms.CharField(max_length=LONGEST_NOTE, required=False)
    statement = forms.CharField(max_length=LONGEST_STATEMENT, required=False)


class _Reasoned(TextRemovalForm):
    """What is sent along with a decision of the queue."""

    following = forms.IntegerField(min_value=1, required=False)
    despite = forms.BooleanField(required=False)  # decide although somebody else looks at it


class DecisionForm(_Reasoned):
    """One move for one comment or for many, with a reason and a note."""

    MOVES = {move.name: move for move in BY_MODERATORS}

    comment = SeenComments()
    move = forms.ChoiceField(choices=[(name, name) for name in MOVES])

    def clean_move(self) -> Move:
        return self.MOVES[self.cleaned_data["move"]]


class ReportsDecisionForm(DecisionForm):
    """One move for reported comments; to approve one that is public leaves it where it is."""

    comment = SeenReports()


class AppealDecisionForm(_Told):
    """Whether a decision is reversed, with an answer to the author, which a refusal cannot do without."""

    appeal = forms.IntegerField(min_value=1)
    move = forms.ChoiceField(choices=[("grant", "grant"), ("deny", "deny")])
    answer = forms.CharField(max_length=LONGEST_STATEMENT, required=False)
    note = forms.CharField(max_length=LONGEST_NOTE, required=False)
    following = forms.IntegerField(min_value=1, required=False)
    despite = forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("move") == "deny" and not said.get("answer"):
            raise ValidationError(_("Please tell the author why the decision stands."))
        return said

    @property
    def grants(self) -> bool:
        return bool(self.cleaned_data["move"] == "grant")


class EditDecisionForm(_Reasoned):
    """Whether edits that wait are released, with a reason and a note. The words are those of the queue."""

    edit = SeenEdits()
    move = forms.ChoiceField(choices=[(move.name, move.name) for move in (APPROVE, REMOVE)])

    @property
    def releases(self) -> bool:
        return bool(self.cleaned_data["move"] == APPROVE.name)


class WatchListForm(forms.ModelForm):
    """Words and domains, one a line; a line that cannot be read is named."""

    class Meta:
        model = WatchList
        fields = ["words", "domains"]
        widgets = {name: forms.Textarea(attrs={"rows": 14, "class": "code"}) for name in ("words", "domains")}
        help_texts = {
            "words": _(
                "One entry a line. “press” holds the word itself, not “Presse”; “cheap pills” both words in "
                "this order; “casino*” words that begin so, “*casino” that end so, “*casino*” that have it "
                "anywhere. Lines with # are notes."
            ),
            "domains": _(
                "One entry a line: example.com, with all that is below it; .example for all that ends so."
            ),
        }

    def clean_words(self) -> str:
        return _readable_list(self.cleaned_data["words"], "")

    def clean_domains(self) -> str:
        return _readable_list("", self.cleaned_data["domains"])


def _readable_list(words: str, domains: str) -> str:
    """Return the one of the two lists that is given. Raises ValidationError."""
    try:
        read_lists(words, domains)
    except ListRefused as refusal:
        raise ValidationError(refusal.sentence) from refusal
    return words or domains
