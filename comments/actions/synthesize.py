"""Conversations for load tests, written in bulk: every figure as if people had written them one by one."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from itertools import batched, count
from random import Random
from uuid import UUID

from django.db import transaction
from django.db.models import F

from accounts.actions.bulk import first_free, insert
from accounts.models import Standing
from accounts.rules.chance import activity, stream
from accounts.rules.roles import ActorKind
from comments.actions.removals import WITHOUT_A_REASON
from comments.models import Comment, LogEntry, Thread
from comments.rules import paths
from comments.rules.spam.words import text_key
from comments.rules.states import TAKEN_DOWN, State
from comments.rules.synthesis import conversations as planning
from comments.rules.synthesis.conversations import Said
from comments.rules.synthesis.writing import LANGUAGES, Writer
from markup import RENDERER_VERSION, SafeHTML, render_comment

BATCH = 1_000  # people of one statement
TEXTS = 4_000  # different texts of one language; more would cost the time of rendering them
ADVERTISEMENTS = 200
OTHER_LANGUAGE = 0.06  # part of the comments that are not in the language of the page
COMMENT_COLUMNS = (
    "id", "thread", "number", "public_seq", "parent", "root", "depth", "path", "public_below", "author",
    "source", "html", "renderer", "language", "state", "posted_at", "submission",
    "text_key",
)  # fmt: skip
ENTRY_COLUMNS = (
    "id", "at", "thread_id", "comment_id", "actor_kind", "move", "actor_id", "from_state",
    "to_state", "reason",
)  # fmt: skip


type Row = tuple[object, ...]
type Text = tuple[str, SafeHTML, int | None]  # Markdown, HTML, and the key of texts that say the same


@dataclass
class Stage:
    """Who speaks in all conversations of one run, and what they came to.

    `members` and `moderators` are ids of people; the first members write the most.
    """

    seed: int
    members: Sequence[int]
    moderators: Sequence[int]
    next_comment: Iterator[int]
    next_entry: Iterator[int]
    public: Counter[int] = field(default_factory=Counter)
    removed: Counter[int] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.cast = planning.Cast(activity(len(self.members)), len(self.moderators), TEXTS)


def set_stage(*, seed: int, members: Sequence[int], moderators: Sequence[int]) -> Stage:
    """Return the stage of a run; comments get the ids after those that are there."""
    return Stage(seed, members, moderators, count(first_free(Comment)), count(first_free(LogEntry)))


@transaction.atomic
def synthesize_conversation(
    *, stage: Stage, thread: Thread, size: int, name: object, opened_at: datetime, until: datetime
) -> None:
    """Write `size` comments into an empty thread, with log and figures. `name` chooses their chance.

    Records of people are kept on the stage until `settle_standings`.
    """
    chance = stream(stage.seed, "conversation", name)
    said = planning.plan(chance, size=size, cast=stage.cast, opened_at=opened_at, until=until)
    ids = [next(stage.next_comment) for _ in said]
    insert(Comment, COMMENT_COLUMNS, _comments(stage, thread, said, ids, chance))
    insert(LogEntry, ENTRY_COLUMNS, _entries(stage, thread, said, ids))
    _note_records(stage, said)
    found = planning.branches(said)
    below = planning.public_below(said, found)
    Thread.objects.filter(pk=thread.pk).update(
        last_number=len(said),
        last_public_seq=sum(comment.public_at is not None for comment in said),
        public_count=sum(comment.state is State.PUBLIC for comment in said),
        shown_roots=sum(
            comment.parent is None and (comment.state is State.PUBLIC or answers > 0)
            for comment, answers in zip(said, below, strict=True)
        ),
        removals=_removals(said),
        version=F("version") + planning.visible_changes(said),
    )


def _removals(said: Sequence[Said]) -> dict[str, int]:
    taken_down = (comment for comment in said if comment.state in TAKEN_DOWN)
    return dict(Counter(comment.steps[-1].reason or WITHOUT_A_REASON for comment in taken_down))


@transaction.atomic
def settle_standings(*, stage: Stage) -> None:
    """Add what the conversations of the stage came to to the records of their members."""
    people = sorted({*stage.public, *stage.removed})
    for chunk in batched(people, BATCH):
        known = {row.user_id: row for row in Standing.objects.filter(user_id__in=chunk)}
        rows = [known.get(person) or Standing(user_id=person) for person in chunk]
        for row in rows:
            row.public_comments += stage.public[row.user_id]
            row.removed_comments += stage.removed[row.user_id]
        Standing.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["user"],
            update_fields=["public_comments", "removed_comments"],
        )
    stage.public.clear()
    stage.removed.clear()


def _comments(
    stage: Stage, thread: Thread, said: Sequence[Said], ids: Sequence[int], chance: Random
) -> Iterator[Row]:
    found = planning.branches(said)
    below = planning.public_below(said, found)
    sequence = planning.public_sequence(said)
    others = {language: [o for o in LANGUAGES if o != language] for language in LANGUAGES}
    forms = stream(stage.seed, "forms", ids[0])
    for index, comment in enumerate(said):
        root = paths.last_number(paths.root_of(found[index])) - 1
        strays = chance.random() < OTHER_LANGUAGE
        language = chance.choice(others[thread.language]) if strays else thread.language
        source, html, key = _text(stage.seed, language, comment)
        yield (
            ids[index],
            thread.pk,
            index + 1,
            sequence[index],
            None if comment.parent is None else ids[comment.parent],
            None if comment.parent is None else ids[root],
            paths.depth_of(found[index]),
            found[index],
            below[index],
            stage.members[comment.author],
            source,
            html,
            RENDERER_VERSION,
            language,
            comment.state.value,
            comment.posted_at,
            UUID(int=forms.getrandbits(128), version=4),
            key,
        )


def _text(seed: int, language: str, comment: Said) -> Text:
    if comment.is_advertisement:
        return _advertisement(seed, language, comment.text % ADVERTISEMENTS)
    return _words(seed, language, comment.text)


@lru_cache(maxsize=TEXTS * len(LANGUAGES))
def _words(seed: int, language: str, number: int) -> Text:
    source = Writer(language, stream(seed, "text", language, number)).comment()
    return source, render_comment(source), text_key(source)


@lru_cache(maxsize=ADVERTISEMENTS * len(LANGUAGES))
def _advertisement(seed: int, language: str, number: int) -> Text:
    source = Writer(language, stream(seed, "advertisement", language, number)).advertisement()
    return source, render_comment(source), text_key(source)


def _entries(stage: Stage, thread: Thread, said: Sequence[Said], ids: Sequence[int]) -> Iterator[Row]:
    """What the log says of a conversation, in the order in which it happened."""
    happened: list[tuple[datetime, int, int]] = []
    for index, comment in enumerate(said):
        happened.append((comment.posted_at, index, 0))
        happened.extend((step.at, index, place) for place, step in enumerate(comment.steps, start=1))
    for at, index, place in sorted(happened):
        comment = said[index]
        author = stage.members[comment.author]
        if place == 0:
            reason = "first_comment" if comment.born is State.PENDING else ""
            step = ("post", author, "", comment.born.value, reason)
        else:
            move = comment.steps[place - 1]
            was = comment.steps[place - 2].move.target if place > 1 else comment.born
            by = author if move.by is None else stage.moderators[move.by]
            step = (move.move.name, by, was.value, move.move.target.value, move.reason)
        yield next(stage.next_entry), at, thread.pk, ids[index], ActorKind.PERSON.value, *step


def _note_records(stage: Stage, said: Sequence[Said]) -> None:
    for comment in said:
        person = stage.members[comment.author]
        stage.public[person] += comment.state is State.PUBLIC
        stage.removed[person] += comment.state in TAKEN_DOWN
