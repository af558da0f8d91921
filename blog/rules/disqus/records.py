"""What stands in an export of Disqus: texts as the file has them, stripped."""

from __future__ import annotations

from dataclasses import dataclass

from blog.rules.exports import digest, short
from comments.rules.states import State

LONGEST_NUMBER = 40
_TRUE, _FALSE = frozenset({"true", "1"}), frozenset({"false", "0", ""})


@dataclass(frozen=True, slots=True)
class ForeignThread:
    """A thread over there. `identifier` is what the page called it, `link` where the page stood."""

    number: str
    forum: str
    identifier: str
    link: str
    title: str
    date: str
    closed: str
    deleted: str

    @property
    def is_closed(self) -> bool:
        return self.closed.lower() in _TRUE

    @property
    def is_deleted(self) -> bool:
        return self.deleted.lower() not in _FALSE


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment over there. `deleted`, `spam` and `approved` are Disqus's own words."""

    number: str
    thread: str
    parent: str
    author: str
    mail: str
    anonymous: str
    date: str
    text: str
    deleted: str
    spam: str
    approved: str

    @property
    def is_anonymous(self) -> bool:
        """Whether nobody was signed in: then the mail address was typed and never confirmed."""
        return self.anonymous.lower() not in _FALSE


def state_of(remark: Remark) -> State:
    """Return the state of an imported comment; what the export does not say clearly waits for a moderator."""
    words = [word.lower() for word in (remark.spam, remark.deleted, remark.approved or "true")]
    spam, deleted, approved = words
    if spam in _TRUE:
        return State.SPAM
    if deleted in _TRUE:
        return State.REMOVED
    return State.PUBLIC if {spam, deleted} <= _FALSE and approved in _TRUE else State.PENDING


def is_clear(remark: Remark) -> bool:
    """Whether the export says in words that we know what the comment was."""
    words = {remark.spam.lower(), remark.deleted.lower(), remark.approved.lower()}
    return words <= _TRUE | _FALSE


def remark_key(forum: str, remark: Remark) -> str:
    """Return the name by which a comment is found again; without a number, one made from what it says."""
    number = remark.number or digest(remark.thread, remark.author, remark.mail, remark.date, remark.text)
    return f"disqus:{short(forum, 80)}:{short(number, LONGEST_NUMBER)}"


def parent_key(forum: str, remark: Remark) -> str | None:
    """Return the name of the comment that is answered, or None for one of the first level."""
    return f"disqus:{short(forum, 80)}:{short(remark.parent, LONGEST_NUMBER)}" if remark.parent else None
