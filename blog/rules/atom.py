"""A feed as Atom (RFC 4287) asks for it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from xml.etree import ElementTree as ET

ATOM = "http://www.w3.org/2005/Atom"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# What XML 1.0 cannot hold in any spelling, half surrogate pairs included.
_UNSPEAKABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Person:
    name: str
    address: str = ""


@dataclass(frozen=True)
class Link:
    address: str
    title: str = ""


@dataclass(frozen=True)
class Entry:
    """One post. `content` is HTML with whole addresses, `categories` are names."""

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


@dataclass(frozen=True)
class Feed:
    """`address` is the page that the feed follows, `own_address` the feed's and its lasting id.

    `author` answers for entries that name nobody.
    """

    title: str
    subtitle: str
    author: str
    language: str
    address: str
    own_address: str
    updated: datetime
    icon: str = ""
    entries: tuple[Entry, ...] = ()


def atom(feed: Feed) -> bytes:
    """Write `feed` as XML. Characters that XML cannot hold are left out."""
    root = ET.Element("feed", {"xmlns": ATOM, _LANG: feed.language})
    _text(root, "id", feed.own_address)
    _text(root, "title", feed.title)
    if feed.subtitle:
        _text(root, "subtitle", feed.subtitle)
    _text(root, "updated", _moment(feed.updated))
    _people(root, [Person(feed.author)])
    _link(root, "self", feed.own_address, type="application/atom+xml")
    _link(root, "alternate", feed.address, type="text/html")
    if feed.icon:
        _text(root, "icon", feed.icon)
    for entry in feed.entries:
        _entry(ET.SubElement(root, "entry", {_LANG: entry.language}), entry)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def _entry(node: ET.Element, entry: Entry) -> None:
    _text(node, "id", entry.id)
    _text(node, "title", entry.title)
    _link(node, "alternate", entry.address, type="text/html")
    _text(node, "published", _moment(entry.published))
    _text(node, "updated", _moment(entry.updated))
    _people(node, entry.authors)
    for category in entry.categories:
        ET.SubElement(node, "category", {"term": _speakable(category)})
    for source in entry.sources:
        _link(node, "via", source.address, title=source.title)
    if entry.summary:
        _text(node, "summary", entry.summary)
    _text(node, "content", entry.content, type="html")


def _people(node: ET.Element, people: Iterable[Person]) -> None:
    for person in people:
        author = ET.SubElement(node, "author")
        _text(author, "name", person.name)
        if person.address:
            _text(author, "uri", person.address)


def _link(node: ET.Element, relation: str, address: str, **more: str) -> None:
    attributes = {name: _speakable(value) for name, value in more.items() if value}
    ET.SubElement(node, "link", {"rel": relation, "href": _speakable(address), **attributes})


def _text(node: ET.Element, name: str, words: str, **attributes: str) -> None:
    ET.SubElement(node, name, attributes).text = _speakable(words)


def _speakable(words: str) -> str:
    return _UNSPEAKABLE.sub("", words)


def _moment(value: datetime) -> str:
    return value.isoformat(timespec="seconds")
