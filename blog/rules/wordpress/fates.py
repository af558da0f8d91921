"""What becomes of a thing from WordPress: its state here, and what is said about it in the report."""

from __future__ import annotations

from dataclasses import dataclass

from blog.rules.states import PostState
from blog.rules.wordpress.losses import Loss
from blog.rules.wordpress.records import ForeignRemark, Item
from comments.rules.states import State

_POST_STATES = {
    "publish": PostState.PUBLISHED,
    "future": PostState.PUBLISHED,
    "draft": PostState.DRAFT,
    "auto-draft": PostState.DRAFT,
    "pending": PostState.IN_REVIEW,
    "private": PostState.DRAFT,
    "trash": PostState.WITHDRAWN,
}
_REMARK_STATES = {
    "1": State.PUBLIC,
    "approve": State.PUBLIC,
    "approved": State.PUBLIC,
    "0": State.PENDING,
    "hold": State.PENDING,
    "spam": State.SPAM,
    "trash": State.REMOVED,
    "post-trashed": State.REMOVED,
}
# What other sites and the blog itself wrote when somebody linked to a post: no comments.
PINGS = frozenset({"pingback", "trackback"})
KNOWN_APPROVALS = frozenset(_REMARK_STATES)


@dataclass(frozen=True, slots=True)
class Fate:
    """A state, and why it is not the one of WordPress (None where it is)."""

    state: PostState
    loss: Loss | None = None


def fate_of(item: Item) -> Fate:
    """Return the state of an imported post. Nothing becomes public that was not public to everybody."""
    state = _POST_STATES.get(item.status)
    if state is None:
        return Fate(PostState.DRAFT, Loss.UNKNOWN_STATUS)
    if item.password and state is PostState.PUBLISHED:
        return Fate(PostState.DRAFT, Loss.PASSWORD)
    return Fate(state, {"private": Loss.PRIVATE, "trash": Loss.TRASH}.get(item.status))


def state_of(remark: ForeignRemark) -> State:
    """Return the state of an imported comment; what WordPress does not say clearly waits for a moderator."""
    return _REMARK_STATES.get(remark.approved.strip().lower(), State.PENDING)
