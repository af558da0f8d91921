"""The subset of Markdown that comments may use, and its way to clean HTML."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Mapping
from functools import partial
from html import escape
from typing import Any

from bleach.linkifier import LinkifyFilter
from bleach.sanitizer import Cleaner
from markdown_it import MarkdownIt

from markup.addresses import is_foreign
from markup.characters import pieces, without_controls
from markup.mentions import Mentions, link_names
from markup.walking import Walker

_BLOCK_RULES = ["blockquote", "fence", "list"]
_INLINE_RULES = ["autolink", "backticks", "emphasis", "entity", "escape", "link", "newline"]
_TAGS = frozenset({"p", "br", "a", "em", "strong", "ul", "ol", "li", "blockquote", "code", "pre"})

# At most 2,000 characters, so that looking for the end of an address cannot take long.
_BARE_ADDRESS = re.compile(r'(?<!\w)https?://(?=[^\W_])[^\s<>"]{1,2000}+(?![^\s<>"])', re.IGNORECASE)
_AFTER_ADDRESS = ".,;:!?'*_~…„“”‚‘’«»‹›]}"

_BLANK_LINES = re.compile(r"\n\s*\n")

type Token = dict[str, Any]
type Attributes = dict[Any, str]


class _Parser(MarkdownIt):
    """markdown-it with our rules for addresses."""

    def validateLink(self, url: str) -> bool:  # noqa: N802
        return is_foreign(url)

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        """Show an address as it was typed."""
        return link


_PARSER = _Parser("zero", {"breaks": True, "html": False, "maxNesting": 20})
_PARSER.enable([*_BLOCK_RULES, *_INLINE_RULES])
# Before escaped signs become text, so that "\\@" addresses nobody.
_PARSER.core.ruler.before("text_join", "mentions", link_names)


def from_markdown(source: str, addresses: Mapping[str, str] | None = None) -> str:
    """Return clean HTML for `source`. The caller sees to it that it is short and has few brackets.

    `addresses`: of the names that become links where they stand behind an "@".
    """
    return _clean(_PARSER.render(source, Mentions(addresses).as_environment() if addresses else {}))


def names_in(source: str) -> list[str]:
    """Return what stands behind each "@" that may begin a name: the name, and perhaps words after it."""
    found = Mentions()
    _PARSER.parse(source, found.as_environment())
    return found.tails


def from_plain_text(text: str) -> str:
    """Return clean HTML for a text of any length: paragraphs, line breaks, bare addresses and nothing else.

    Each piece is cleaned for itself: the HTML parser takes quadratic time in the ampersands of one text node.
    """
    blocks = _BLANK_LINES.split(text)
    return "".join(_clean(_paragraph(piece)) for block in blocks for piece in pieces(block))


def _paragraph(text: str) -> str:
    lines = escape(text.strip()).replace("\n", "<br>\n")
    return f"<p>{lines}</p>\n" if lines else ""


def _clean(html: str) -> str:
    # Entities have become characters by now, so forbidden ones can be there again.
    return str(_OF_THREAD.cleaner.clean(without_controls(html)))


class _Links(LinkifyFilter):
    """bleach's filter for links, told what the sanitiser before it has done already."""

    def extract_entities(self, token: Token) -> Iterable[Token]:
        """Leave `&` alone: the original takes entities out a second time, and so shows `&amp;lt;` as `<`."""
        return [token]

    def extract_character_data(self, token_list: Iterable[Token]) -> str:
        """Return the text of a link; the original forgets the characters that are written as entities."""
        return "".join(
            token["name" if token["type"] == "Entity" else "data"] for token in token_list if _is_text(token)
        )

    def strip_non_url_bits(self, fragment: str) -> tuple[str, str, str]:
        """Cut off what belongs to the sentence; the original takes quadratic time for it."""
        address = _without_end_of_sentence(fragment)
        return address, "", fragment[len(address) :]


def _is_text(token: Token) -> bool:
    return token["type"] in {"Characters", "SpaceCharacters", "Entity"}


def _without_end_of_sentence(address: str) -> str:
    """Cut off punctuation and those closing parentheses that `address` did not open."""
    address = address.rstrip(_AFTER_ADDRESS)
    unopened = address.count(")") - address.count("(")
    while unopened > 0 and address.endswith(")"):
        address = address[:-1].rstrip(_AFTER_ADDRESS)
        unopened -= 1
    return address


def _finish_link(attributes: Attributes, new: bool = False) -> Attributes:
    """Say that we do not vouch for the link, encode an address found in text, let no link be empty."""
    if new:
        address = _PARSER.normalizeLink(attributes[None, "href"])
        attributes[None, "href"] = address.replace("&", "&amp;")
    attributes[None, "rel"] = "nofollow ugc noopener"
    if not attributes["_text"].strip():
        attributes["_text"] = attributes[None, "href"]
    return attributes


class _OfThread(threading.local):
    """A parser keeps state while it works: threads must not share one."""

    def __init__(self) -> None:
        self.cleaner = Cleaner(
            tags=_TAGS,
            attributes={"a": ["href"], "ol": ["start"]},
            protocols=["http", "https", "mailto"],
            filters=[
                partial(_Links, callbacks=[_finish_link], skip_tags={"pre", "code"}, url_re=_BARE_ADDRESS),
            ],
        )
        self.cleaner.walker = Walker


_OF_THREAD = _OfThread()
