"""What is written in a post at one save, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from markup.characters import normalised, one_line

# Longest texts, in characters; the columns say the same. A body of 300,000 is a book of 150 pages.
LIMITS: Mapping[str, int] = {
    "title": 250,
    "lead": 1000,
    "body": 300_000,
    "guest": 80,
    "label": 200,
    "url": 500,
    "extract": 20_000,
}


class ContentRefused(ValueError):
    """Raised when a text is longer than its place. `field` names it, `limit` is in characters."""

    def __init__(self, field: str) -> None:
        self.field = field
        self.limit = LIMITS[field]
        super().__init__(f"{field} is longer than {self.limit} characters")


@dataclass(frozen=True)
class BylineEntry:
    """One author: a person by id, or a guest by name."""

    person_id: int | None = None
    guest: str = ""
    role: str = "author"


@dataclass(frozen=True)
class SourceEntry:
    """One public source. `kind` is a value of `blog.models.Source.Kind`."""

    kind: str
    label: str
    url: str = ""
    accessed_on: date | None = None
    extract: str = ""


@dataclass(frozen=True)
class PostContent:
    """Everything that an editor writes in a post. `body` is HTML of the editor, not yet sanitised."""

    title: str
    lead: str = ""
    body: str = ""
    language: str = "de"
    category_id: int | None = None
    series_id: int | None = None
    part: int | None = None
    cover_id: int | None = None
    tag_ids: tuple[int, ...] = ()
    bylines: tuple[BylineEntry, ...] = ()
    sources: tuple[SourceEntry, ...] = ()


def tidied(content: PostContent) -> PostContent:
    """Return the content as it is stored: one spelling of each letter, one line where a line is meant.

    Tags lose doubles and their order, a part without a series is dropped, nameless authors and sources
    without words as well. Raises ContentRefused for a text that is too long. The body is left to `markup`.
    """
    _within("body", content.body)
    tidy = replace(
        content,
        title=_line("title", content.title),
        lead=_within("lead", normalised(content.lead).strip()),
        part=content.part if content.series_id else None,
        tag_ids=tuple(sorted(set(content.tag_ids))),
        bylines=tuple(_byline(entry) for entry in content.bylines),
        sources=tuple(_source(entry) for entry in content.sources),
    )
    return replace(
        tidy,
        bylines=tuple(dict.fromkeys(entry for entry in tidy.bylines if entry.person_id or entry.guest)),
        sources=tuple(entry for entry in tidy.sources if entry.label or entry.url or entry.extract),
    )


def _byline(entry: BylineEntry) -> BylineEntry:
    return replace(entry, guest="" if entry.person_id else _line("guest", entry.guest))


def _source(entry: SourceEntry) -> SourceEntry:
    return replace(
        entry,
        label=_line("label", entry.label),
        url=_within("url", entry.url.strip()),
        extract=_within("extract", normalised(entry.extract).strip()),
    )


def _line(field: str, text: str) -> str:
    return _within(field, one_line(text))


def _within(field: str, text: str) -> str:
    if len(text) > LIMITS[field]:
        raise ContentRefused(field)
    return text
