"""What a word is reduced to, so that its forms find each other.

German stems come from Snowball's German rules, which read "ae", "oe", "ue" and "ß" like ä, ö, ü and "ss". The
English rules know no umlauts, so a question asks for the spellings of them (`stems_asked`). What folding does
to "Israel", "neue" or "Poesie" is harmless: it does the same to the text and to the question.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from functools import lru_cache
from typing import Protocol

import snowballstemmer

GERMAN, ENGLISH = "de", "en"
LONGEST = 40  # characters of a stem; what is longer is no word that anybody types

_NAMES = {GERMAN: "german", ENGLISH: "english"}
_LETTERS = str.maketrans({"æ": "ä", "œ": "ö", "ø": "ö", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
_PLAIN = str.maketrans("äöü", "aou")
_SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_DIGRAPH = re.compile(r"(?<![aeiouq])(ue)|(ae|oe)")
_SHORTEST_WITH_DIGRAPH = 5  # letters: "poet" is not "pöt", "Mueller" is "Müller"
_UMLAUT = "\u0308"

_here = threading.local()  # a stemmer remembers the word it works on, so every thread has its own


class _Stemmer(Protocol):
    def stemWord(self, word: str, /) -> str: ...  # noqa: N802


@lru_cache(maxsize=20_000)
def folded(word: str) -> str:
    """Return a word in small letters without accents, umlauts apart, and with "ss" for "ß".

    Apostrophes are straight and stay; everything else that is no letter or digit goes.
    """
    word = unicodedata.normalize("NFKC", word).casefold().replace("’", "'").translate(_LETTERS)
    if not word.isascii():
        word = _without_accents(word)
    return "".join(sign for sign in word if sign.isalnum() or sign in "'" + _UMLAUT)


@lru_cache(maxsize=20_000)
def stem(word: str, language: str) -> str:
    """Return the stem under which a word of a text is kept. Empty if nothing of it can be found."""
    if language == GERMAN:
        return _stemmed(folded(word).replace("'", ""), GERMAN)
    return _stemmed(folded(word).translate(_PLAIN), ENGLISH)


def stems_asked(word: str, language: str) -> list[str]:
    """Return the stems that a word of a question means in texts of `language`, the likeliest first."""
    first = stem(word, language)
    if language == GERMAN:
        return [first]
    plain = folded(word)
    others = [plain.translate(_SPELLED)]
    if len(plain) >= _SHORTEST_WITH_DIGRAPH:
        others.append(_DIGRAPH.sub(lambda found: found[0][0], plain.translate(_PLAIN)))
    return list(dict.fromkeys([first, *(_stemmed(each.translate(_PLAIN), ENGLISH) for each in others)]))


def spelled(word: str) -> str:
    """Return a word as it is spelled without umlauts, accents and apostrophes: `stoerung`."""
    return folded(word).translate(_SPELLED).replace("'", "")


def _stemmed(word: str, language: str) -> str:
    word = word[:LONGEST]
    return _stemmer(language).stemWord(word).replace("'", "") if word else ""


def _stemmer(language: str) -> _Stemmer:
    name = _NAMES.get(language, "german")
    if not hasattr(_here, name):
        setattr(_here, name, snowballstemmer.stemmer(name))
    found: _Stemmer = getattr(_here, name)
    return found


def _without_accents(word: str) -> str:
    """Drop every combining sign except the two dots of ä, ö and ü."""
    kept: list[str] = []
    for sign in unicodedata.normalize("NFD", word):
        if not unicodedata.combining(sign) or (sign == _UMLAUT and kept and kept[-1] in "aou"):
            kept.append(sign)
    return unicodedata.normalize("NFC", "".join(kept))
