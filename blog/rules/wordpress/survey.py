"""The first pass: reads an export to its end, says whether it can be imported, and counts what is in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from blog.rules.exports import ImportRefused
from blog.rules.wordpress.attachments import Attachments, host_of
from blog.rules.wordpress.fates import PINGS, state_of
from blog.rules.wordpress.records import Author, Channel, Item, Record, Term
from comments.rules.states import State

MOST_IN_BLOCKS = 5_000_000  # characters of all blocks that texts share
MOST_TERMS = 100_000  # categories, tags and authors together; they are kept in memory


@dataclass(slots=True)
class Survey:
    """What is in an export as a whole. `kinds` counts items by type ("" without one)."""

    channel: Channel = field(default_factory=Channel)
    authors: dict[str, Author] = field(default_factory=dict)  # by login
    logins: dict[str, str] = field(default_factory=dict)  # by the number over there
    terms: list[Term] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    remarks: Counter[State] = field(default_factory=Counter)  # of all items, without pings
    remarks_in: Counter[str] = field(default_factory=Counter)  # by type of their item
    attachments: Attachments = field(default_factory=Attachments)
    blocks: dict[str, str] = field(default_factory=dict)  # blocks that several texts use, by number
    block_size: int = 0

    @property
    def items(self) -> int:
        return self.kinds.total()


def survey(records: Iterable[Record]) -> Survey:
    """Look at every record of an export. Raises ImportRefused where the file cannot be read to its end."""
    seen = Survey()
    for record in records:
        match record:
            case Item():
                _count(seen, record)
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
    seen.attachments.hosts |= {host_of(seen.channel.address)} - {"", "?"}
    return seen


def _count(seen: Survey, item: Item) -> None:
    seen.kinds[item.kind] += 1
    talk = [remark for remark in item.remarks if remark.kind not in PINGS]
    seen.remarks_in[item.kind] += len(talk)
    seen.remarks.update(state_of(remark) for remark in talk)
    if item.kind == "attachment":
        seen.attachments.add(item)
    elif item.kind == "wp_block" and seen.block_size + len(item.text) <= MOST_IN_BLOCKS:
        seen.blocks[item.number] = item.text
        seen.block_size += len(item.text) + 100  # an empty one needs memory, too
