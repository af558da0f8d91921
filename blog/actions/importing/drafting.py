"""An item becomes everything that is stored of a post or page, without storing anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo
from urllib.parse import unquote

from blog.actions.importing.report import ImportReport
from blog.rules.addresses import is_reserved, is_slug, slug_of
from blog.rules.content import LIMITS
from blog.rules.exports import digest
from blog.rules.states import PostState
from blog.rules.wordpress import Item
from blog.rules.wordpress.content import Converted
from blog.rules.wordpress.dates import moment_of
from blog.rules.wordpress.fates import fate_of
from blog.rules.wordpress.identity import fingerprint
from blog.rules.wordpress.losses import Loss
from markup import SafeHTML, clean_post, excerpt, text_of
from markup.characters import normalised

# Rises when the same file would give another text, so that posts nobody touched are made anew.
CONVERTER = 2
KNOWN_DOMAINS = frozenset({"category", "post_tag", "author"})


@dataclass(frozen=True, slots=True)
class Draft:
    """The text of an item as it is stored here, and where it wants to stand."""

    title: str
    lead: str
    body: SafeHTML
    slug: str
    state: PostState
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Source:
    """What is the same for all items of one export."""

    site: str
    language: str
    zone: tzinfo
    exported_at: datetime  # dates what is published without a date


def mark_of(item: Item, source: Source, converted: Converted, cover: str) -> str:
    """Return a text that changes with anything of an item that we keep, its comments apart.

    The pictures that were found belong to it: who imports again with their folder gets them shown.
    """
    return fingerprint(
        CONVERTER,
        source.language,
        *(item.title, item.text, item.excerpt, item.status, item.slug, item.author),
        *(item.date, item.date_gmt, item.password, item.labels),
        *(converted.pictures, cover),
    )


def date_of(item: Item, source: Source) -> datetime | None:
    """When an item was published there; None for a draft without a date."""
    found = moment_of(gmt=item.date_gmt, local=item.date, zone=source.zone, feed=item.published)
    is_published = fate_of(item).state is PostState.PUBLISHED
    return found or (source.exported_at if is_published else None)


def draft_of(item: Item, source: Source, report: ImportReport, converted: Converted) -> Draft:
    """Turn an item into our text and tell the report what changed on the way."""
    for loss, count in converted.losses.items():
        report.tell(loss, item.title, count)
    fate = fate_of(item)
    if fate.loss:
        report.tell(fate.loss, item.title)
    _tell_labels(item, report)
    body = clean_post(converted.html)
    report.tell(Loss.LONG_TEXT, item.title, number=len(body) > LIMITS["body"])
    at = date_of(item, source)
    undated = at == source.exported_at and at != moment_of(
        gmt=item.date_gmt, local=item.date, zone=source.zone, feed=item.published
    )
    report.tell(Loss.NO_DATE, item.title, number=undated)
    title = _title(item, body, report)
    return Draft(
        title=title,
        lead=_lead(item, report),
        body=body,
        slug=address_of(item, title),
        state=fate.state,
        at=at,
    )


def line_of(html: str) -> str:
    """Return the words of a title or name on one line. WordPress stores them as HTML."""
    has_marks = "<" in html or "&" in html
    return " ".join((text_of(html) if has_marks else normalised(html)).split())


def address_of(item: Item, title: str) -> str:
    """Return the slug that an item had if it can be one here, else one made from slug, title or number."""
    slug = unquote(item.slug).lower()
    if is_slug(slug) and not is_reserved(slug):
        return slug
    number = item.number[:20] if item.number.isascii() and item.number.isdecimal() else ""
    made = (slug_of(slug), slug_of(title), f"{item.kind}-{number or digest(item.link, item.title)[:8]}")
    # Of a slug in other letters, only its digits are left: that is no address for a reader.
    return next(each for each in made if any(map(str.isalpha, each)))


def _title(item: Item, body: SafeHTML, report: ImportReport) -> str:
    title = line_of(item.title)
    if not title:
        title = excerpt(body, 60) or "…"
        report.tell(Loss.NO_TITLE, title)
    report.tell(Loss.LONG_TITLE, title, number=len(title) > LIMITS["title"])
    return title[: LIMITS["title"]]


def _lead(item: Item, report: ImportReport) -> str:
    lead = text_of(item.excerpt).strip() if item.excerpt.strip() else ""
    report.tell(Loss.LONG_LEAD, item.title, number=len(lead) > LIMITS["lead"])
    return lead if len(lead) <= LIMITS["lead"] else excerpt(lead, LIMITS["lead"])


def _tell_labels(item: Item, report: ImportReport) -> None:
    foreign = {label.domain for label in item.labels} - KNOWN_DOMAINS
    report.tell(Loss.LABELS, ", ".join(sorted(foreign)), number=len(foreign))
    report.tell(Loss.STICKY, item.title, number=item.is_sticky)
