"""What guests of an import said about themselves."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

from markup.characters import one_line

GUEST = {"de": "Gast", "en": "guest"}  # stands behind a name that could be taken for another's
LONGEST_NAME = 80
LONGEST_MAIL = 254
LONGEST_URL = 500

_is_web_address = URLValidator(schemes=["http", "https"])


def name_of_guest(text: str) -> str:
    return one_line(unescape(text))[:LONGEST_NAME]


def marked_as_guest(name: str, language: str) -> str:
    """Return a name that could be taken for another's with a word behind it that says whose it is."""
    mark = f" ({GUEST.get(language, GUEST['en'])})"
    return name[: LONGEST_NAME - len(mark)] + mark


def usable_mail(text: str) -> str | None:
    """Return a mail address as it is stored, "" for none, or None for what is no address."""
    return _usable(text, LONGEST_MAIL, validate_email)


def usable_url(text: str) -> str | None:
    """Return a web address as it is stored, "" for none, or None for what is no address."""
    return _usable("" if text in {"http://", "https://"} else text, LONGEST_URL, _is_web_address)


def _usable(text: str, longest: int, check: Callable[[str], object]) -> str | None:
    try:
        if text:
            check(text)
    except ValidationError:
        return None
    return text if len(text) <= longest else None
