"""The conversations of the demonstration: what was said, and what became of it, each at its time.

A row of `comments` names `by` whom, `after_minutes` since publication, its `text`, and which earlier row it
`answers` (from 1 on). Besides: `official`, `quiet` (no news of answers), `picked`, `useful_to` (names),
`edited` (`after_minutes`, `text`), `removed` (a reason; `statement`: what its author is told), `waits`, and
`read_after` so many minutes. Of a post: its `followers` (names), a `chain` of short answers by `players` in
turn, and what happened `afterwards` (see `cases.py`).
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import cycle
from typing import Any

from comments.actions.edit import edit_comment
from comments.actions.following import follow, wish_for_answers
from comments.actions.moderate import moderate
from comments.actions.picks import pick
from comments.actions.post import post_comment
from comments.actions.react import react
from comments.models import Comment, Thread
from comments.rules.states import APPROVE, REMOVE, State

from .cases import write_what_followed
from .people import Cast

READING_TIME = 9  # minutes between a comment and the moderator who reads it
BETWEEN_TURNS = 7  # minutes, in a chain


@dataclass(frozen=True)
class _Said:
    """A comment, the row that it was made of, and when it was posted."""

    at: datetime
    comment: Comment
    row: dict[str, Any]


def write_conversation(
    table: dict[str, Any], *, thread: Thread, published_at: datetime, cast: Cast, now: datetime
) -> None:
    """Post each comment at its time, never later than now; a moderator reads what waits a little later.

    `table` is that of a post. What editors, readers and authors do with a comment later follows at the end.
    """
    for name in table.get("followers", []):
        follow(person=cast.people[name], thread=thread, now=published_at)
    said: list[_Said] = []
    unread: list[_Said] = []
    for row in [*table.get("comments", []), *_turns(table)]:
        at = min(published_at + timedelta(minutes=row["after_minutes"]), now - timedelta(minutes=1))
        unread = _read_what_is_due(unread, cast=cast, now=at)
        said.append(_Said(at, _say(row, thread, said, cast, at), row))
        unread.append(said[-1])
    _read_what_is_due(unread, cast=cast, now=now)
    for each in said:
        _follow_up(each, published_at=published_at, cast=cast, now=now)
    comments = [each.comment for each in said]
    write_what_followed(table, said=comments, published_at=published_at, cast=cast, now=now)


def _turns(table: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The rows of a chain: each player in turn says one of its words."""
    chain = table.get("chain")
    if chain is None:
        return
    for turn, (player, word) in enumerate(zip(cycle(chain["players"]), chain["words"], strict=False)):
        minutes = chain["after_minutes"] + turn * BETWEEN_TURNS
        yield {"by": player, "after_minutes": minutes, "answers": chain["answers"], "text": word}


def _say(row: dict[str, Any], thread: Thread, said: list[_Said], cast: Cast, at: datetime) -> Comment:
    comment = post_comment(
        thread=thread,
        author=cast.people[row["by"]],
        source=row["text"].strip(),
        submission=uuid.uuid4(),
        parent=_present(said[row["answers"] - 1]) if "answers" in row else None,
        language=thread.language,
        seconds_on_form=60.0,
        network="",
        official=row.get("official", False),
        now=at,
    )
    if row.get("quiet"):
        wish_for_answers(comment=comment, wanted=False)
    return comment


def _present(said: _Said) -> Comment:
    """The comment as it is now."""
    return Comment.objects.with_threads().get(pk=said.comment.pk)


def _read_what_is_due(unread: list[_Said], *, cast: Cast, now: datetime) -> list[_Said]:
    """Decide about the comments whose time has come and return the others."""
    due = [said for said in unread if _read_at(said) <= now]
    for said in due:
        comment, at = said.comment, _read_at(said)
        if reason := said.row.get("removed"):
            statement = said.row.get("statement", "")
            moderate(
                comment=comment,
                move=REMOVE,
                actor=cast.moderator,
                reason=reason,
                statement=statement,
                now=at,
            )
        elif comment.state == State.PENDING and not said.row.get("waits"):
            moderate(comment=comment, move=APPROVE, actor=cast.moderator, now=at)
    return [said for said in unread if said not in due]


def _read_at(said: _Said) -> datetime:
    return said.at + timedelta(minutes=said.row.get("read_after", READING_TIME))


def _follow_up(said: _Said, *, published_at: datetime, cast: Cast, now: datetime) -> None:
    """What others think of a comment, and what its author thought of later."""
    row, later = said.row, min(said.at + timedelta(minutes=2 * READING_TIME), now)
    for name in row.get("useful_to", []):
        react(comment=_present(said), person=cast.people[name], useful=True, now=later)
    if row.get("picked"):
        pick(comment=_present(said), actor=cast.editor, now=later)
    if edited := row.get("edited"):
        edit_comment(
            comment=_present(said),
            author=cast.people[row["by"]],
            source=edited["text"].strip(),
            seen=1,
            seconds_on_form=60.0,
            network="",
            now=min(published_at + timedelta(minutes=edited["after_minutes"]), now),
        )
