"""Invented posts for load tests: plans made from a seed, nothing stored."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape
from random import Random

from accounts.rules.chance import stream
from blog.rules.states import PostState
from comments.rules.synthesis.writing import Writer

CATEGORIES = ("Netze", "Verkehr", "Wohnen", "Stadtleben", "Werkstatt", "Lesen")
SERIES = ("Warten auf Anschluss", "Ein Jahr ohne Auto", "Letters from the exchange")
TAGS = 60
_MORNING, _HOURS = 6, 15  # the newsroom publishes from six to nine in the evening


@dataclass(frozen=True, slots=True)
class PlannedPost:
    """A post to be. Numbers of category, series and tags are places in their lists."""

    title: str
    lead: str
    body: str
    language: str
    state: PostState
    at: datetime
    category: int
    tags: tuple[int, ...]
    series: int | None
    author: int
    guid: str
    sources: tuple[str, ...]


def tag_names(seed: int) -> list[str]:
    """Return names of places for tags, each once."""
    writer = Writer("de", stream(seed, "tags"))
    names: dict[str, None] = {}
    while len(names) < TAGS:
        names[writer.place()] = None
    return list(names)


def moments(seed: int, *, count: int, since: datetime, until: datetime) -> list[datetime]:
    """Return when the posts appear: by day, more of them in later years, the oldest first."""
    chance = stream(seed, "moments", count)
    days = (until - since).days - 1
    return sorted(_moment(chance, since, days) for _ in range(count))


def states(seed: int, *, count: int) -> list[PostState]:
    """Return the states of the posts: published but for a few drafts and a few that were withdrawn."""
    chance = stream(seed, "states", count)
    kinds = (PostState.DRAFT, PostState.IN_REVIEW, PostState.WITHDRAWN, PostState.PUBLISHED)
    return chance.choices(kinds, weights=(10, 5, 5, 980), k=count)


def planned_post(seed: int, name: object, *, at: datetime, authors: int, state: PostState) -> PlannedPost:
    """Plan one post; `name` chooses its chance."""
    chance = stream(seed, "post", name)
    writer = Writer("de" if chance.random() < 0.65 else "en", chance)
    return PlannedPost(
        title=writer.title(),
        lead=writer.sentences(2),
        body=_body(writer),
        language=writer.language,
        state=state,
        at=at,
        category=chance.randrange(len(CATEGORIES)),
        tags=tuple(sorted(chance.sample(range(TAGS), chance.randint(0, 5)))),
        series=chance.randrange(len(SERIES)) if chance.random() < 0.06 else None,
        author=chance.randrange(authors),
        guid=f"urn:resonanz:synthetic:{seed}:{name}",
        sources=(writer.place(),) if chance.random() < 0.3 else (),
    )


def _moment(chance: Random, since: datetime, days: int) -> datetime:
    day = int(days * chance.random() ** 0.7)
    minutes = 60 * _MORNING + chance.randrange(60 * _HOURS)
    return since + timedelta(days=day, minutes=minutes)


def _body(writer: Writer) -> str:
    """Three to twelve paragraphs with a heading, a quotation and a list here and there."""
    parts: list[str] = []
    for _ in range(writer.chance.randint(3, 12)):
        kind = writer.chance.random()
        if kind < 0.15:
            parts.append(f"<h2>{escape(writer.title())}</h2>")
        elif kind < 0.3:
            parts.append(f"<blockquote><p>{escape(writer.sentences(2))}</p></blockquote>")
        elif kind < 0.4:
            parts.append(f"<ul>{''.join(f'<li>{escape(writer.sentence())}</li>' for _ in range(4))}</ul>")
        parts.append(f"<p>{escape(writer.sentences(writer.chance.randint(3, 7)))}</p>")
    return "".join(parts)
