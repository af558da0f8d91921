"""What a feed says, whatever it is written in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from blog.rules.people import Person

# What XML 1.0 cannot hold in any spelling, half surrogate pairs included.
_UNSPEAKABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def speakable(words: str) -> str:
    """Leave out what XML cannot hold; a feed says the same in all its spellings."""
    return _UNSPEAKABLE.sub("", words)


@dataclass(frozen=True)
class Link:
    address: str
    title: str = ""


@dataclass(frozen=True)
class Picture:
    """A picture at a whole address; `type` is its media type, width and height are pixels."""

    address: str
    type: str
    width: int
    height: int
    alt: str = ""


@dataclass(frozen=True)
class Answered:
    """What an entry answers: the lasting id and the address of a post or a comment."""

    id: str
    address: str


@dataclass(frozen=True)
class Entry:
    """One post or one comment. `content` is HTML with whole addresses, `categories` are names.

    `conversation` is the address of what is said about it, `comments` the Atom feed of that.
    """

    id: str
    title: str
    address: str
    language: str
    published: datetime
    updated: datetime
    content: str
    summary: str = ""
    authors: tuple[Person, ...] = ()
    categories: tuple[str, ...] = ()
    sources: tuple[Link, ...] = ()
    picture: Picture | None = None
    conversation: str = ""
    comments: str = ""
    answers: Answered | None = None


@dataclass(frozen=True)
class Feed:
    """`address` is the page that the feed follows, `own_address` that of the feed in this spelling.

    `id` is the lasting one, the same in all spellings. `author` answers for entries that name nobody.
    """

    id: str
    title: str
    subtitle: str
    author: str
    language: str
    address: str
    own_address: str
    updated: datetime
    icon: str = ""
    entries: tuple[Entry, ...] = ()
