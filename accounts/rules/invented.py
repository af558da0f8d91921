"""Invented members for load tests: names and dates made from a seed, nothing stored."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from accounts.rules.chance import stream
from accounts.rules.names import name_key

FIRST = (
    "Ada", "Alma", "Anton", "Bela", "Ben", "Birte", "Clara", "Daria", "David", "Edda", "Elif", "Emil",
    "Enno", "Fatma", "Finja", "Frieda", "Georg", "Greta", "Hanna", "Henrik", "Ida", "Ines", "Jakob",
    "Jana", "Jonas", "Karim", "Karla", "Kilian", "Lara", "Leon", "Linus", "Lotte", "Marek", "Merle",
    "Mila", "Nele", "Nils", "Oskar", "Paula", "Pia", "Quentin", "Rahel", "Robin", "Rosa", "Samir",
    "Silke", "Tilda", "Timo", "Ulla", "Victor", "Wanda", "Yara", "Zoe",
)  # fmt: skip
STEMS = (
    "Linden",
    "Eich",
    "Wald",
    "Stein",
    "Brunn",
    "Hasel",
    "Rot",
    "Fisch",
    "Mühl",
    "Born",
    "Erl",
    "Ahorn",
    "Moor",
)
ENDS = ("ner", "mann", "er", "berg", "bach", "feld", "hoff", "meyer", "stock", "brink", "horst", "au")
NICKS = (
    "Radler", "Nachtbus", "Teetasse", "Leuchtturm", "Kiesel", "Stellwerk", "Papierboot", "Regenrinne",
    "Zaungast", "Kettle", "Lantern", "Pebble", "Nightbus", "Paperboat", "Signalbox", "Wheelbarrow",
    "Halfmoon", "Rainbarrel",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Invented:
    """A member to be. The address is one that no mail reaches (RFC 2606)."""

    name: str
    key: str
    email: str
    language: str
    joined_at: datetime


def members(
    seed: int, *, count: int, first_number: int, taken: set[str], since: datetime, until: datetime
) -> Iterator[Invented]:
    """Yield `count` people whose names look like nobody else's; `taken` holds keys of names and grows.

    `first_number` stands in the first address, the next in the second.
    """
    chance = stream(seed, "members", first_number)
    span = (until - since).total_seconds()
    for number in range(first_number, first_number + count):
        name = _free(_name(chance), taken, chance)
        taken.add(name_key(name))
        yield Invented(
            name=name,
            key=name_key(name),
            email=f"member{number}@synthetic.example",
            language="de" if chance.random() < 0.7 else "en",
            joined_at=since + timedelta(seconds=int(span * chance.random() ** 1.5)),
        )


def _name(chance: Random) -> str:
    first, last = chance.choice(FIRST), chance.choice(STEMS) + chance.choice(ENDS)
    kind = chance.random()
    if kind < 0.45:
        return f"{first} {last}"
    if kind < 0.6:
        return f"{first} {last[0]}."
    if kind < 0.75:
        return f"{first}.{last}".lower()
    return chance.choice(NICKS) + str(chance.randint(2, 99))


def _free(name: str, taken: set[str], chance: Random) -> str:
    found, digits = name, 2
    while name_key(found) in taken:
        found = f"{name}{chance.randint(0, 10**digits)}"
        digits = min(digits + 1, 9)
    return found
