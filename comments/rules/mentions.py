"""Who is addressed in a comment: people of the thread, by their names, a few of them (C9)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from accounts.rules.names import LONGEST, SHORTEST, name_key
from markup import beginnings

MOST = 5  # people in one comment
SHOWN = 8  # names offered while one is typed


class Speaker(NamedTuple):
    """Somebody who speaks in a thread, and the address of the page about them."""

    id: int
    address: str


@dataclass(frozen=True)
class Addressed:
    """What a text comes to. `links`: addresses of names as typed, for the renderer; empty ones stay plain.

    `people`: whom it addresses, by id, in the order of the text. `left_out`: names beyond the first `MOST`.
    """

    links: Mapping[str, str] = field(default_factory=dict)
    people: tuple[int, ...] = ()
    left_out: tuple[str, ...] = ()


def keys_of(tails: Iterable[str]) -> set[str]:
    """Return the keys of all names that may be meant by what stands behind the signs."""
    return {key for tail in tails for name in _names(tail) if len(key := name_key(name)) >= SHORTEST}


def addressed(tails: Iterable[str], speakers: Mapping[str, Speaker]) -> Addressed:
    """Choose the longest known name behind each sign; `speakers` are known by keys of names."""
    links: dict[str, str] = {}
    people: list[int] = []
    left_out: list[str] = []
    for tail in tails:
        for name in _names(tail):
            if (speaker := speakers.get(name_key(name))) is None:
                continue
            if speaker.id in people or len(people) < MOST:
                links[name] = speaker.address
                people += [speaker.id] if speaker.id not in people else []
            else:
                links[name] = ""
                left_out += [name] if name not in left_out else []
            break
    return Addressed(links, tuple(people), tuple(left_out))


def _names(tail: str) -> list[str]:
    return [name for name in beginnings(tail) if len(name) <= LONGEST]
