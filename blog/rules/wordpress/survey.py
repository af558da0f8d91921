"""The first pass: reads an export to its end, says whether it can be imported, and counts what is in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from blog.rules.exports import ImportRefused
from blog.rules.wordpress.fates import state_of
from blog.rules.wordpress.records import Author, Channel, Item, Record, Term
from comments.rules.states import State

MOST_TERMS = 100_000  # categories, tags and authors together; they are kept in memory


@dataclass(slots=True)
class Survey:
    """What is in an export as a whole. `kinds` counts items by type ("" without one)."""

    channel: Channel = field(default_factory=Channel)
    authors: dict[str, Author] = field(default_factory=dict)  # by login
    logins: dict[str, str] = field(default_factory=dict)  # by the number over there
    terms: list[Term] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    remarks: Counter[State] = field(default_factory=Counter)  # of all items
    remarks_in: Counter[str] = field(default_factory=Counter)  # by type of their item

    @property
    def items(self) -> int:
        return self.kinds.total()


def survey(records: Iterable[Record]) -> Survey:
    """Look at every record of an export. Raises ImportRefused where the file cannot be read to its end."""
    seen = Survey()
    for record in records:
        match record:
            case Item():
                seen.kinds[record.kind] += 1
                seen.remarks_in[record.kind] += len(record.remarks)
                seen.remarks.update(state_of(remark) for remark in record.remarks)
            case Author():
                seen.authors.setdefault(record.login, record)
                seen.logins.setdefault(record.number, record.login)
            case Term():
                seen.terms.append(record)
            case Channel():
                seen.channel = record
        if len(seen.terms) + len(seen.authors) > MOST_TERMS:
            raise ImportRefused(
                None, _("the file has more categories, tags and authors than fit into memory.")
            )
    seen.logins.pop("", None)
    return seen
