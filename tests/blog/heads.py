"""Reading what a page tells machines, with parsers that know nothing of ours."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.test import Client
from pyld import jsonld

SCHEMA = "https://schema.org/"
# Enough of schema.org's context to expand what we write: names are its own, and these are addresses.
CONTEXT = {
    "@context": {
        "@vocab": SCHEMA,
        **{
            name: {"@id": SCHEMA + name, "@type": "@id"}
            for name in ("url", "item", "mainEntityOfPage", "discussionUrl", "logo", "image")
        },
        **{name: {"@id": SCHEMA + name, "@type": "DateTime"} for name in ("datePublished", "dateModified")},
    }
}


@dataclass
class Head:
    """Links by relation, properties of OpenGraph and names of meta, and blocks of JSON-LD."""

    links: list[dict[str, str]] = field(default_factory=list)
    metas: list[tuple[str, str]] = field(default_factory=list)
    data: list[dict[str, Any]] = field(default_factory=list)

    def hrefs(self, relation: str) -> list[str]:
        return [link["href"] for link in self.links if link.get("rel") == relation]

    def meta(self, name: str) -> list[str]:
        return [content for each, content in self.metas if each == name]

    @property
    def alternates(self) -> dict[str, str]:
        return {link["hreflang"]: link["href"] for link in self.links if "hreflang" in link}

    def node(self, kind: str) -> dict[str, Any]:
        (found,) = (node for block in self.data for node in block["@graph"] if node["@type"] == kind)
        return found

    def expanded(self) -> list[dict[str, Any]]:
        """All blocks as a processor of JSON-LD understands them; nothing is fetched."""
        return [node for block in self.data for node in jsonld.expand(block, {"documentLoader": _context})]


def _context(address: str, options: dict[str, Any]) -> dict[str, Any]:
    assert address == SCHEMA.rstrip("/")
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": address,
        "document": CONTEXT,
    }


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.head = Head()
        self.scripts: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "link":
            self.head.links.append(values)
        if tag == "meta":
            self.head.metas.append(
                (values.get("property") or values.get("name") or "", values.get("content", ""))
            )
        if tag == "script":
            self.scripts.append(values.get("type", ""))
            self._inside = values.get("type") == "application/ld+json"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.head.data.append(json.loads(data))

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "script"


def head_of(client: Client, address: str) -> Head:
    answer = client.get(address)
    assert answer.status_code == 200, address
    parser = _Parser()
    parser.feed(answer.content.decode())
    return parser.head
