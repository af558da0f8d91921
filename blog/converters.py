"""Parts of addresses: one spelling each, so that every page has one address.

Digits are those of ASCII: `\\d` knows those of all scripts, and a copy of a page under such a spelling would
not be the copy that its conversation keeps exact.
"""

from django.urls import register_converter
from django.urls.converters import StringConverter


class Year:
    regex = r"[12][0-9]{3}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int | str) -> str:
        return f"{int(value):04}"


class Month(Year):
    regex = r"0[1-9]|1[0-2]"

    def to_url(self, value: int | str) -> str:
        return f"{int(value):02}"


class PageNumber(Year):
    regex = r"[1-9][0-9]{0,5}"

    def to_url(self, value: int | str) -> str:
        return str(int(value))


class Name(StringConverter):
    """The visible name of a person."""

    regex = r"[^/]{1,40}"


def register() -> None:
    register_converter(Year, "year")
    register_converter(Month, "month")
    register_converter(PageNumber, "number")
    register_converter(Name, "name")
