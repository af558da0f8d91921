"""Comments of an import."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from html import unescape
from itertools import batched

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

from blog.actions.importing.drafting import Source
from blog.actions.importing.people import People
from blog.actions.importing.report import ImportReport, Kind, Outcome
from blog.rules.wordpress import ForeignRemark, Item
from blog.rules.wordpress.dates import moment_of
from blog.rules.wordpress.fates import KNOWN_APPROVALS, state_of
from blog.rules.wordpress.identity import parent_key, remark_key, repeated
from blog.rules.wordpress.losses import Loss
from comments.actions.adopt import Adopted, ForeignComment, adopt_comments
from comments.models import Comment, Thread
from comments.rules.foreign import Ordered, in_order
from markup import COMMENT_LIMIT, comment_from_html
from markup.characters import one_line

LONGEST_NAME = 80
LONGEST_MAIL = 254
LONGEST_URL = 500
LOOKUP = 500  # ids asked for in one query
PINGS = frozenset({"pingback", "trackback"})

_is_web_address = URLValidator(schemes=["http", "https"])


class Remarks:
    """Turns the comments of items into ours and hands them to their thread."""

    def __init__(self, source: Source, people: People, report: ImportReport, now: datetime) -> None:
        self._source = source
        self._people = people
        self._report = report
        self._now = now

    def take_in(self, key: str, item: Item, thread: Thread | None, posted_with: datetime | None) -> None:
        """Store those comments of an item that are not there. `thread` is None in a dry run.

        `key` is the item's; a comment without a date gets `posted_with`. Comments that are there are left as
        they are, whatever the file says by now.
        """
        keys = _keys(key, item.remarks)
        there = _stored(keys)
        self._report.count(Kind.COMMENT, Outcome.UNCHANGED, len(there))
        fresh = [(k, r) for k, r in zip(keys, item.remarks, strict=True) if k not in there]
        if not fresh:
            return
        self._report.count(Kind.COMMENT, Outcome.NEW, len(fresh))
        self._report.comment_states.update(state_of(remark) for _, remark in fresh)
        self._report.tell(Loss.DOUBLED, item.title, sum("~" in k.rpartition("#")[2] for k, _ in fresh))
        records = [self._record(k, key, remark, posted_with) for k, remark in fresh]
        if thread is None:
            result: Adopted | Ordered = in_order(records, frozenset(there))
        else:
            result = adopt_comments(thread=thread, records=records, now=self._now)
        self._report.tell(Loss.ORPHANS, item.title, len(result.orphans))
        self._report.tell(Loss.CIRCLES, item.title, len(result.cycles))

    def _record(
        self, key: str, item_key: str, remark: ForeignRemark, posted_with: datetime | None
    ) -> ForeignComment:
        posted_at = moment_of(gmt=remark.date_gmt, local=remark.date, zone=self._source.zone)
        author = self._people.wrote(remark.person)
        name = one_line(unescape(remark.author))[:LONGEST_NAME]
        text = comment_from_html(remark.text)
        self._report.tell(Loss.REMARK_DATE, name, number=posted_at is None)
        self._report.tell(Loss.PINGS, name, number=remark.kind in PINGS)
        self._report.tell(Loss.REMARK_STATUS, name, number=remark.approved not in KNOWN_APPROVALS)
        self._report.tell(Loss.LONG_REMARK, name, number=len(text) > COMMENT_LIMIT)
        return ForeignComment(
            foreign_id=key,
            source=text,
            posted_at=posted_at or posted_with or self._now,
            state=state_of(remark),
            language=self._source.language,
            parent_foreign_id=parent_key(item_key, remark),
            author_id=author,
            guest_name=name,
            guest_mail=self._usable(remark.mail, LONGEST_MAIL, validate_email),
            guest_url=self._usable(_with_scheme(remark.url), LONGEST_URL, _is_web_address),
        )

    def _usable(self, text: str, longest: int, check: object) -> str:
        """Return a mail or web address of a guest, or "" and a word in the report."""
        if not text:
            return ""
        try:
            check(text)  # type: ignore[operator]
        except ValidationError:
            text += " " * longest
        if len(text) <= longest:
            return text
        self._report.tell(Loss.GUEST_DETAILS)
        return ""


def _with_scheme(address: str) -> str:
    return "" if address in {"http://", "https://"} else address


def _keys(item_key: str, remarks: Sequence[ForeignRemark]) -> list[str]:
    """Return the key of each comment; of several with one number the later ones get a name of their own."""
    times: Counter[str] = Counter()
    keys = []
    for remark in remarks:
        key = remark_key(item_key, remark)
        times[key] += 1
        keys.append(repeated(key, times[key]))
    return keys


def _stored(keys: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for chunk in batched(keys, LOOKUP):
        found.update(Comment.objects.filter(foreign_id__in=chunk).values_list("foreign_id", flat=True))  # type: ignore[arg-type]
    return found
