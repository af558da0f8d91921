"""Comments of an import."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime

from blog.actions.importing.drafting import Source
from blog.actions.importing.guests import marked_as_guest, name_of_guest, usable_mail, usable_url
from blog.actions.importing.people import People
from blog.actions.importing.report import ImportReport, Kind, Outcome
from blog.rules.exports import repeated
from blog.rules.wordpress import ForeignRemark, Item
from blog.rules.wordpress.dates import moment_of
from blog.rules.wordpress.fates import KNOWN_APPROVALS, PINGS, state_of
from blog.rules.wordpress.identity import parent_key, remark_key
from blog.rules.wordpress.losses import Loss
from comments.actions.adopt import Adopted, ForeignComment, adopt_comments, adopted
from comments.models import Thread
from comments.rules.foreign import Ordered, in_order
from markup import COMMENT_LIMIT, comment_from_html


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
        talk = [remark for remark in item.remarks if remark.kind not in PINGS]
        keys = _keys(key, talk)
        there = adopted(keys)
        self._report.count(Kind.COMMENT, Outcome.UNCHANGED, len(there))
        self._report.tell(Loss.PINGS, item.title, len(item.remarks) - len(talk))
        fresh = [(k, r) for k, r in zip(keys, talk, strict=True) if k not in there]
        if not fresh:
            return
        self._report.count(Kind.COMMENT, Outcome.NEW, len(fresh))
        self._report.comment_states.update(state_of(remark) for _, remark in fresh)
        self._report.tell(Loss.DOUBLED, item.title, sum("~" in k.rpartition("#")[2] for k, _ in fresh))
        pings = {remark_key(key, remark) for remark in item.remarks if remark.kind in PINGS}
        records = [self._record(k, key, remark, posted_with, pings) for k, remark in fresh]
        if thread is None:
            result: Adopted | Ordered = in_order(records, frozenset(there))
        else:
            result = adopt_comments(thread=thread, records=records, now=self._now)
        self._report.tell(Loss.ORPHANS, item.title, len(result.orphans))
        self._report.tell(Loss.CIRCLES, item.title, len(result.cycles))

    def _record(
        self,
        key: str,
        item_key: str,
        remark: ForeignRemark,
        posted_with: datetime | None,
        pings: Collection[str],
    ) -> ForeignComment:
        posted_at = moment_of(gmt=remark.date_gmt, local=remark.date, zone=self._source.zone)
        author = self._people.wrote(remark.person)
        name = name_of_guest(remark.author)
        parent = parent_key(item_key, remark)
        text = comment_from_html(remark.text)
        self._report.tell(Loss.REMARK_DATE, name, number=posted_at is None)
        self._report.tell(Loss.ANSWERS_TO_PINGS, name, number=parent in pings)
        self._report.tell(Loss.REMARK_STATUS, name, number=remark.approved not in KNOWN_APPROVALS)
        self._report.tell(Loss.LONG_REMARK, name, number=len(text) > COMMENT_LIMIT)
        return ForeignComment(
            foreign_id=key,
            source=text,
            posted_at=posted_at or posted_with or self._now,
            state=state_of(remark),
            language=self._source.language,
            parent_foreign_id=None if parent in pings else parent,
            author_id=author,
            guest_name=name if author else self._guest(name),
            guest_mail=self._usable(usable_mail(remark.mail)),
            guest_url=self._usable(usable_url(remark.url)),
        )

    def _guest(self, name: str) -> str:
        """Return the name of a guest, marked as one where it could be taken for staff or for a member."""
        if not name or not (self._people.speaks_for_the_house(name) or self._people.is_member(name)):
            return name
        self._report.tell(Loss.GUEST_NAME, name)
        return marked_as_guest(name, self._source.language)

    def _usable(self, text: str | None) -> str:
        """Return a mail or web address of a guest; for what is none, "" and a word in the report."""
        self._report.tell(Loss.GUEST_DETAILS, number=text is None)
        return text or ""


def _keys(item_key: str, remarks: Sequence[ForeignRemark]) -> list[str]:
    """Return the key of each comment; of several with one number the later ones get a name of their own."""
    times: Counter[str] = Counter()
    keys = []
    for remark in remarks:
        key = remark_key(item_key, remark)
        times[key] += 1
        keys.append(repeated(key, times[key]))
    return keys
