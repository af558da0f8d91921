"""How all forms of this room speak."""

from collections.abc import Mapping
from typing import ClassVar

from django.utils.functional import Promise


class InPlainWords:
    """Give a form of allauth our labels and help, and take the grey words out of its boxes.

    Grey words inside a box vanish when somebody types and are too pale to read; what they say stands
    beside the box instead. `places` adds attributes, e.g. which keyboard a phone should show.
    """

    labels: ClassVar[Mapping[str, Promise]] = {}
    helps: ClassVar[Mapping[str, Promise | str]] = {}
    places: ClassVar[Mapping[str, Mapping[str, str]]] = {}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.helps.get(name, "")
            field.widget.attrs.update(self.places.get(name, {}))


NAME = {"autocapitalize": "none", "spellcheck": "false"}
CODE = {
    "autocomplete": "one-time-code",
    "autocapitalize": "characters",
    "spellcheck": "false",
    "maxlength": "20",
    "class": "code",
}
