"""Comments as HTML: the template is rendered once for each kind of comment, then only its blanks are filled.

A page has hundreds of comments of a handful of kinds, and what differs between two of a kind are a dozen
words. Why so: docs/decisions/0006-printing-comments.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from functools import cached_property, lru_cache
from typing import NamedTuple
from urllib.parse import quote

from django.utils.formats import date_format, number_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import get_current_timezone
from django.utils.translation import get_language

from accounts.templatetags.people import face
from comments.addresses import name_in_address
from comments.models import Comment
from comments.people import prefix_of_language
from comments.places import FIRST, Wish
from comments.redactions import with_bars_in_words
from comments.rows import Fold, Row
from comments.rules import paths
from comments.rules.picks import words_seen
from comments.rules.said import Said
from comments.views import words
from comments.views.kinds import Kind, mould_for
from comments.views.spots import Spot
from markup import Mould, SafeHTML, fill, with_members_at


@dataclass(frozen=True)
class Sheet:
    """What all comments of a page share. `in_place`: htmx is there, so answers appear where they belong.

    `path` and `wish` are the address of the page, from which folds lead on. `apart`: the comments do not
    stand in their places. `pinned` is the id of the comment above them. `token` is that of the
    forms of editors, who `may_pick`, and of moderators.
    """

    thread_id: int
    in_place: bool
    may_moderate: bool
    path: str = ""
    wish: Wish = FIRST
    apart: bool = False
    may_pick: bool = False
    pinned: int | None = None
    token: str = ""

    @cached_property
    def here(self) -> str:
        """The address of the page, to come back to."""
        return quote(f"{self.path}{self.wish.query}#thread", safe="/")


class Tongue(NamedTuple):
    """What a page speaks: the language, the zone of its times, and with what its addresses begin."""

    language: str
    zone: tzinfo
    prefix: str


def printed(spots: Iterable[Spot], sheet: Sheet) -> SafeHTML:
    """Return the items of the list of comments, with the lists of answers inside of them."""
    tongue = _tongue()
    return fill(_row(spot, sheet, "item", tongue) for spot in spots)


def printed_alone(spot: Spot, sheet: Sheet) -> SafeHTML:
    """Return one comment without its place in a list."""
    return fill([_row(spot, sheet, "comment", _tongue())])


def printed_reaction(comment: Comment, count: int, *, given: bool, problem: str = "") -> SafeHTML:
    """Return the button by which a reader calls somebody else's comment useful, as it is after that.

    `problem` says beside it why nothing was changed.
    """
    kind = Kind(may_react=True, reacted=given, refused=bool(problem), liked=count > 0, in_place=True)
    blanks = {
        "id": comment.pk,
        "name": comment.speaker,
        "number": comment.number,
        "problem": problem,
        "reactions": number_format(count),
    }
    return fill([(mould_for("useful", get_language() or "", kind), blanks)])


def _tongue() -> Tongue:
    return Tongue(get_language() or "", get_current_timezone(), prefix_of_language())


def _row(spot: Spot, sheet: Sheet, part: str, tongue: Tongue) -> tuple[Mould, Mapping[str, object]]:
    said, fold = spot.row.comment, spot.row.fold
    if fold is not None:
        kind = Kind(fold=True, deeper=fold.deeper, in_place=sheet.in_place)
        blanks = _blanks_of_fold(fold, sheet)
    elif said is not None:
        kind = _kind_of(spot, said, sheet, tongue.language)
        blanks = _blanks_of(spot.row, said, tongue)
        blanks |= {"here": sheet.here, "next_new": spot.next_new, "token": sheet.token}
    elif spot.row.is_muted:
        kind = Kind(
            tombstone=True,
            muted=True,
            in_place=sheet.in_place,
            opens=spot.opens,
            nests=sheet.in_place and spot.nests,
        )
        number = spot.row.number
        blanks = {"id": spot.row.id, "number": number, "tombstone": words.muted_line(number)}
    else:
        kind = Kind(tombstone=True, opens=spot.opens, nests=sheet.in_place and spot.nests)
        blanks = {"number": spot.row.number, "tombstone": _tombstone(spot.row)}
    blanks["thread"], blanks["closes"] = sheet.thread_id, _ends(spot.closes)
    return mould_for(part, tongue.language, kind), blanks


def _blanks_of_fold(fold: Fold, sheet: Sheet) -> dict[str, object]:
    address = f"{sheet.path}{replace(sheet.wish, under=fold.under, after=fold.after).query}"
    return {
        "fold": address,
        "head": fold.head,
        "more": words.fold_line(fold),
        "name": fold.name,
        "number": fold.under,
        "under": fold.under,
    }


def _tombstone(row: Row) -> str:
    return words.tombstone_line(row.number, row.tombstone) if row.tombstone else ""


def _kind_of(spot: Spot, said: Said, sheet: Sheet, language: str) -> Kind:
    row = spot.row
    return Kind(
        waits=row.waiting_own,
        own=spot.own,
        fresh=spot.fresh,
        member=said.author_id is not None,
        badge=bool(row.role) and not said.office,
        answer=bool(row.answers_to),
        away=row.away,
        placed=sheet.apart,
        liked=row.reactions > 0,
        may_react=sheet.in_place and spot.may_react,
        reacted=row.reacted,
        foreign=said.language != language,
        to_reader=spot.to_reader,
        new=spot.new,
        leads=bool(spot.next_new),
        may_answer=spot.may_answer,
        in_place=sheet.in_place,
        may_moderate=sheet.may_moderate,
        opens=spot.opens,
        nests=sheet.in_place and spot.nests,
        below=paths.levels(row.path) > 1,
        edited=said.edited_at is not None,
        revised=said.revised,
        edit_waits=row.edit_waits,
        may_edit=spot.may_edit,
        official=bool(said.office),
        officially_answered=row.official is not None,
        picked=row.is_picked,
        may_mute=sheet.in_place and said.author_id is not None and not spot.own,
        may_pin=sheet.may_moderate and not spot.own and not row.waiting_own,
        pinned=sheet.may_moderate and sheet.pinned == said.id,
        may_pick=sheet.may_pick and not (spot.own or said.office or row.waiting_own),
    )


def _blanks_of(row: Row, said: Said, tongue: Tongue) -> dict[str, object]:
    language, name, posted = tongue.language, said.speaker, said.posted_at.astimezone(tongue.zone)
    level = paths.levels(row.path)
    return {
        "answered": row.answers_to or "",
        "answered_id": row.parent_id or "",
        "badge": words.office_label(said.office) or (words.badge_for([row.role]) if row.role else ""),
        "face": face(said.author_id, said.picture),
        "html": with_bars_in_words(with_members_at(said.html, tongue.prefix)),
        "id": said.id,
        "iso": posted.isoformat(timespec="seconds"),
        "language": said.language,
        "level": level,
        "name": name,
        "number": row.number,
        "seq": row.public_seq or "",
        "official_id": row.official[0] if row.official else "",
        "official_number": row.official[1] if row.official else "",
        "parent": row.answers_to or (paths.last_number(row.path[: -paths.DIGITS]) if level > 1 else ""),
        "reactions": number_format(row.reactions) if row.reactions else "",
        "profile": name_in_address(name),
        "submission": said.submission or "",
        "waits": words.why_it_waits(row.reason) if row.waiting_own else "",
        "words": words_seen(said.edited_at),
        "when": _moment(language, posted.replace(tzinfo=None, second=0, microsecond=0)),
    } | _edited(posted, said.edited_at, language)


def _edited(posted: datetime, edited_at: datetime | None, language: str) -> dict[str, object]:
    """When it was edited; on the day of the comment the time alone says it."""
    if edited_at is None:
        return {}
    edited = edited_at.astimezone(posted.tzinfo)
    minute = edited.replace(tzinfo=None, second=0, microsecond=0)
    same_day = edited.date() == posted.date()
    return {"edited_when": _time(language, minute) if same_day else _moment(language, minute)}


@lru_cache(maxsize=4096)
def _moment(language: str, minute: datetime) -> str:
    """A local minute in a language, which is the one spoken now; short, so that a name has room beside it."""
    return date_format(minute, "SHORT_DATETIME_FORMAT")


@lru_cache(maxsize=4096)
def _time(language: str, minute: datetime) -> str:
    return date_format(minute, "TIME_FORMAT")


@lru_cache(maxsize=64)
def _ends(lists: int) -> SafeString:
    return format_html_join("", "</ol></li>{}", (("",),) * lists)
