"""Letters that are taken for Latin ones, and words that mix them."""

from __future__ import annotations

import re
import unicodedata

# Cyrillic, Greek and Armenian small letters that most fonts draw like a Latin one, and the letter they pass
# for. Few on purpose: the whole table of Unicode Technical Standard 39 has thousands that deceive nobody.
LOOK_ALIKES = str.maketrans(
    {
        "а": "a", "в": "b", "с": "c", "ԁ": "d", "е": "e", "ё": "e", "һ": "h", "і": "i", "ї": "i", "ј": "j",
        "к": "k", "ӏ": "l", "м": "m", "н": "h", "о": "o", "р": "p", "ԛ": "q", "ѕ": "s", "т": "t", "у": "y",
        "ѵ": "v", "ԝ": "w", "х": "x", "α": "a", "ε": "e", "ι": "i", "κ": "k", "ν": "v", "ο": "o", "ρ": "p",
        "τ": "t", "υ": "u", "χ": "x", "օ": "o", "ո": "n", "ս": "u", "հ": "h",
    }
)  # fmt: skip

_LATIN = re.compile(r"[a-zA-Zß-öø-ž]")
_ALIKE = re.compile(f"[{''.join(map(chr, LOOK_ALIKES))}]", re.IGNORECASE)
_STYLED = re.compile(r"[\U0001d400-\U0001d7ff\uff21-\uff5a\u24b6-\u24e9\U0001f130-\U0001f189]")


def folded(word: str) -> str:
    """Return a small word with Latin letters in place of those that only look like them.

    A word all of whose letters are of another script stays as it is: it is Russian or Greek, not disguised.
    """
    return word.translate(LOOK_ALIKES) if is_mixed(word) else word


def is_mixed(word: str) -> bool:
    """Whether a word writes some of its Latin letters with others that look like them.

    Units and signs of science mix scripts as well ("kΩ", "µm"), but not with letters that deceive.
    """
    return bool(_ALIKE.search(word)) and bool(_LATIN.search(word)) and len(word) > 2


def is_styled(word: str) -> bool:
    """Whether a word is set in letters of formulas, circles or double width, which no word list knows."""
    return sum(1 for _ in _STYLED.finditer(word)) > 2 and unicodedata.normalize("NFKC", word).isascii()
