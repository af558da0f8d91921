"""What a post needs before readers may get it (E1, E11)."""

from __future__ import annotations

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from blog.rules.content import PostContent
from markup.reading import tokens
from markup.safe import SafeHTML


class Missing(StrEnum):
    """One thing that is missing, and how to say so."""

    TITLE = "title"
    BODY = "body"
    AUTHOR = "author"
    ALTERNATIVE_TEXT = "alternative_text"

    @property
    def words(self) -> Promise:
        return _WORDS[self]


_WORDS: dict[Missing, Promise] = {
    Missing.TITLE: _("The title is missing."),
    Missing.BODY: _("The text is empty."),
    Missing.AUTHOR: _("Nobody is named as author."),
    Missing.ALTERNATIVE_TEXT: _("A picture in the text has no alternative text."),
}


def missing_in(content: PostContent, body: SafeHTML) -> list[Missing]:
    """Return what is missing for publication, in the order of the form. `body` is the sanitised text."""
    found = []
    if not content.title:
        found.append(Missing.TITLE)
    if not _says_something(body):
        found.append(Missing.BODY)
    if not any(entry.role == "author" for entry in content.bylines):
        found.append(Missing.AUTHOR)
    if pictures_without_words(body):
        found.append(Missing.ALTERNATIVE_TEXT)
    return found


def pictures_without_words(body: SafeHTML) -> int:
    """Count the pictures of a text that say nothing to people who do not see them."""
    return sum(token.name == "img" and not token.attribute("alt").strip() for token in tokens(body))


def _says_something(body: SafeHTML) -> bool:
    return any(token.text.strip() or token.name == "img" for token in tokens(body))
