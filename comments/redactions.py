"""What stands in place of words that moderators made unreadable, in the language of the page."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from comments.rules import reasons
from markup import SafeHTML, with_bars_said


def with_bars_in_words(html: SafeHTML) -> SafeHTML:
    """Return a comment whose bars say why they are there, in the language that is spoken now."""
    return with_bars_said(html, said_of, get_language)


def said_of(reason: str) -> str:
    """Return what stands on the bar."""
    return _("[redacted: %(reason)s]") % {"reason": reasons.label(reason)}
