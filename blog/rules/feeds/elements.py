"""Small pieces of XML that both spellings need."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from blog.rules.feeds.described import speakable


def put(node: ET.Element, name: str, words: str = "", **attributes: str) -> ET.Element:
    """Append an element with text and those attributes that say something."""
    given = {key: speakable(value) for key, value in attributes.items() if value}
    child = ET.SubElement(node, name, given)
    child.text = speakable(words) or None
    return child


def written(root: ET.Element) -> bytes:
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)
