"""Comments from elsewhere (E15)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import batched

from django.db import transaction

from accounts.rules.roles import system
from comments.actions.counters import advance
from comments.actions.indexing import index_comments
from comments.actions.log import entry_about
from comments.actions.recount import recount_standings, recount_thread
from comments.models import Comment, LogEntry, Thread
from comments.rules import paths
from comments.rules.foreign import ForeignComment, in_order
from comments.rules.spam.words import text_key
from comments.rules.states import State
from markup import RENDERER_VERSION, SafeHTML, render_comment, without_forged_marks
from markup.characters import normalised

BATCH = 500  # comments of one transaction
LOOKUP = 500  # ids asked for in one query

__all__ = ["Adopted", "ForeignComment", "adopt_comments", "adopted"]


@dataclass(frozen=True)
class Adopted:
    """What became of the records: how many are new or were there, whose parent was missing or a circle."""

    created: int
    existing: int
    orphans: tuple[str, ...] = ()
    cycles: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Known:
    """A stored comment, as far as answers to it need it."""

    id: int
    root_id: int
    path: str


def adopt_comments(*, thread: Thread, records: Sequence[ForeignComment], now: datetime) -> Adopted:
    """Store those comments of an import that are not there yet, with their dates, states and parents.

    Numbers follow the dates, parents before their answers. An answer to nobody stands on the first level, and
    so does the oldest comment of a circle. Comments that exist are left alone: a second run adds nothing.
    One transaction for each 500 comments, so that a run that was stopped can be repeated.
    """
    stored = _stored([r.foreign_id for r in records] + [r.parent_foreign_id or "" for r in records])
    here = {key: known for key, (thread_id, known) in stored.items() if thread_id == thread.pk}
    fresh = [record for record in records if record.foreign_id not in stored]
    ordered = in_order(fresh, frozenset(here))
    for chunk in batched(ordered.records, BATCH):
        _adopt_chunk(
            thread,
            chunk,
            [render_comment(without_forged_marks(record.source)) for record in chunk],
            here,
            now,
        )
    recount_thread(thread=thread)
    recount_standings(people=sorted({r.author_id for r in ordered.records if r.author_id is not None}))
    thread.refresh_from_db()
    return Adopted(
        created=len(ordered.records),
        existing=len({record.foreign_id for record in records} & stored.keys()),
        orphans=tuple(ordered.orphans),
        cycles=tuple(ordered.cycles),
    )


def adopted(foreign_ids: Iterable[str]) -> set[str]:
    """Return those of these ids under which a comment is stored, in whatever thread."""
    return set(_stored(foreign_ids))


def _stored(foreign_ids: Iterable[str]) -> dict[str, tuple[int, _Known]]:
    """Find stored comments by their foreign ids: thread and what answers need."""
    found: dict[str, tuple[int, _Known]] = {}
    for chunk in batched(sorted({*foreign_ids} - {""}), LOOKUP):
        rows = Comment.objects.filter(foreign_id__in=chunk)
        for key, thread_id, pk, root_id, path in rows.values_list(
            "foreign_id", "thread_id", "id", "root_id", "path"
        ):
            found[str(key)] = (thread_id, _Known(pk, root_id or pk, path))
    return found


@transaction.atomic
def _adopt_chunk(
    thread: Thread,
    records: Sequence[ForeignComment],
    html: Sequence[SafeHTML],
    known: dict[str, _Known],
    now: datetime,
) -> None:
    """Store records whose parents are `known` or among them; those of one level at a time, for their keys."""
    public = sum(record.state is State.PUBLIC for record in records)
    figures = advance(thread.pk, numbers=len(records), public_seqs=public, version=1)
    number, seq = figures.last_number - len(records), figures.last_public_seq - public
    waiting: list[tuple[ForeignComment, Comment]] = []
    for record, words in zip(records, html, strict=True):
        number += 1
        seq += record.state is State.PUBLIC
        comment = _comment(thread, record, words)
        comment.number = number
        comment.public_seq = seq if record.state is State.PUBLIC else None
        waiting.append((record, comment))
    while waiting:
        level = [pair for pair in waiting if _is_known(pair[0].parent_foreign_id, known)]
        waiting = [pair for pair in waiting if not _is_known(pair[0].parent_foreign_id, known)]
        _store_level(level, known, now)


def _is_known(foreign_id: str | None, known: dict[str, _Known]) -> bool:
    return foreign_id is None or foreign_id in known


def _comment(thread: Thread, record: ForeignComment, html: SafeHTML) -> Comment:
    guest, source = record.author_id is None, without_forged_marks(normalised(record.source))
    return Comment(
        thread=thread,
        author_id=record.author_id,
        guest_name=record.guest_name if guest else "",
        guest_mail=record.guest_mail if guest else "",
        guest_url=record.guest_url if guest else "",
        source=source,
        text_key=text_key(source),
        html=html,
        renderer=RENDERER_VERSION,
        language=record.language,
        state=record.state,
        posted_at=record.posted_at,
        foreign_id=record.foreign_id,
    )


def _store_level(
    level: list[tuple[ForeignComment, Comment]], known: dict[str, _Known], now: datetime
) -> None:
    for record, comment in level:
        parent = known[record.parent_foreign_id] if record.parent_foreign_id else None
        comment.parent_id, comment.root_id = (parent.id, parent.root_id) if parent else (None, None)
        comment.path = paths.path_below(parent.path if parent else "", comment.number)
        comment.depth = paths.depth_of(comment.path)
    comments = Comment.objects.bulk_create([comment for _record, comment in level])
    for (record, _), comment in zip(level, comments, strict=True):
        known[record.foreign_id] = _Known(comment.pk, comment.root_id or comment.pk, comment.path)
    index_comments(comments, are_new=True)
    LogEntry.objects.bulk_create(
        entry_about(
            comment,
            move="adopt",
            actor=system("adopt"),
            from_state="",
            to_state=comment.state,
            reason="",
            now=now,
        )
        for comment in comments
    )
