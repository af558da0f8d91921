"""Sentences, comments and titles, put together from our own words."""

import re
from dataclasses import dataclass
from random import Random
from types import ModuleType

from . import english, german

LANGUAGES: dict[str, ModuleType] = {"de": german, "en": english}
LONGEST = 3_800  # characters; a comment may have a few more
PLACE_SLOTS = frozenset({"ort", "place"})
NUMBER_SLOTS = frozenset({"zahl", "number"})
_SLOT = re.compile(r"\{(\w+)\}")
_CODE = (
    "ping -c 4 192.0.2.1",
    "ip route show",
    "curl -I https://example.org/status",
    "traceroute example.net",
)


@dataclass(frozen=True)
class Writer:
    """Writes in one language by one stream of chance."""

    language: str
    chance: Random

    def filled(self, pattern: str) -> str:
        """Put words into the slots of a pattern; a slot with a capital begins with one."""
        return _SLOT.sub(self._word, pattern)

    def sentence(self) -> str:
        return self.filled(self.chance.choice(self._words.SENTENCES))

    def sentences(self, count: int) -> str:
        return " ".join(self.sentence() for _ in range(count))

    def place(self) -> str:
        return "".join(self.chance.choice(part) for part in self._words.PLACES)

    def title(self) -> str:
        title = self.filled(self.chance.choice(self._words.TITLES))
        return title[0].upper() + title[1:]

    def comment(self) -> str:
        """Write a comment in Markdown: a short answer mostly, a long complaint sometimes."""
        kind = self.chance.random()
        if kind < 0.45:
            text = self._short()
        elif kind < 0.80:
            text = self.sentences(self.chance.randint(3, 5))
        elif kind < 0.95:
            text = self._paragraphs(self.chance.randint(2, 4))
        else:
            text = self._paragraphs(self.chance.randint(5, 12))
        return self._with_markup(text)[:LONGEST].rstrip()

    def advertisement(self) -> str:
        shout = self.chance.choice(self._words.SHOUTS)
        return f"{shout} https://shop-{self.chance.randint(2, 999)}.example/ {shout}"

    @property
    def _words(self) -> ModuleType:
        return LANGUAGES[self.language]

    def _short(self) -> str:
        opening = self.chance.choice(self._words.OPENINGS)
        return opening if self.chance.random() < 0.2 else f"{opening} {self.sentence()}"

    def _paragraphs(self, count: int) -> str:
        return "\n\n".join(self.sentences(self.chance.randint(2, 4)) for _ in range(count))

    def _with_markup(self, text: str) -> str:
        kind = self.chance.random()
        if kind < 0.10:
            return f"> {self.sentence()}\n\n{text}"
        if kind < 0.15:
            entries = "\n".join(f"- {self.sentence()}" for _ in range(self.chance.randint(2, 5)))
            return f"{text}\n\n{entries}"
        if kind < 0.20:
            address = f"https://example.org/{self.chance.randint(1, 9999)}"
            return f"{text} [{self.place()}]({address})"
        if kind < 0.23:
            return f"{text}\n\n```\n{self.chance.choice(_CODE)}\n```"
        if kind < 0.30:
            return f"{text} **{self.sentence()}**"
        return text

    def _word(self, slot: re.Match[str]) -> str:
        name = slot[1]
        if name in PLACE_SLOTS:
            return self.place()
        if name in NUMBER_SLOTS:
            return str(self.chance.randint(2, 90))
        plain = name.lower()
        words = self.filled(self.chance.choice(self._words.WORDS[plain]))
        return words[0].upper() + words[1:] if name[0].isupper() else words
