"""Comments of other systems: HTML to our Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from markup.addresses import is_foreign
from markup.characters import normalised
from markup.comments import render_comment
from markup.plain import CELLS, LINES, PARAGRAPHS, text_of
from markup.posts import clean_post
from markup.reading import Token, tokens

_VOID = {"br": "\n", "hr": "\n\n", "img": ""}
_RAW = frozenset({"code", "pre"})

# Only what Markdown would read as a mark; the bars inside snake_case, say, stay as they are.
_MARK = re.compile(r"[*`\[\]]|(?<![^\W_])_|_(?![^\W_])|&(?=[#\w])|<(?=[A-Za-z])|\\(?=[!-/:-@\[-`{-~\n]|\Z)")
_LINE_MARK = re.compile(r"^([^\S\n]*)(\d{0,9})(?=[.)](?:\s|$)|(?<!\d)(?:[-+](?:\s|$)|>|~~~))", re.MULTILINE)
_BETWEEN_ITEMS = re.compile(r"\n\n(?=- |\d+\. )")
_TRAILING_SPACE = re.compile(r"(?<![^\S\n])[^\S\n]++$", re.MULTILINE)
_WIDE_GAP = re.compile(r"\n{3,}")
_PARAGRAPH = re.compile("<p[ >]")
_STRESS = re.compile(r"</?(?:em|strong)[^<>]*>")
_BACKTICKS = re.compile("`+")
_IN_ADDRESS = str.maketrans({" ": "%20", "\\": "%5C", "<": "%3C", ">": "%3E", "&": "&amp;"})

# Stands in an empty line of code, so that the line is not taken for a gap between paragraphs. The sanitiser
# drops this character, so the text itself never has it.
_EMPTY_LINE = "\0"


def comment_from_html(html: str) -> str:
    """Return Markdown that `render_comment` turns into the words of `html`, with the marks we have.

    Where `html` has no paragraphs, newlines are line breaks, as WordPress shows them. What looks like
    Markdown is escaped. Marks that would cost or add a word are left out.
    """
    clean = clean_post(html)
    words = _words(clean)
    for source in map(_with_marks, (clean, _STRESS.sub("", clean))):
        if _words(render_comment(source)) == words:
            return source
    return normalised(_literal(text_of(clean)))


def _words(html: str) -> list[str]:
    return normalised(text_of(html)).split()


def _with_marks(html: str) -> str:
    has_paragraphs = _PARAGRAPH.search(html) is not None
    writer = _Writer(spaces=re.compile(r"\s+" if has_paragraphs else r"[^\S\n]+"))
    for token in tokens(html if has_paragraphs else html.replace("<br>\n", "\n")):
        writer.add(token)
    return normalised(_tidy("".join(writer.frames[0].parts)).replace(_EMPTY_LINE, ""))


def _literal(text: str) -> str:
    """Escape `text` so that it stands for itself."""
    return _LINE_MARK.sub(r"\1\2\\", _MARK.sub(r"\\\g<0>", text))


def _tidy(text: str) -> str:
    return _WIDE_GAP.sub("\n\n", _TRAILING_SPACE.sub("", text)).strip()


@dataclass
class _Frame:
    """An element that is still open, with the Markdown of its contents so far."""

    name: str = ""
    address: str = ""
    number: int = 1
    parts: list[str] = field(default_factory=list)


class _Writer:
    """Writes each element when it ends; the tokens come from the sanitiser, so each does."""

    def __init__(self, spaces: re.Pattern[str]) -> None:
        self.spaces = spaces
        self.frames = [_Frame()]

    def add(self, token: Token) -> None:
        if not token.name:
            self._text(token.text)
        elif token.name in _VOID:
            self.frames[-1].parts.append(_VOID[token.name])
        elif token.is_end:
            self._end()
        else:
            start = token.attribute("start")
            number = int(start) if start.isdigit() else 1
            self.frames.append(_Frame(token.name, token.attribute("href"), number))

    def _text(self, text: str) -> None:
        is_raw = any(frame.name in _RAW for frame in self.frames)
        self.frames[-1].parts.append(text if is_raw else _literal(self.spaces.sub(" ", text)))

    def _end(self) -> None:
        frame = self.frames.pop()
        parent = self.frames[-1]
        content = "".join(frame.parts)
        if frame.name == "li" and parent.name in {"ol", "ul"}:
            parent.parts.append(_item(content, parent))
        elif any(outer.name in _RAW or outer.name == frame.name in {"em", "strong"} for outer in self.frames):
            parent.parts.append(content)
        else:
            parent.parts.append(_written(frame, content))


def _written(frame: _Frame, content: str) -> str:
    """Return the Markdown of an element; one that we have no mark for keeps its place on the page."""
    if frame.name in _MARKED:
        return _MARKED[frame.name](content, frame)
    if frame.name in PARAGRAPHS or frame.name == "li":
        return f"\n\n{content}\n\n"
    if frame.name in LINES:
        return f"\n{content}\n"
    return f"{content} " if frame.name in CELLS else content


def _parted(content: str) -> tuple[str, str, str]:
    """Part the words from the white space around them."""
    words = content.strip()
    before, _, after = content.partition(words) if words else (content, "", "")
    return before, words, after


def _lines(words: str, joint: str) -> str:
    return joint.join(line.strip() for line in words.split("\n") if line.strip())


def _stressed(content: str, frame: _Frame) -> str:
    """Set marks close to the words, where alone they count, and let no blank line part them."""
    before, words, after = _parted(content)
    mark = "*" if frame.name == "em" else "**"
    return f"{before}{mark}{_lines(words, '\n')}{mark}{after}" if words else content


def _link(content: str, frame: _Frame) -> str:
    before, words, after = _parted(content)
    if not words or not is_foreign(frame.address):
        return content
    address = frame.address.translate(_IN_ADDRESS)
    link = f"<{address}>" if words == _literal(address) else f"[{_lines(words, ' ')}](<{address}>)"
    return f"{before}{link}{after}"


def _code(content: str, frame: _Frame) -> str:
    words = " ".join(content.split())
    fence = _fence(words, least=1)
    space = " " if words.startswith("`") or words.endswith("`") else ""
    return f"{fence}{space}{words}{space}{fence}" if words else content


def _code_block(content: str, frame: _Frame) -> str:
    lines = content.strip("\n").split("\n")
    fence = _fence(content, least=3)
    return "\n".join(["\n", fence, *(line if line.strip() else _EMPTY_LINE for line in lines), fence, "\n"])


def _quotation(content: str, frame: _Frame) -> str:
    return f"\n\n> {_tidy(content).replace('\n', '\n> ')}\n\n"


def _list(content: str, frame: _Frame) -> str:
    return f"\n\n{_BETWEEN_ITEMS.sub('\n', _tidy(content))}\n\n"


_MARKED: dict[str, Callable[[str, _Frame], str]] = {
    "a": _link,
    "blockquote": _quotation,
    "code": _code,
    "em": _stressed,
    "ol": _list,
    "pre": _code_block,
    "strong": _stressed,
    "ul": _list,
}


def _item(content: str, parent: _Frame) -> str:
    mark = "- " if parent.name == "ul" else f"{parent.number}. "
    parent.number += 1
    return f"\n{mark}{_tidy(content).replace('\n', '\n' + ' ' * len(mark))}\n"


def _fence(text: str, least: int) -> str:
    """Return a run of backticks that `text` does not hold."""
    longest = max(map(len, _BACKTICKS.findall(text)), default=0)
    return "`" * max(least, longest + 1)
