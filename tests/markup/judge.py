"""An independent judge of HTML: what html5lib, and so a browser, would make of it, whatever we meant."""

import re
from typing import Any

import html5lib

ELEMENTS = frozenset(
    {
        "a",
        "abbr",
        "blockquote",
        "br",
        "caption",
        "cite",
        "code",
        "del",
        "em",
        "figcaption",
        "figure",
        "h2",
        "h3",
        "h4",
        "hr",
        "img",
        "ins",
        "li",
        "ol",
        "p",
        "pre",
        "q",
        "s",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    }
)
ATTRIBUTES = frozenset(
    {
        "alt",
        "class",
        "colspan",
        "dir",
        "height",
        "href",
        "id",
        "lang",
        "loading",
        "rel",
        "rowspan",
        "scope",
        "src",
        "start",
        "title",
        "width",
    }
)
CLASSES = frozenset({"embed", "footnotes", "quote"})
SCHEMES = frozenset({"http", "https", "mailto", "tel"})


def faults(html: str) -> list[str]:
    """Return what is dangerous or foreign in `html`; nothing, if it is safe."""
    tree = html5lib.parseFragment(html, namespaceHTMLElements=True)
    return sorted({fault for node in tree.iter() for fault in _faults_of(node)})


def _faults_of(node: Any) -> list[str]:
    if not isinstance(node.tag, str):
        return ["comment or instruction"]
    name = node.tag.removeprefix("{http://www.w3.org/1999/xhtml}")
    if name == "DOCUMENT_FRAGMENT":
        return []
    found = [] if name in ELEMENTS else [f"<{name}>"]
    return found + [f"{name} {key}={value!r}" for key, value in node.attrib.items() if not _fits(key, value)]


def _fits(key: str, value: str) -> bool:
    match key:
        case "href":
            return _scheme(value) in {*SCHEMES, ""}
        case "src":
            return value.startswith("/media/") and not _scheme(value)
        case "id":
            return value.startswith(("fn-", "fnref-"))
        case "class":
            return set(value.split()) <= CLASSES
    return key in ATTRIBUTES


def _scheme(address: str) -> str:
    """Return the scheme as the WHATWG URL parser sees it; "//" counts as one, for it names a host."""
    address = address.strip("".join(map(chr, range(33)))).translate({9: None, 10: None, 13: None})
    if address.replace("\\", "/").startswith("//"):
        return "//"
    scheme = re.match(r"([a-z][a-z0-9+.-]*):", address, re.IGNORECASE)
    return scheme[1].lower() if scheme else ""


def words(html: str) -> list[str]:
    """Return the words that a reader sees."""
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    return " ".join(tree.itertext()).split()


def text(html: str) -> str:
    """Return the text of the tree, as it stands."""
    return "".join(html5lib.parseFragment(html, namespaceHTMLElements=False).itertext())


def links(html: str) -> list[dict[str, str]]:
    """Return the attributes of all links."""
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    return [dict(node.attrib) for node in tree.iter("a")]
