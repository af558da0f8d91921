"""A text as the checks read it: words in one spelling, links, and a key for texts that say the same."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from comments.rules.spam.letters import folded

LONGEST_ENDING = 24
KEPT = 20  # letters of a word whose spelling is remembered
SHORTEST_REPEAT = 20  # letters and digits; shorter texts are the same by chance

# Words may hide signs that nobody sees: soft hyphens, zero-width spaces and joiners, combining marks.
_UNSEEN = "\u00ad\u0300-\u036f\u200b-\u200f\u2060\ufe0f\ufeff"
_WORD = re.compile(rf"[^\W_]++(?:[{_UNSEEN}]++[^\W_]*+)*+")
_NO_UNSEEN = re.compile(f"[{_UNSEEN}]+")
_DOTTED = re.compile(r"[^\W_][\w.-]*+")
_SCHEME = re.compile(r"https?://$", re.IGNORECASE)
_REST = re.compile(r"(?::\d{1,5})?(?:[/?#][^\s<>()\[\]\"']*)?")
# What people leave out the scheme for; "gut.Ich" without a space is no link.
_ENDINGS = frozenset({
    "at", "be", "biz", "ch", "club", "co", "com", "de", "eu", "fr", "info", "io", "it", "ly", "me", "net",
    "nl", "online", "org", "pl", "ru", "shop", "site", "store", "tk", "top", "tv", "uk", "us", "xyz",
})  # fmt: skip


class Word(NamedTuple):
    """A word in one spelling, and where it stands in the text."""

    key: str
    start: int
    end: int


class Link(NamedTuple):
    """An address in a text: its host in small letters without `www.`, and where the whole of it stands.

    `sure`: it has a scheme, or an ending that is common in addresses.
    """

    host: str
    start: int
    end: int
    sure: bool


def words_in(text: str) -> list[Word]:
    """Return the words of a text in one spelling each: small, composed, no unseen signs, no look-alikes."""
    return [
        Word(_kept_key(said) if len(said := found.group()) <= KEPT else word_key(said), *found.span())
        for found in _WORD.finditer(text)
    ]


def word_key(word: str) -> str:
    """Return the spelling by which a word is compared."""
    if word.isascii():  # what nobody sees is not
        return word.lower()
    bare = _NO_UNSEEN.sub("", word)
    return bare.lower() if bare.isascii() else folded(unicodedata.normalize("NFKC", bare).casefold())


_kept_key = lru_cache(maxsize=20_000)(word_key)  # most words of a text stood in many others


def links_in(text: str) -> list[Link]:
    """Return everything in a text that reads as an address of a site."""
    return [link for found in _DOTTED.finditer(text) if "." in found.group() and (link := _link(text, found))]


def _link(text: str, found: re.Match[str]) -> Link | None:
    """Return the address whose host was found, or None where it is none, or one of a mail."""
    name = found.group().rstrip("._-").lower()
    ending = name.rpartition(".")[2]
    if "." not in name or ".." in name or not (ending.isalpha() and 2 <= len(ending) <= LONGEST_ENDING):
        return None
    start, host_end = found.start(), found.start() + len(name)
    before = _SCHEME.search(text, max(start - 8, 0), start)
    if text[start - 1 : start] == "@" and not before:
        return None
    rest = _REST.match(text, host_end)
    end = (
        host_end + len(rest.group().rstrip(".,;:!?")) if rest else host_end
    )  # what ends a sentence is no part
    host = name.removeprefix("www.")
    sure = bool(before) or host != name or ending in _ENDINGS
    return Link(host, before.start() if before else start, end, sure)


@dataclass(frozen=True)
class Reading:
    """A text taken apart, once for everybody who looks at it."""

    text: str

    @cached_property
    def words(self) -> list[Word]:
        return words_in(self.text)

    @cached_property
    def hosts(self) -> list[Link]:
        """Everything that could be an address."""
        return links_in(self.text)

    @cached_property
    def key(self) -> int | None:
        """One number for all texts that say the same in other spelling, or None for short ones.

        Capitals, punctuation, spaces and look-alike letters make no difference.
        """
        said = " ".join([word.key for word in self.words])
        return None if len(said) < SHORTEST_REPEAT else number_of(said)


def text_key(text: str) -> int | None:
    """Return the key of a text that is looked at for nothing else."""
    return Reading(text).key


def number_of(text: str, of: str = "text") -> int:
    """Return a signed number of 64 bits for a text; it does not lead back to its words."""
    hashed = _begun(of).copy()
    hashed.update(text.encode(errors="replace"))
    return int.from_bytes(hashed.digest(), signed=True)


@cache
def _begun(of: str) -> hashlib.blake2b:
    """What is the same for all numbers of a kind."""
    return hashlib.blake2b(digest_size=8, person=of.encode())
