"""The elements of an old text, one after the other: what only themes understood becomes plain figures.

Galleries become a row of figures, quotations keep their speaker, players become links, buttons become links
in a paragraph, and pictures of the library there become pictures of ours. What comes out is sanitised later.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape, unescape
from urllib.parse import urlsplit

from blog.rules.wordpress.losses import Loss
from blog.rules.wordpress.shapes import shape_of

_MARK = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)\b([^<>]*)>")
_ATTRIBUTE = re.compile(r"""([a-zA-Z_][\w-]*)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_NUMBER = re.compile(r"\bwp-image-(\d{1,20})\b")
_EMPTY = re.compile(r"<p>(?:\s|&nbsp;|<br ?/?>)*</p>\s*")
_LINKED_PICTURE = re.compile(r"<a\b([^<>]*)>\s*(<img\b[^<>]*>)\s*</a\s*>", re.IGNORECASE)

_VOID = frozenset(
    {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
)
_PLAYERS = frozenset({"iframe", "video", "audio", "object", "embed"})
_DROPPED = frozenset({"form", "script", "style", "canvas", "applet"})
_DEEPEST = 200
# Where a player is embedded, and the page that shows the same.
_PAGES = (
    (
        re.compile(r"(?:www\.)?youtube(?:-nocookie)?\.com/embed/([\w-]{6,20})"),
        "https://www.youtube.com/watch?v={}",
    ),
    (re.compile(r"player\.vimeo\.com/video/(\d{1,20})"), "https://vimeo.com/{}"),
)


@dataclass(frozen=True, slots=True)
class Reference:
    """How a text names a picture: by its address, and mostly by its number in the library there."""

    address: str
    number: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of our library. `key` is what it is called in the import, `src` where it is served."""

    key: str
    src: str
    alt: str
    width: int = 0
    height: int = 0


type Find = Callable[[Reference], Picture | None]


@dataclass(frozen=True, slots=True)
class Pictures:
    """What a text may refer to: `find` gives the picture that is meant, `is_page` knows the page that shows
    an attachment, `is_upload` any file of the old site."""

    find: Find
    is_page: Callable[[str], bool]
    is_upload: Callable[[str], bool]


@dataclass(slots=True)
class Rewritten:
    """HTML, not yet sanitised; the pictures found for it; and how often something was lost."""

    html: str = ""
    found: list[str] = field(default_factory=list)
    losses: Counter[Loss] = field(default_factory=Counter)


@dataclass(slots=True)
class _Open:
    """An element whose end has not come. `end` is written there; `quote` collects what a quotation holds."""

    name: str
    end: str
    kind: str = ""
    parts: list[str] = field(default_factory=list)
    speaker: str = ""


def rewritten(html: str, pictures: Pictures) -> Rewritten:
    """Return `html` in plain elements, with pictures of our library."""
    writer = _Writer(pictures)
    html = _LINKED_PICTURE.sub(writer.without_link, html)
    end = 0
    for mark in _MARK.finditer(html):
        writer.add(html[end : mark.start()])
        if mark[1]:
            writer.close(mark[2].lower(), mark[0])
        else:
            writer.open(mark[2].lower(), mark[3], mark[0])
        end = mark.end()
    writer.add(html[end:])
    return writer.whole()


class _Writer:
    def __init__(self, pictures: Pictures) -> None:
        self._pictures = pictures
        self._done = Rewritten()
        self._parts: list[str] = []
        self._collecting = [self._parts]  # where what is written goes: the text, or a quotation in it
        self._open: list[_Open] = []

    def add(self, html: str) -> None:
        if self._open and self._open[-1].kind == "dropped":
            return
        self._collecting[-1].append(html)

    def open(self, name: str, attributes: str, mark: str) -> None:
        if self._open and self._open[-1].kind == "dropped":
            if name == self._open[-1].name:  # the same inside of itself ends twice
                self._open.append(_Open(name, "", "dropped"))
            elif name == "source" and not self._open[-1].speaker:
                self._open[-1].speaker = _values(attributes).get("src", "")
            return
        if name == "img":
            self._picture(_values(attributes), mark)
        elif name in _PLAYERS or name in _DROPPED:
            self._player(name, _values(attributes))
        elif name in _VOID or len(self._open) >= _DEEPEST:
            self.add(mark)
        else:
            self._element(name, attributes, mark)

    def close(self, name: str, mark: str) -> None:
        if all(each.name != name for each in self._open[-40:]):
            if not self._open or self._open[-1].kind != "dropped":
                self.add(mark)
            return
        if self._open[-1].kind == "dropped" and self._open[-1].name != name:
            return
        is_closed = False
        while not is_closed:
            is_closed = self._close_last() == name

    def whole(self) -> Rewritten:
        while self._open:
            self._close_last()
        self._done.html = _EMPTY.sub("", "".join(self._parts))
        return self._done

    def without_link(self, found: re.Match[str]) -> str:
        """A picture that leads to its own file, or to a page that shows it alone, needs no link."""
        href = unescape(_values(found[1]).get("href", ""))
        is_own = _is_picture_file(href) or self._pictures.is_page(href) or 'rel="attachment' in found[1]
        return found[2] if is_own and self._pictures.find(_reference(_values(found[2]))) else found[0]

    def _link(self, values: dict[str, str], mark: str) -> str:
        """Let a link to a picture lead to ours; other files of the old site stay where they are."""
        href = unescape(values.get("href", ""))
        if not self._pictures.is_upload(href):
            return mark
        picture = self._pictures.find(Reference(href)) if _is_picture_file(href) else None
        if picture is None:
            self._done.losses[Loss.FILES] += 1
            return mark
        self._done.found.append(picture.key)
        return f'<a href="{escape(picture.src)}">'

    def _element(self, name: str, attributes: str, mark: str) -> None:
        values = _values(attributes)
        holder = self._open[-1].kind if self._open else ""
        start, end, kind = shape_of(name, values.get("class", "").split(), mark, holder)
        if name == "a" and not kind:
            start = self._link(values, mark)
        if kind in {"quote", "speaker"}:
            self._open.append(_Open(name, end, kind))
            self._collecting.append(self._open[-1].parts)
            return
        self.add(start)
        self._open.append(_Open(name, end, kind))

    def _close_last(self) -> str:
        element = self._open.pop()
        if element.kind in {"quote", "speaker"}:
            self._collecting.pop()
        if element.kind == "quote":
            self.add(_quotation("".join(element.parts), element.speaker))
        elif element.kind == "speaker":
            quotation = next(each for each in reversed(self._open) if each.kind == "quote")
            quotation.speaker = "".join(element.parts).strip()
        elif element.kind == "dropped":
            if element.name in _PLAYERS:
                self._show_link(element.speaker)
        else:
            self.add(element.end)
        return element.name

    def _player(self, name: str, values: dict[str, str]) -> None:
        address = values.get("src") or values.get("data") or values.get("data-src") or ""
        if name in _DROPPED:
            self._done.losses[Loss.SCRIPTS] += 1
        if name == "embed":
            self._show_link(address)
            return
        # The address waits where a quotation keeps its speaker, until a source inside has been seen.
        self._open.append(_Open(name, "", "dropped", speaker=address if name in _PLAYERS else ""))

    def _show_link(self, address: str) -> None:
        """Write a link to what a player or frame showed."""
        address = _page_of(unescape(address).strip())
        if not address.startswith(("http://", "https://")):
            self._done.losses[Loss.SCRIPTS] += 1
            return
        self._done.losses[Loss.EMBEDS] += 1
        link = f'<a href="{escape(address)}">{escape(address)}</a>'
        inside = any(each.name in {"p", "figure", "li", "td", "th", "a"} for each in self._open)
        self.add(link if inside else f'<figure class="embed">{link}</figure>')

    def _picture(self, values: dict[str, str], mark: str) -> None:
        if "wp-smiley" in values.get("class", ""):
            self.add(values.get("alt", ""))
            return
        reference = _reference(values)
        picture = self._pictures.find(reference)
        if picture is None:
            self._done.losses[Loss.PICTURES] += 1
            address = escape(reference.address)
            self.add(f'<img src="{address}" alt="{escape(reference.alt)}">')
            return
        self._done.found.append(picture.key)
        size = f' width="{picture.width}" height="{picture.height}"' if picture.width else ""
        drawn = f'<img src="{escape(picture.src)}" alt="{escape(reference.alt or picture.alt)}"{size}>'
        names = [each.name for each in self._open]
        if {"figure", "td", "th", "li", "a"} & set(names):
            self.add(drawn)
        elif "p" in names:  # a figure cannot stand in a paragraph, so the paragraph goes on behind it
            self.add(f"</p><figure>{drawn}</figure><p>")
        else:
            self.add(f"<figure>{drawn}</figure>")


def _quotation(words: str, speaker: str) -> str:
    quotation = f"<blockquote>{words}</blockquote>"
    if not speaker:
        return quotation
    return f'<figure class="quote">{quotation}<figcaption>{speaker}</figcaption></figure>'


def _reference(values: dict[str, str]) -> Reference:
    src = values.get("src", "")
    if not src or src.startswith("data:"):  # pictures that a script of the theme loaded later
        later = ("data-src", "data-lazy-src", "data-orig-file")
        src = next((values[key] for key in later if key in values), src)
    number = _NUMBER.search(values.get("class", ""))
    found = number[1] if number else values.get("data-id") or values.get("data-attachment-id") or ""
    alt = unescape(values.get("alt", "")).strip()
    return Reference(unescape(src).strip(), found if found.isdecimal() else "", alt)


def _page_of(address: str) -> str:
    if address.startswith("//"):
        address = f"https:{address}"
    for pattern, page in _PAGES:
        if found := pattern.match(address.partition("://")[2]):
            return page.format(found[1])
    return address


def _is_picture_file(address: str) -> bool:
    try:
        path = urlsplit(address).path
    except ValueError:
        return False
    return path.lower().endswith((".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif"))


def _values(attributes: str) -> dict[str, str]:
    return {
        found[1].lower(): found[2] or found[3] or found[4] or "" for found in _ATTRIBUTE.finditer(attributes)
    }
