"""Comments: what may be posted, and how it looks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from markup.characters import normalised
from markup.markdown import from_markdown, from_plain_text, names_in
from markup.plain import line_of
from markup.redactions import rendered_with_bars
from markup.safe import SafeHTML, vouch

RENDERER_VERSION = 1
"""Rises when the same text would give other HTML, so that stored HTML can be made anew."""

COMMENT_LIMIT = 4000
"""The longest comment, in characters after normalisation."""

BRACKET_LIMIT = 300
"""The most opening brackets: each may begin a link, and the search for its end is quadratic in them."""

MARKDOWN_LIMIT = 5 * COMMENT_LIMIT
"""The longest text that is read as Markdown, in characters: imported comments may be longer than ours."""

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_BRACKET = re.compile(r"\\.|(\[)", re.DOTALL)


class MarkupRefused(ValueError):
    """A comment that cannot be posted as it is; `str()` says why, in the language that is active then."""

    def __init__(self, message: str | Promise, **counts: int) -> None:
        super().__init__(message)
        self.message = message
        self.counts = counts

    def __str__(self) -> str:
        return str(self.message) % self.counts


def render_comment(source: str, people: Mapping[str, str] | None = None) -> SafeHTML:
    """Turn the Markdown of a comment into HTML; the same text and the same people give the same HTML.

    `people`: the addresses of those whose names become links behind an "@", by the names as they are typed.
    Known are paragraphs, line breaks, emphasis, links, lists, quotations, code and the marks of
    `redactions.py`; everything else stays on the page as it was typed. Takes any text of any length: what is
    too long or too knotted for Markdown becomes plain paragraphs, with no word lost.
    """
    return _rendered(normalised(source), people)


def names_after_signs(source: str) -> list[str]:
    """Return what stands behind each "@" of a comment that may begin a name, in the order of the text.

    Each is the name and perhaps words after it; `beginnings` takes it apart. Code, links and mail addresses
    address nobody.
    """
    source = normalised(source)
    return names_in(source) if "@" in source and _is_markdown(source) else []


def check_comment(source: str, people: Mapping[str, str] | None = None) -> SafeHTML:
    """Return the HTML of a text that may be posted as a comment. Raises `MarkupRefused` for any other.

    `people` are those of `render_comment`.
    """
    source = normalised(source)
    if len(source) > COMMENT_LIMIT:
        raise MarkupRefused(
            _("Your comment has %(length)d characters; at most %(limit)d are possible. Please shorten it."),
            length=len(source),
            limit=COMMENT_LIMIT,
        )
    if _brackets(source) > BRACKET_LIMIT:
        raise MarkupRefused(
            _("Your comment has more than %(limit)d opening square brackets. Please use fewer."),
            limit=BRACKET_LIMIT,
        )
    html = _rendered(source, people)
    if not _is_visible(line_of(html)):
        raise MarkupRefused(_("Your comment is empty. Please write something."))
    return html


def _rendered(source: str, people: Mapping[str, str] | None = None) -> SafeHTML:
    if not _is_markdown(source):
        return vouch(rendered_with_bars(_ESCAPED.sub(r"\1", source), from_plain_text))
    return vouch(rendered_with_bars(source, lambda text: from_markdown(text, people)))


def _is_markdown(source: str) -> bool:
    return len(source) <= MARKDOWN_LIMIT and _brackets(source) <= BRACKET_LIMIT


def _brackets(source: str) -> int:
    """Count the brackets that may open a link, which an escaped one may not."""
    return sum(1 for match in _BRACKET.finditer(source) if match[1])


def _is_visible(text: str) -> bool:
    """Is there any character but spaces, controls and such that have no shape (categories Z and C)?"""
    return any(unicodedata.category(character)[0] not in "ZC" for character in text)
