"""The forms of readers: comments, changes of them, and how they want to hear of things."""

from collections.abc import Mapping
from uuid import UUID, uuid4

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise, cached_property

from comments.rules.notice_words import ALERT_LABELS, MAIL_LABELS, TOPIC_LABELS
from comments.rules.notices import Mail, Setting, Topic
from comments.rules.numbers import LONGEST_ID, whole_number


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
