"""A feed as Atom (RFC 4287) asks for it, with the threads of RFC 4685."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from xml.etree import ElementTree as ET

from blog.rules.feeds.described import Entry, Feed
from blog.rules.feeds.elements import put, written
from blog.rules.people import Person

ATOM = "http://www.w3.org/2005/Atom"
THREADS = "http://purl.org/syndication/thread/1.0"
ATOM_TYPE = "application/atom+xml"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def atom(feed: Feed) -> bytes:
    """Write `feed` as XML. Characters that XML cannot hold are left out."""
    root = ET.Element("feed", {"xmlns": ATOM, "xmlns:thr": THREADS, _LANG: feed.language})
    put(root, "id", feed.id)
    put(root, "title", feed.title)
    if feed.subtitle:
        put(root, "subtitle", feed.subtitle)
    put(root, "updated", _moment(feed.updated))
    _people(root, [Person(feed.author)])
    put(root, "link", rel="self", href=feed.own_address, type=ATOM_TYPE)
    put(root, "link", rel="alternate", href=feed.address, type="text/html")
    if feed.icon:
        put(root, "icon", feed.icon)
    for entry in feed.entries:
        _entry(ET.SubElement(root, "entry", {_LANG: entry.language}), entry)
    return written(root)


def _entry(node: ET.Element, entry: Entry) -> None:
    put(node, "id", entry.id)
    put(node, "title", entry.title)
    put(node, "link", rel="alternate", href=entry.address, type="text/html")
    put(node, "published", _moment(entry.published))
    put(node, "updated", _moment(entry.updated))
    _people(node, entry.authors)
    for category in entry.categories:
        put(node, "category", term=category)
    for source in entry.sources:
        put(node, "link", rel="via", href=source.address, title=source.title)
    if entry.picture:
        put(node, "link", rel="enclosure", href=entry.picture.address, type=entry.picture.type)
    if entry.comments:
        put(node, "link", rel="replies", href=entry.comments, type=ATOM_TYPE)
    if entry.answers:
        put(node, "thr:in-reply-to", ref=entry.answers.id, href=entry.answers.address, type="text/html")
    if entry.summary:
        put(node, "summary", entry.summary)
    put(node, "content", entry.content, type="html")


def _people(node: ET.Element, people: Iterable[Person]) -> None:
    for person in people:
        author = put(node, "author")
        put(author, "name", person.name)
        if person.address:
            put(author, "uri", person.address)


def _moment(value: datetime) -> str:
    return value.isoformat(timespec="seconds")
