"""A feed as JSON Feed 1.1 asks for it. Sources stand in `_via`, an extension of ours."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from blog.rules.feeds.described import Entry, Feed, speakable
from blog.rules.people import Person

VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(feed: Feed) -> bytes:
    """Write `feed` as JSON; what is empty is left out."""
    whole = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.address,
        "feed_url": feed.own_address,
        "description": feed.subtitle,
        "language": feed.language,
        "icon": feed.icon,
        "authors": _people([Person(feed.author)]),
    }
    items = [_said(_item(entry)) for entry in feed.entries]
    return json.dumps(_said(whole) | {"items": items}, ensure_ascii=False).encode()


def _item(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "url": entry.address,
        "title": entry.title,
        "content_html": entry.content or " ",  # one of two contents must be there, and a text may be empty
        "summary": entry.summary,
        "image": entry.picture.address if entry.picture else "",
        "date_published": entry.published.isoformat(timespec="seconds"),
        "date_modified": entry.updated.isoformat(timespec="seconds"),
        "authors": _people(entry.authors),
        "tags": list(entry.categories),
        "language": entry.language,
        "_via": [_said({"url": source.address, "title": source.title}) for source in entry.sources],
    }


def _people(people: Iterable[Person]) -> list[dict[str, Any]]:
    return [_said({"name": person.name, "url": person.address}) for person in people]


def _said(values: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is empty, and in words what XML could not hold."""
    return {name: _speakable(value) for name, value in values.items() if value}


def _speakable(value: Any) -> Any:
    if isinstance(value, str):
        return speakable(value)
    return [_speakable(each) for each in value] if isinstance(value, list) else value
