"""The forms for comments and for decisions about them."""

from collections.abc import Mapping, Sized
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _

from comments.models import WatchList
from comments.rules import reasons
from comments.rules.cases import LONGEST_STATEMENT
from comments.rules.casework import LONGEST_NOTE
from comments.rules.notice_words import ALERT_LABELS, MAIL_LABELS, TOPIC_LABELS
from comments.rules.notices import Mail, Setting, Topic
from comments.rules.numbers import LONGEST_ID, whole_number
from comments.rules.spam.watchlist import ListRefused, read_lists
from comments.rules.states import APPROVE, BY_MODERATORS, REMOVE, Move, State

MOST = 100  # comments in one decision
BROKEN = _("This form is broken. Please open the queue anew.")


class CommentForm:
    """What the composer sends. A broken hidden field is no reason to refuse a text: it counts as absent.

    Nothing in it can be wrong, so it needs none of Django's fields, which are copied for every comment.
    """

    def __init__(self, data: QueryDict) -> None:
        self._data = data

    @property
    def text_as_typed(self) -> str:
        return self._typed("text")

    @property
    def parent_id(self) -> int | None:
        return whole_number(self._hidden("parent"), longest=LONGEST_ID)

    @property
    def started(self) -> str:
        """The signed note of when the form was shown."""
        return self._hidden("started")

    @property
    def seen(self) -> int | None:
        """The revision of the draft that the form knows, if it knows one."""
        return whole_number(self._hidden("revision"), longest=LONGEST_ID)

    @cached_property
    def submission_key(self) -> UUID:
        """The key under which this text is stored once; a new one where the form brought none."""
        try:
            return UUID(self._hidden("submission"))
        except ValueError:
            return uuid4()

    @property
    def is_official(self) -> bool:
        """Whether it shall be said for the house; whether it may, the action decides."""
        return bool(self._hidden("official"))

    @property
    def is_quiet(self) -> bool:
        """Whether the writer wants no news of answers to this comment."""
        return bool(self._hidden("quiet"))

    @property
    def is_filled_by_a_machine(self) -> bool:
        return bool(self._hidden("website"))

    def _typed(self, name: str) -> str:
        return str(self._data.get(name, "")).replace("\0", "")

    def _hidden(self, name: str) -> str:
        return self._typed(name).strip()


class NoticesForm(forms.Form):
    """One tick and one choice for each topic; alerts are mails alone, and for moderators."""

    def __init__(
        self, now: Mapping[Topic, Setting], data: QueryDict | None = None, *, moderates: bool = False
    ) -> None:
        super().__init__(data)
        self.topics = [topic for topic in Topic if moderates or topic is not Topic.ALERTS]
        for topic in self.topics:
            label, setting = TOPIC_LABELS[topic], now[topic]
            labels = ALERT_LABELS if topic is Topic.ALERTS else MAIL_LABELS
            if topic is not Topic.ALERTS:
                self.fields[f"{topic}-site"] = forms.BooleanField(
                    label=label, required=False, initial=setting.on_site
                )
            self.fields[f"{topic}-mail"] = forms.ChoiceField(
                label=label, choices=[*labels.items()], initial=setting.mail
            )

    @property
    def rows(self) -> list[tuple[Promise | str, forms.BoundField | None, forms.BoundField]]:
        """Each topic with its tick, if it has one, and its choice."""
        return [
            (
                TOPIC_LABELS[topic],
                self[f"{topic}-site"] if f"{topic}-site" in self.fields else None,
                self[f"{topic}-mail"],
            )
            for topic in self.topics
        ]

    @property
    def wanted(self) -> dict[Topic, Setting]:
        """What was asked for; after `is_valid`."""
        said = self.cleaned_data
        return {
            topic: Setting(bool(said.get(f"{topic}-site")), Mail(said[f"{topic}-mail"]))
            for topic in self.topics
        }


class EditForm(CommentForm):
    """What the form for a new text of an own comment sends."""

    @property
    def seen_number(self) -> int:
        """The number of the text that the form was opened with; 0, which no text has, where it is broken."""
        return whole_number(self._hidden("seen_text"), longest=4) or 0

    @property
    def wants_preview(self) -> bool:
        return bool(self._hidden("preview"))


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
