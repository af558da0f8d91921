"""Paragraphs for texts of the classic editor, which stores empty lines and fills them in at every visit.

One pass over the marks, in time proportional to the length, whatever the text.
"""

from __future__ import annotations

import re

_MARK = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)\b[^<>]*>")
_EMPTY_LINE = re.compile(r"\n[ \t\xa0]*\n\s*")
_ADDRESS = re.compile(r"https?://[^\s<>\"']{1,2000}")

# Their contents are theirs: neither paragraphs nor line breaks are made in them.
_RAW = frozenset({"pre", "script", "style", "textarea", "svg", "math", "object", "select"})
# They hold paragraphs.
_FLOW = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "details",
        "div",
        "fieldset",
        "footer",
        "form",
        "header",
        "main",
        "nav",
        "section",
    ]
)
# They hold text, and end a paragraph before them.
_TEXT = frozenset(
    [
        "caption",
        "dd",
        "dt",
        "figcaption",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "legend",
        "li",
        "p",
        "summary",
        "td",
        "th",
    ]
)
# They only arrange others.
_FRAME = frozenset(
    ["colgroup", "dl", "figure", "hgroup", "hr", "ol", "table", "tbody", "tfoot", "thead", "tr", "ul"]
)
_BLOCKS = _RAW | _FLOW | _TEXT | _FRAME
_VOID = frozenset({"hr"})


def paragraphs(text: str) -> str:
    """Return `text` with `<p>` around what empty lines part, and `<br>` at the ends of other lines.

    A line that is nothing but a web address becomes a link: WordPress shows there what it leads to.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    writer = _Writer()
    end = 0
    for mark in _MARK.finditer(text):
        writer.text(text[end : mark.start()])
        writer.mark(mark[0], mark[2].lower(), is_end=bool(mark[1]))
        end = mark.end()
    writer.text(text[end:])
    return writer.whole()


class _Writer:
    def __init__(self) -> None:
        self._done: list[str] = []
        self._line: list[str] = []  # the paragraph that is being collected
        self._has_words = False
        self._open: list[str] = []

    def text(self, text: str) -> None:
        if not text:
            return
        holder = self._open[-1] if self._open else ""
        if holder in _RAW or holder in _FRAME:
            self._done.append(text)
        elif holder in _TEXT:
            self._done.append(
                _EMPTY_LINE.sub("<br><br>", text).replace("\n", "<br>\n") if text.strip() else text
            )
        else:
            first, *others = _EMPTY_LINE.split(text)
            self._add(first)
            for part in others:
                self._flush()
                self._add(part)

    def mark(self, mark: str, name: str, *, is_end: bool) -> None:
        inside = self._open[-1] if self._open else ""
        if inside in _RAW and not (is_end and name == inside):
            self._done.append(mark)
        elif name not in _BLOCKS:
            self._inline(mark, name, inside)
        else:
            self._flush()
            self._done.append(mark)
            self._step(name, is_end=is_end)

    def whole(self) -> str:
        self._flush()
        return "".join(self._done)

    def _inline(self, mark: str, name: str, inside: str) -> None:
        if inside in _TEXT or inside in _FRAME:
            self._done.append(mark)
            return
        self._line.append(mark)
        self._has_words = self._has_words or name in {"img", "iframe", "video", "audio", "embed"}

    def _step(self, name: str, *, is_end: bool) -> None:
        if not is_end:
            if name not in _VOID:
                self._open.append(name)
        elif name in self._open[-40:]:
            while self._open.pop() != name:
                pass

    def _add(self, text: str) -> None:
        self._line.append(text)
        self._has_words = self._has_words or bool(text.strip())

    def _flush(self) -> None:
        line, self._line = "".join(self._line).strip(), []
        if self._has_words:
            self._done.append(f"<p>{_with_breaks(line)}</p>\n")
        else:
            self._done.append(line)
        self._has_words = False


def _with_breaks(paragraph: str) -> str:
    lines = (linked(line.strip()) for line in paragraph.split("\n"))
    return "\n".join(line if line.endswith(("<br>", "<br/>", "<br />")) else f"{line}<br>" for line in lines)[
        :-4
    ]


def linked(line: str) -> str:
    """Return a line that is nothing but a web address as a link, any other as it is."""
    return f'<a href="{line}">{line}</a>' if _ADDRESS.fullmatch(line) else line
