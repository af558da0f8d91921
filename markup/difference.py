"""The words that changed between two texts (C6, E4)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from markup.reading import tokens
from markup.safe import SafeHTML

# Comparing costs about the product of both lengths. Beyond this the coarser step decides alone, so that
# 100,000 characters on each side, whatever they are, stay within two seconds.
MOST_COMPARISONS = 1_000_000

# Among few words SequenceMatcher also looks at those that stand there again and again, each time anew for
# each stretch. So many equal words over there for each word here are no prose, which has two or three.
FEW = 200
MOST_REPEATED = 6
SHORT = 50  # words, among which nothing takes long

_BLOCKS = frozenset(
    {
        "blockquote",
        "caption",
        "figcaption",
        "figure",
        "h2",
        "h3",
        "h4",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "tr",
        "ul",
    }
)
_WORDS = re.compile(r"\s*\S+|\s+")
_SENTENCES = re.compile(r"(?:[^.!?…]|[.!?…](?!\s)){1,400}[.!?…]*\s*|.", re.DOTALL)


class Kind(StrEnum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Piece:
    """Some words that are in both texts or in one of them."""

    kind: Kind
    text: str

    @property
    def words(self) -> str:
        """The text without the space before it, which nobody added or removed; of mere space all of it."""
        return self.text.lstrip() or self.text

    @property
    def space(self) -> str:
        """What stands before `words`."""
        return self.text[: len(self.text) - len(self.words)]


@dataclass(frozen=True)
class Block:
    """One paragraph of the difference."""

    pieces: tuple[Piece, ...]

    @property
    def changed(self) -> bool:
        return any(piece.kind is not Kind.SAME for piece in self.pieces)


def difference(old: Sequence[str], new: Sequence[str]) -> list[Block]:
    """Compare two lists of paragraphs; the result reads from the first word to the last."""
    blocks: list[Block] = []
    for same, before, after in _runs(old, new):
        if same:
            blocks += [Block((Piece(Kind.SAME, text),)) for text in before]
        else:
            blocks += _changed_paragraphs(before, after)
    return blocks


def words_changed(blocks: Sequence[Block]) -> tuple[int, int]:
    """Return how many words were added and how many were removed."""
    counts = dict.fromkeys(Kind, 0)
    for block in blocks:
        for piece in block.pieces:
            counts[piece.kind] += len(piece.text.split())
    return counts[Kind.ADDED], counts[Kind.REMOVED]


def paragraphs_of(body: SafeHTML) -> list[str]:
    """Return a text as plain paragraphs: links say where they lead, pictures what they are."""
    paragraphs: list[list[str]] = [[]]
    addresses: list[str] = []
    for token in tokens(body):
        if token.name in _BLOCKS:
            paragraphs.append([])
        elif token.name in {"td", "th"}:
            paragraphs[-1].append("\t")
        elif token.name == "br":
            paragraphs[-1].append("\n")
        elif token.name == "img":
            paragraphs[-1].append(f"[{token.attribute('alt')} – {token.attribute('src')}]")
        elif token.name == "a" and token.is_end:
            paragraphs[-1].append(_where_it_leads("".join(paragraphs[-1]), addresses))
        elif token.name == "a":
            addresses.append(token.attribute("href"))
        else:
            paragraphs[-1].append(token.text)
    whole = ("".join(parts).strip() for parts in paragraphs)
    return [paragraph for paragraph in whole if paragraph]


def _where_it_leads(said: str, addresses: list[str]) -> str:
    """Return the address of the link that ends here in parentheses; `said` is the paragraph up to its end."""
    if not addresses:
        return ""
    address = addresses.pop()
    is_name = said.rpartition("@")[2] and address.startswith("/members/")
    return "" if said.endswith(address) or is_name else f" ({address})"


def _changed_paragraphs(before: Sequence[str], after: Sequence[str]) -> Iterator[Block]:
    """Compare paragraph with paragraph as far as both sides go; the rest is new or gone."""
    if len(before) != len(after):
        before, after, rest = _paired(before, after)
    else:
        rest = []
    for old, new in zip(before, after, strict=True):
        yield Block(tuple(_changed_words(old, new)))
    yield from rest


def _paired(before: Sequence[str], after: Sequence[str]) -> tuple[Sequence[str], Sequence[str], list[Block]]:
    both = min(len(before), len(after))
    gone = [Block((Piece(Kind.REMOVED, text),)) for text in before[both:]]
    come = [Block((Piece(Kind.ADDED, text),)) for text in after[both:]]
    return before[:both], after[:both], gone + come


def _changed_words(old: str, new: str) -> Iterator[Piece]:
    old_words, new_words = _WORDS.findall(old), _WORDS.findall(new)
    if len(old_words) * len(new_words) <= MOST_COMPARISONS:
        yield from _pieces(_runs(old_words, new_words))
        return
    for same, before, after in _runs(_SENTENCES.findall(old), _SENTENCES.findall(new)):
        if same:
            yield Piece(Kind.SAME, "".join(before))
        else:
            runs = _runs(_WORDS.findall("".join(before)), _WORDS.findall("".join(after)))
            yield from _pieces(runs)


type Run = tuple[bool, Sequence[str], Sequence[str]]


def _pieces(runs: Iterator[Run]) -> Iterator[Piece]:
    for same, before, after in runs:
        if same:
            yield Piece(Kind.SAME, "".join(before))
            continue
        if before:
            yield Piece(Kind.REMOVED, "".join(before))
        if after:
            yield Piece(Kind.ADDED, "".join(after))


def _runs(old: Sequence[str], new: Sequence[str]) -> Iterator[Run]:
    """Yield what both have in common and what differs, in turn. What is too long to compare differs."""
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    if start:
        yield True, old[:start], new[:start]
    yield from _compared(old[start : len(old) - end], new[start : len(new) - end])
    if end:
        yield True, old[len(old) - end :], new[len(new) - end :]


def _compared(old: Sequence[str], new: Sequence[str]) -> Iterator[Run]:
    if not old and not new:
        return
    if not old or not new or _is_too_much(old, new):
        yield False, old, new
        return
    matcher = SequenceMatcher(None, old, new)
    for name, from_old, to_old, from_new, to_new in matcher.get_opcodes():
        yield name == "equal", old[from_old:to_old], new[from_new:to_new]


def _is_too_much(old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether comparing would take long: both are long, or the same words stand in both over and over."""
    if len(old) * len(new) > MOST_COMPARISONS:
        return True
    if len(new) >= FEW:
        return False
    here, there = Counter(old), Counter(new)
    matches = sum(count * there[word] for word, count in here.items())
    return matches > MOST_REPEATED * max(len(old), len(new), SHORT)


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    count = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        count += 1
    return count
