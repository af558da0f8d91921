"""Which language an address speaks."""

import re

from django.conf import settings

OTHERS = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
PREFIX = re.compile(rf"^/({'|'.join(OTHERS)})(?:/|$)")


def language_of(path: str) -> str:
    """The language that the path names, and the site's own where it names none (R6)."""
    found = PREFIX.match(path)
    return found[1] if found else settings.LANGUAGE_CODE


def home_of(language: str) -> str:
    """The address of the front page in a language, without asking the table of addresses."""
    return "/" if language == settings.LANGUAGE_CODE else f"/{language}/"
