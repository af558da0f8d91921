"""A feed as RSS 2.0 asks for it, with the modules that its readers know."""

from __future__ import annotations

from email.utils import format_datetime
from xml.etree import ElementTree as ET

from blog.rules.feeds.described import Entry, Feed, Picture
from blog.rules.feeds.elements import put, written

_SPACES = {
    "xmlns:atom": "http://www.w3.org/2005/Atom",
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:media": "http://search.yahoo.com/mrss/",
    "xmlns:wfw": "http://wellformedweb.org/CommentAPI/",
}


def rss(feed: Feed) -> bytes:
    """Write `feed` as XML. Characters that XML cannot hold are left out."""
    root = ET.Element("rss", {"version": "2.0", **_SPACES})
    channel = put(root, "channel")
    put(channel, "title", feed.title)
    put(channel, "link", feed.address)
    put(channel, "description", feed.subtitle or feed.title)
    put(channel, "language", feed.language)
    put(channel, "lastBuildDate", format_datetime(feed.updated))
    put(channel, "atom:link", rel="self", href=feed.own_address, type="application/rss+xml")
    for entry in feed.entries:
        _item(put(channel, "item"), entry)
    return written(root)


def _item(node: ET.Element, entry: Entry) -> None:
    put(node, "title", entry.title)
    put(node, "link", entry.address)
    put(node, "guid", entry.id, isPermaLink="false")
    put(node, "pubDate", format_datetime(entry.published))
    put(node, "atom:updated", entry.updated.isoformat(timespec="seconds"))
    put(node, "dc:language", entry.language)
    for person in entry.authors:
        put(node, "dc:creator", person.name)
    for category in entry.categories:
        put(node, "category", category)
    for source in entry.sources:
        put(node, "atom:link", rel="via", href=source.address, title=source.title)
    if entry.conversation:
        put(node, "comments", entry.conversation)
    if entry.comments:
        put(node, "wfw:commentRss", f"{entry.comments}rss/")
    if entry.summary:
        put(node, "description", entry.summary)
    put(node, "content:encoded", entry.content)
    if entry.picture:
        _picture(node, entry.picture)


def _picture(node: ET.Element, picture: Picture) -> None:
    size = {"width": str(picture.width), "height": str(picture.height)}
    media = put(node, "media:content", url=picture.address, type=picture.type, medium="image", **size)
    if picture.alt:
        put(media, "media:description", picture.alt, type="plain")
