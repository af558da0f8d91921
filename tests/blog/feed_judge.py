"""What the specifications of RSS 2.0, Atom and JSON Feed 1.1 demand, as a list of what is wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


def problems_of(content: bytes, spelling: str) -> list[str]:
    """Return what is wrong with a feed; nothing, if all is well."""
    judge = {"atom": _atom, "rss": _rss, "json": _json}[spelling]
    return list(judge(content))


def _is_whole(address: str | None) -> bool:
    parts = urlsplit(address or "")
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def _rss(content: bytes) -> Iterator[str]:
    root = ET.fromstring(content)
    channel = root.find("channel")
    if root.tag != "rss" or root.get("version") != "2.0" or channel is None or len(root) != 1:
        yield "not one channel of RSS 2.0"
        return
    for name in ("title", "link", "description"):
        if not channel.findtext(name):
            yield f"channel without {name}"
    if not _is_whole(channel.findtext("link")):
        yield "channel leads nowhere"
    if [link.get("rel") for link in channel.findall(f"{ATOM}link")] != ["self"]:
        yield "channel does not know itself"
    parsedate_to_datetime(channel.findtext("lastBuildDate"))
    seen: set[str] = set()
    for item in channel.findall("item"):
        guid = item.find("guid")
        if guid is None or not guid.text or guid.text in seen:
            yield "item without an id of its own"
            continue
        seen.add(guid.text)
        if guid.get("isPermaLink") != "false" and not _is_whole(guid.text):
            yield "an id that claims to be an address"
        if not item.findtext("title") and not item.findtext("description"):
            yield "item without title and description"
        if not _is_whole(item.findtext("link")):
            yield "item leads nowhere"
        if parsedate_to_datetime(item.findtext("pubDate")).tzinfo is None:
            yield "item without a moment"
        if len(item.findall("description")) > 1 or len(item.findall(CONTENT)) > 1:
            yield "two texts"


def _atom(content: bytes) -> Iterator[str]:
    feed = ET.fromstring(content)
    if feed.tag != f"{ATOM}feed":
        yield "no feed"
    for element in [feed, *feed.findall(f"{ATOM}entry")]:
        for name in ("id", "title", "updated"):
            if len(element.findall(ATOM + name)) != 1 or not element.findtext(ATOM + name):
                yield f"{element.tag} needs one {name}"
        if not urlsplit(element.findtext(f"{ATOM}id") or "").scheme:
            yield "an id that is no address"
        if datetime.fromisoformat(element.findtext(f"{ATOM}updated") or "").tzinfo is None:
            yield "no moment"
        alternates = [link for link in element.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
        if len(alternates) != 1:
            yield "not one alternate"
        if not all(_is_whole(link.get("href")) for link in element.findall(f"{ATOM}link")):
            yield "a link that is not whole"
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.findall(f"{ATOM}entry")]
    if len(ids) != len(set(ids)):
        yield "two entries with one id"
    if feed.find(f"{ATOM}author") is None:
        yield "nobody answers"


def _json(content: bytes) -> Iterator[str]:
    feed = json.loads(content)
    if feed.get("version") != "https://jsonfeed.org/version/1.1" or not feed.get("title"):
        yield "not JSON Feed 1.1 with a title"
    for name in ("home_page_url", "feed_url", "icon"):
        if not _is_whole(feed.get(name)):
            yield f"no whole {name}"
    ids = [item.get("id") for item in feed["items"]]
    if len(ids) != len(set(ids)) or not all(isinstance(each, str) and each for each in ids):
        yield "items need ids of their own"
    for item in feed["items"]:
        if not item.get("content_html") and not item.get("content_text"):
            yield "item without content"
        if not _is_whole(item.get("url")):
            yield "item leads nowhere"
        for name in ("date_published", "date_modified"):
            if datetime.fromisoformat(item[name]).tzinfo is None:
                yield f"no moment in {name}"
        if not all(author.get("name") or author.get("url") for author in item.get("authors", [])):
            yield "an author without a name"
        if not all(isinstance(tag, str) for tag in item.get("tags", [])):
            yield "tags are words"
    unknown = {key for item in feed["items"] for key in item} - {
        "id", "url", "title", "content_html", "summary", "image", "date_published", "date_modified",
        "authors", "tags", "language", "_via",
    }  # fmt: skip
    if unknown:
        yield f"unknown: {unknown}"
