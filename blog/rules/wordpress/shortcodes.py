"""Shortcodes: `[name key="value"]words[/name]`, which WordPress and its plugins fill in at every visit.

Those that hold words or lead somewhere become HTML. Of all others the marks go and the words between them
stay. One pass, in time proportional to the length.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape

# What is not searched for shortcodes: comments (the marks of blocks), code, and what stands in a tag.
_APART = re.compile(r"<!--|<(pre|code|script|style|textarea)\b|<[^<>]*>", re.IGNORECASE)
_ENDINGS = {
    name: re.compile(rf"</{name}\s*>", re.IGNORECASE)
    for name in ("pre", "code", "script", "style", "textarea")
} | {"--": re.compile("-->")}
_MARK = re.compile(r"\[(\[?)(/?)([a-zA-Z][a-zA-Z0-9_-]{0,40})((?:[\s=:][^\[\]<>]{0,2000})?)/?\](\]?)")
_ATTRIBUTE = re.compile(r"""([a-zA-Z_][\w-]{0,40})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))|(\S+)""")
_PICTURE = re.compile(r"\s*((?:<a\b[^<>]*>\s*)?<img\b[^<>]*>(?:\s*</a\s*>)?)", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s<>\"'\[\]]{1,2000}")
_VIDEO = re.compile(r"[\w-]{6,20}")

# Names that are shortcodes even without attributes and without an end. Others count when they look like one:
# "[sic]" and "[1]" are words.
_OWN = frozenset(
    {"audio", "caption", "embed", "gallery", "playlist", "video", "wp_caption", "youtube", "vimeo"}
)
_PLUGINS = frozenset({"archives", "contact-form", "more", "recent_posts", "sitemap", "toc", "wpforms"})
_CODE = frozenset({"code", "sourcecode", "codeblock", "cc", "php", "python", "css", "bash", "java", "sql"})
_QUOTES = frozenset({"quote", "blockquote", "pullquote"})
_SOURCES = ("src", "mp3", "mp4", "m4v", "m4a", "webm", "ogg", "ogv", "wav", "flv", "wmv", "url", "href")
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Shortcode:
    """One shortcode: its name in small letters, its attributes, and the attributes without a name."""

    name: str
    attributes: dict[str, str]
    words: tuple[str, ...]


@dataclass(slots=True)
class _Frame:
    shortcode: Shortcode | None
    parts: list[str] = field(default_factory=list)


type Gallery = Callable[[Shortcode], str]


def written_out(text: str, gallery: Gallery) -> tuple[str, int]:
    """Return a text without shortcodes, and how many of them were only dropped.

    `gallery` gives the figures of a gallery, or "" where its pictures are not known.
    """
    marks = [mark for is_text, piece in _apart(text) if is_text for mark in _MARK.finditer(piece)]
    writer = _Writer(gallery, Counter(mark[3].lower() for mark in marks if mark[2]))
    if not marks:
        return text, 0
    for is_text, piece in _apart(text):
        if is_text:
            writer.read(piece)
        else:
            writer.add(piece)
    return writer.whole(), writer.dropped


class _Writer:
    def __init__(self, gallery: Gallery, ends: Counter[str]) -> None:
        self.dropped = 0
        self._gallery = gallery
        self._ends = ends  # how many ends of a name are still to come
        self._known_ends = frozenset(ends)
        self._frames = [_Frame(None)]
        self._code = ""  # the name of the listing that is being read

    def add(self, piece: str) -> None:
        self._frames[-1].parts.append(piece)

    def read(self, piece: str) -> None:
        end = 0
        for mark in _MARK.finditer(piece):
            self.add(piece[end : mark.start()])
            self._mark(mark)
            end = mark.end()
        self.add(piece[end:])

    def whole(self) -> str:
        while len(self._frames) > 1:
            self._close_last()
        return "".join(self._frames[0].parts)

    def _mark(self, mark: re.Match[str]) -> None:
        name, is_end = mark[3].lower(), bool(mark[2])
        self._ends[name] -= is_end
        is_in_code = self._code and not (is_end and name == self._code)
        if is_in_code or not self._is_shortcode(name, mark[4]):
            self.add(mark[0])
        elif mark[1] and mark[5]:  # "[[name]]" is how one writes about shortcodes
            self.add(mark[0][1:-1])
        else:
            self.add(mark[1])
            self._step(name, mark[4], is_end=is_end)
            self.add(mark[5])

    def _is_shortcode(self, name: str, rest: str) -> bool:
        return name in _OWN or name in _PLUGINS or name in self._known_ends or "=" in rest

    def _step(self, name: str, rest: str, *, is_end: bool) -> None:
        if is_end:
            self._end(name)
            return
        shortcode = _shortcode(name, rest)
        if self._ends[name] > 0 and len(self._frames) < _DEEPEST:
            self._frames.append(_Frame(shortcode))
            self._code = name if name in _CODE else ""
        else:
            self.add(self._written(shortcode, ""))

    def _end(self, name: str) -> None:
        """Close the frame with this name. An end without a beginning is dropped."""
        if all(frame.shortcode is None or frame.shortcode.name != name for frame in self._frames):
            return
        is_closed = False
        while not is_closed:
            is_closed = self._close_last() == name

    def _close_last(self) -> str:
        frame = self._frames.pop()
        assert frame.shortcode is not None  # noqa: S101 - the first frame is never closed
        self._code = ""
        self.add(self._written(frame.shortcode, "".join(frame.parts)))
        return frame.shortcode.name

    def _written(self, shortcode: Shortcode, content: str) -> str:
        html = _known(shortcode, content, self._gallery)
        if html is None:
            self.dropped += 1
            return content
        return html


def _known(shortcode: Shortcode, content: str, gallery: Gallery) -> str | None:
    """Return what a shortcode means in HTML, None for one that is not known."""
    match shortcode.name:
        case "caption" | "wp_caption":
            return _captioned(shortcode, content)
        case "gallery" | "playlist":
            return gallery(shortcode) or None
        case "audio" | "video" | "embed" | "youtube" | "vimeo" | "soundcloud" | "tweet" | "instagram":
            address = _leads_to(shortcode, content)
            return f"\n\n{_link(address)}\n\n" if address else None
        case name if name in _CODE and content.strip():
            listing = content.strip("\r\n").replace("<", "&lt;").replace(">", "&gt;")
            return f"\n\n<pre><code>{listing}</code></pre>\n\n"
        case name if name in _QUOTES and content.strip():
            speaker = shortcode.attributes.get("author") or shortcode.attributes.get("cite") or ""
            quotation = f"<blockquote>{content}</blockquote>"
            caption = f"<figcaption>{escape(speaker)}</figcaption>"
            return f'\n\n<figure class="quote">{quotation}{caption}</figure>\n\n' if speaker else quotation
    return None


def _captioned(shortcode: Shortcode, content: str) -> str:
    picture = _PICTURE.match(content)
    if not picture:
        return content
    words = content[picture.end() :].strip() or shortcode.attributes.get("caption", "").strip()
    caption = f"<figcaption>{words}</figcaption>" if words else ""
    return f"\n\n<figure>{picture[1]}{caption}</figure>\n\n"


def _leads_to(shortcode: Shortcode, content: str) -> str:
    named = (shortcode.attributes.get(key, "") for key in _SOURCES)
    for text in (*named, *(word.lstrip("=") for word in shortcode.words), content):
        if found := _ADDRESS.search(text):
            return found[0]
    word = next((w.lstrip("=") for w in shortcode.words), "") or shortcode.attributes.get("id", "")
    if _VIDEO.fullmatch(word) and shortcode.name == "youtube":
        return f"https://www.youtube.com/watch?v={word}"
    return f"https://vimeo.com/{word}" if shortcode.name == "vimeo" and word.isdecimal() else ""


def _link(address: str) -> str:
    return f'<figure class="embed"><a href="{escape(address)}">{escape(address)}</a></figure>'


def _shortcode(name: str, rest: str) -> Shortcode:
    attributes: dict[str, str] = {}
    words = []
    for found in _ATTRIBUTE.finditer(rest.replace("&quot;", '"').replace("&#8221;", '"').replace("”", '"')):
        if found[1]:
            attributes.setdefault(found[1].lower(), found[2] or found[3] or found[4] or "")
        else:
            words.append(found[5])
    return Shortcode(name, attributes, tuple(words))


def _apart(text: str) -> Iterator[tuple[bool, str]]:
    """Cut a text into what may hold shortcodes (True) and what may not. Each ending is looked for once."""
    end = 0
    missing: set[str] = set()
    while found := _APART.search(text, end):
        yield True, text[end : found.start()]
        what = "--" if found[0] == "<!--" else (found[1] or "").lower()
        stop = found.end()
        if what and what not in missing:
            closing = _ENDINGS[what].search(text, stop)
            if closing is None:
                missing.add(what)
            stop = closing.end() if closing else stop
        yield False, text[found.start() : stop]
        end = stop
    yield True, text[end:]
