"""Where words stand in a text, and what becomes of places once they are gone. Pure: texts in, places out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from markup import marks_in
from markup.characters import normalised

MOST_WORDS: Final = 20  # lines in one decision
LONGEST_WORDS: Final = 200  # characters of one line
MOST_PLACES: Final = 200
BLACK: Final = "█████"  # in place of words in what moderators and reporters wrote

type Span = tuple[int, int]


@dataclass(frozen=True)
class Place:
    """Where words stand in a source, with some of what stands around them."""

    start: int
    end: int
    before: str
    words: str
    after: str

    @property
    def span(self) -> Span:
        return self.start, self.end


def phrases_of(typed: str) -> list[str]:
    """Return what was typed, one phrase a line, each once, in one spelling of its letters."""
    lines = (" ".join(line.split()) for line in normalised(typed).split("\n"))
    return list(dict.fromkeys(line for line in lines if line))


def spans_in(source: str, phrases: Iterable[str]) -> list[Span]:
    """Return where the phrases stand in a source, in order, overlapping ones joined.

    Capitals and the kind of space make no difference. A phrase that stands somewhere as whole words is
    looked for as such; one that only stands inside of words, there. What is redacted already holds no words.
    """
    gone = marks_in(source)
    found = [
        span
        for phrase in phrases
        for span in _spans_of(source, phrase)
        if not any(span[0] < end and start < span[1] for start, end in gone)
    ]
    return joined(found)


def joined(spans: Iterable[Span]) -> list[Span]:
    """Return spans in order, overlapping ones as one."""
    done: list[Span] = []
    for start, end in sorted(spans):
        if done and start < done[-1][1]:
            done[-1] = done[-1][0], max(end, done[-1][1])
        else:
            done.append((start, end))
    return done


def missing(phrases: Iterable[str], sources: Sequence[str]) -> list[str]:
    """Return the phrases that stand in none of these texts."""
    return [phrase for phrase in phrases if not any(spans_in(source, [phrase]) for source in sources)]


def places_of(source: str, spans: Iterable[Span], *, around: int = 32) -> list[Place]:
    """Return the spans with up to `around` characters on both sides, on one line each."""
    return [
        Place(
            start,
            end,
            before=_line(("…" if start > around else "") + source[max(start - around, 0) : start]),
            words=_line(source[start:end]),
            after=_line(source[end : end + around] + ("…" if end + around < len(source) else "")),
        )
        for start, end in spans
    ]


def blacked(text: str, phrases: Iterable[str], put: str = BLACK) -> str:
    """Return a plain text with `put` where the phrases stood."""
    parts, done = [], 0
    for start, end in spans_in(text, phrases):
        parts += [text[done:start], put]
        done = end
    return "".join([*parts, text[done:]])


def evidence_after(
    evidence: Sequence[Mapping[str, Any]], spans: Sequence[Span], put: int | None
) -> list[dict[str, Any]]:
    """Return stored findings with their places as they are once `put` characters stand for each span.

    Places that touch a span are dropped; so are all behind the first span where `put` is None: what stands
    there now has no one length.
    """
    return [dict(found) | {"spans": _moved(found["spans"], spans, put)} for found in evidence]


def _moved(places: Iterable[Sequence[int]], spans: Sequence[Span], put: int | None) -> list[list[int]]:
    moved = []
    for start, end in places:
        before = [gone for gone in spans if gone[0] < end]
        if any(start < gone_end for _start, gone_end in before) or (before and put is None):
            continue
        shift = sum((put or 0) - (gone_end - gone_start) for gone_start, gone_end in before)
        moved.append([start + shift, end + shift])
    return moved


def _spans_of(source: str, phrase: str) -> list[Span]:
    words = r"\s+".join(map(re.escape, phrase.split()))
    begins, ends = r"(?<!\w)" if _is_letter(phrase[0]) else "", r"(?!\w)" if _is_letter(phrase[-1]) else ""
    for pattern in (f"{begins}{words}{ends}", words):
        if found := [match.span() for match in re.finditer(pattern, source, re.IGNORECASE)]:
            return found
    return []


def _is_letter(character: str) -> bool:
    return bool(re.match(r"\w", character))


def _line(text: str) -> str:
    return " ".join(text.split("\n"))
