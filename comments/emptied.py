"""The line that stands where somebody who left had words, in the language of the comment."""

from functools import lru_cache

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from markup import SafeHTML, render_comment


@lru_cache
def emptied() -> dict[str, tuple[str, SafeHTML]]:
    """Return the line for each language, as text and as HTML."""
    lines = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            line = gettext("[text removed by its author]")
        lines[language] = (line, render_comment(line))
    return lines


def is_emptied(html: SafeHTML) -> bool:
    """Whether this is nothing but that line, which nobody searches for."""
    return any(html == line for _text, line in emptied().values())
