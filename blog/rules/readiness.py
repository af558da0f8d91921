"""What a post needs before readers may get it (E1, E11)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from blog.rules.content import PostContent
from markup.reading import tokens
from markup.safe import SafeHTML

LONGEST_NAME = 60  # characters of a caption that names its picture


class Missing(StrEnum):
    """One kind of thing that is missing."""

    TITLE = "title"
    BODY = "body"
    AUTHOR = "author"
    ALTERNATIVE_TEXT = "alternative_text"
    WORDS_OF_COVER = "words_of_cover"


@dataclass(frozen=True)
class Lack:
    """One thing that is missing, and how to say so. `number` and `name` say which picture is meant."""

    kind: Missing
    number: int = 0
    name: str = ""

    @property
    def words(self) -> str:
        return str(_WORDS[self.kind]) % {"number": self.number, "name": self.name}


_WORDS: dict[Missing, Promise] = {
    Missing.TITLE: _("The title is missing."),
    Missing.BODY: _("The text is empty."),
    Missing.AUTHOR: _("Nobody is named as author."),
    Missing.ALTERNATIVE_TEXT: _("Picture %(number)d in the text (%(name)s) has no alternative text."),
    Missing.WORDS_OF_COVER: _(
        "The cover picture (%(name)s) has no alternative text. Write it in the library."
    ),
}


@dataclass(frozen=True)
class Cover:
    """What a cover is called in the newsroom, and what it says to people who do not see it."""

    name: str
    alt: str


def missing_in(content: PostContent, body: SafeHTML, cover: Cover | None = None) -> list[Lack]:
    """Return what is missing for publication, in the order of the form. `body` is the sanitised text."""
    found = []
    if not content.title:
        found.append(Lack(Missing.TITLE))
    if not _says_something(body):
        found.append(Lack(Missing.BODY))
    if not any(entry.role == "author" for entry in content.bylines):
        found.append(Lack(Missing.AUTHOR))
    if cover and not cover.alt.strip():
        found.append(Lack(Missing.WORDS_OF_COVER, name=cover.name))
    return found + pictures_without_words(body)


def pictures_without_words(body: SafeHTML) -> list[Lack]:
    """Return the pictures of a text that say nothing to people who do not see them.

    Each is named by its caption, or else by its file.
    """
    files, captions = _without_words(body)
    return [
        Lack(Missing.ALTERNATIVE_TEXT, number, _shortened(captions.get(number, "")) or file)
        for number, file in files.items()
    ]


def _without_words(body: SafeHTML) -> tuple[dict[int, str], dict[int, str]]:
    """Return files and captions of such pictures by their number in the text."""
    files: dict[int, str] = {}
    captions: dict[int, str] = {}
    number, in_caption = 0, False
    for token in tokens(body):
        if token.name == "img":
            number += 1
            if not token.attribute("alt").strip():
                files[number] = token.attribute("src").rpartition("/")[2]
        elif token.name == "figcaption":
            in_caption = not token.is_end
        elif in_caption and number in files:
            captions[number] = captions.get(number, "") + token.text
    return files, captions


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_NAME else text[: LONGEST_NAME - 1].rstrip() + "…"


def _says_something(body: SafeHTML) -> bool:
    return any(token.text.strip() or token.name == "img" for token in tokens(body))
