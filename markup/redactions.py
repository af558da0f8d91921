"""Words of a comment that moderators made unreadable: a mark in the source, a bar in the HTML.

A mark holds the reason and nothing of the words: `█personal-data█`. What a bar says is put in when it is
shown, in the language of the page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from html import escape

from markup.safe import SafeHTML, vouch

_BLOCK = "█"
_LOOKALIKE = "▉"  # what a block becomes that only looks like part of a mark
_MARK = re.compile(rf"{_BLOCK}([a-z][a-z-]{{0,38}}[a-z]){_BLOCK}")

# How a mark stands while Markdown is read. These count as letters there, as the words did that stood in its
# place, so the emphasis around it opens and closes as before; and no entity makes them.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
_NO_CHARACTERS = dict.fromkeys(map(ord, _OPEN + _CLOSE), "\ufffd")
_HELD = re.compile(f"{_OPEN}([a-z-]+){_CLOSE}")
_HELD_IN_ADDRESS = re.compile("%EF%B7%90([a-z-]+)%EF%B7%91")
_LINK = re.compile(r'<a href="([^"]*)"[^<>]*>(.*?)</a>', re.DOTALL)

_BAR = re.compile(r'<span class="redacted" data-why="([a-z-]+)">[^<]*</span>')
_BEGINS = '<span class="redacted" data-why="'

_TAG = re.compile(r"</?([a-z]+)(?=[ >])")
_HREF = re.compile(r'<a href="([^"]*)"')
# What may open or close markup, and so stays where it is when words around it go.
_SIGNS = re.compile(r"(?:^[ \t]*(?:[-+*>]|\d{1,9}[.)])(?=\s)|[*_`\[\]<>\\\n]|\]\(|\)(?=\s|$))+", re.MULTILINE)

type Span = tuple[int, int]


class CutsThroughMarkup(ValueError):
    """Without these words the rest of the text would get other emphasis, links or lists than it has."""


def mark_for(why: str) -> str:
    """Return what stands in a source for words that went for the reason `why`, a word of small letters."""
    return f"{_BLOCK}{why.replace('_', '-')}{_BLOCK}"


def marks_in(source: str) -> list[Span]:
    """Return where marks stand in a source."""
    return [found.span() for found in _MARK.finditer(source)]


def without_forged_marks(source: str, present: str = "") -> str:
    """Return a text that somebody typed, with no more marks than the `present` text of the comment has.

    Others become blocks that look alike and mean nothing: only moderators make words unreadable.
    """
    if _BLOCK not in source:
        return source
    left = Counter(_MARK.findall(present))

    def keep(found: re.Match[str]) -> str:
        left[found[1]] -= 1
        return found[0] if left[found[1]] >= 0 else found[0].replace(_BLOCK, _LOOKALIKE)

    return _MARK.sub(keep, source)


def rendered_with_bars(source: str, render: Callable[[str], str]) -> str:
    """Return the clean HTML that `render` makes of a source, with a bar for each mark in it.

    Links whose addresses hold marks are none any more.
    """
    if _BLOCK not in source or not _MARK.search(source):
        return render(source)
    held = _MARK.sub(rf"{_OPEN}\1{_CLOSE}", source.translate(_NO_CHARACTERS))
    return _HELD.sub(_bar, _LINK.sub(_without_address, render(held)))


def with_bars_said(html: SafeHTML, say: Callable[[str], str], language: Callable[[], str | None]) -> SafeHTML:
    """Return a comment whose bars say what `say` returns for their reason, in the `language` of the page.

    Hundreds of comments have none, so both are asked only where there is one.
    """
    if _BEGINS not in html:
        return html
    lang = f' lang="{escape(language() or "")}"'

    def said(bar: re.Match[str]) -> str:
        return f'<span class="redacted"{lang}>{escape(say(bar[1].replace("-", "_")))}</span>'

    return vouch(_BAR.sub(said, html))


def redacted(source: str, spans: Sequence[Span], why: str, render: Callable[[str], str]) -> str:
    """Return the source with marks in place of the spans, which are in order and do not overlap.

    The rest keeps its markup: signs within a span stay where that needs it. `render` makes HTML of a source.
    Raises CutsThroughMarkup where even that is not enough.
    """
    before = render(source)
    for replaced in (_whole, _between_signs):
        after = _with(source, spans, partial(replaced, mark=mark_for(why)))
        if _is_as_before(before, render(after)):
            return after
    raise CutsThroughMarkup


def _with(source: str, spans: Sequence[Span], change: Callable[[str], str]) -> str:
    parts, done = [], 0
    for start, end in spans:
        parts += [source[done:start], change(source[start:end])]
        done = end
    return "".join([*parts, source[done:]])


def _whole(words: str, mark: str) -> str:
    return mark


def _between_signs(words: str, mark: str) -> str:
    """Put the mark in place of each piece between signs of markup."""
    parts, done = [], 0
    for sign in _SIGNS.finditer(words):
        parts += [_piece(words[done : sign.start()], mark), sign[0]]
        done = sign.end()
    return "".join([*parts, _piece(words[done:], mark)])


def _piece(words: str, mark: str) -> str:
    bare = words.strip()
    return words.replace(bare, mark) if bare else words


def _is_as_before(before: str, after: str) -> bool:
    """Whether the same elements follow each other, and no link is new; links to the words may be gone."""
    return _elements(before) == _elements(after) and not Counter(_HREF.findall(after)) - Counter(
        _HREF.findall(before)
    )


def _elements(html: str) -> list[str]:
    return [tag[0] for tag in _TAG.finditer(html) if tag[1] not in {"a", "span"}]


def _bar(found: re.Match[str]) -> str:
    return f'{_BEGINS}{found[1]}">{_BLOCK * 5}</span>'


def _without_address(link: re.Match[str]) -> str:
    """A link whose address held the words keeps its own words, and says that something went."""
    address, words = link[1], link[2]
    gone = _HELD.search(address) or _HELD_IN_ADDRESS.search(address)
    if gone is None:
        return link[0]
    return words if _HELD.search(words) else f"{words} {_OPEN}{gone[1]}{_CLOSE}"
