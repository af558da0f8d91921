"""Texts that are typed and not yet posted: kept in the session while their writer signs in (C5)."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase

from markup import COMMENT_LIMIT

KEY = "drafts"
KEPT = 3  # drafts in one session; the oldest goes first
LONGEST = 4 * COMMENT_LIMIT  # characters; what is longer stands in the answered form only


@dataclass(frozen=True)
class Draft:
    """A text, the comment it answers, and the key under which it will be stored once."""

    text: str
    parent_id: int | None
    submission: UUID


def _place(thread_id: int, parent_id: int | None) -> str:
    return f"{thread_id}:{parent_id or ''}"


def keep(session: SessionBase, thread_id: int, draft: Draft) -> bool:
    """Put the draft into the session. False: it is empty or too long to be kept."""
    if not draft.text.strip() or len(draft.text) > LONGEST:
        return False
    drafts = dict(session.get(KEY, {}))
    drafts.pop(_place(thread_id, draft.parent_id), None)
    drafts[_place(thread_id, draft.parent_id)] = [draft.text, str(draft.submission)]
    session[KEY] = dict(list(drafts.items())[-KEPT:])
    return True


def recall(session: SessionBase, thread_id: int, parent_id: int | None) -> Draft | None:
    found = session.get(KEY, {}).get(_place(thread_id, parent_id))
    return Draft(found[0], parent_id, UUID(found[1])) if found else None


def forget(session: SessionBase, thread_id: int, parent_id: int | None) -> None:
    """Drop the draft once its text is posted."""
    place = _place(thread_id, parent_id)
    drafts = session.get(KEY, {})
    if place in drafts:
        session[KEY] = {key: value for key, value in drafts.items() if key != place}
