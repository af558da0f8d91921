"""The plan of one conversation: who says what when, whom it answers, and what becomes of it.

A plan holds to the rules of the house: an answer comes after its parent has become public and before that
goes, numbers follow the time of posting, and every state was reached by a move that exists.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from random import Random

from comments.rules import paths
from comments.rules.reasons import REMOVAL
from comments.rules.states import APPROVE, REMOVE, SPAM, WITHDRAW, Move, State

HALF_OF_ALL = 6 * 3600.0  # seconds after which half of the comments have come
SPREAD = 1.6  # of the logarithm
ROOTS = 0.34  # part of the comments that answer nobody
COMMON_DEPTH = 13  # deeper than this only two people go who cannot stop
QUARREL = 112  # answers of those two, so that the deepest level overflows
RECENT = timedelta(days=30)
_NIGHT = (0.15, 0.08, 0.05, 0.04, 0.05, 0.15, 0.5)  # part of the comments that stay at 0, 1, … 6 o'clock


@dataclass(frozen=True, slots=True)
class Step:
    """One move of a comment; `by` is a moderator's place in the list of moderators, None for its author."""

    move: Move
    at: datetime
    by: int | None
    reason: str = ""


@dataclass(slots=True)
class Said:
    """One planned comment. `parent` and `author` are places in their lists, `text` a number of a text."""

    parent: int | None
    author: int
    text: int
    posted_at: datetime
    born: State = State.PUBLIC
    steps: list[Step] = field(default_factory=list)
    public_at: datetime | None = None
    gone_at: datetime | None = None
    is_advertisement: bool = False

    @property
    def state(self) -> State:
        return self.steps[-1].move.target if self.steps else self.born


@dataclass(frozen=True)
class Cast:
    """Who may speak: cumulative weights of the members, how many moderators, how many texts there are."""

    activity: Sequence[float]
    moderators: int
    texts: int


def plan(chance: Random, *, size: int, cast: Cast, opened_at: datetime, until: datetime) -> list[Said]:
    """Plan a conversation of `size` comments between two moments, in the order of their numbers."""
    said: list[Said] = []
    depths: list[int] = []
    participants = _participants(chance, size, cast)
    quarrel_from = chance.randrange(size // 2) if size >= 4 * QUARREL else size
    for index, at in enumerate(_times(chance, size, opened_at, until)):
        quarrels = quarrel_from < index <= quarrel_from + QUARREL
        parent = index - 1 if quarrels else _parent(chance, said, depths, at)
        comment = Said(parent=parent, author=0, text=chance.randrange(cast.texts), posted_at=at)
        comment.author = _author(chance, participants, said, parent)
        if quarrels or index == quarrel_from:
            comment.public_at = at
        else:
            _decide_fate(chance, comment, moderators=cast.moderators, until=until)
        said.append(comment)
        depths.append(0 if parent is None else depths[parent] + 1)
    return said


def branches(said: Sequence[Said]) -> list[str]:
    """Return the path of each comment; its number is its place and one."""
    found: list[str] = []
    for number, comment in enumerate(said, start=1):
        above = "" if comment.parent is None else found[comment.parent]
        found.append(paths.path_below(above, number))
    return found


def public_below(said: Sequence[Said], found: Sequence[str]) -> list[int]:
    """Return how many public comments stand below each; `found` are their paths."""
    counts = [0] * len(said)
    for index in range(len(said) - 1, -1, -1):
        above = found[index][: -paths.DIGITS]
        if above:
            counts[paths.last_number(above) - 1] += counts[index] + (said[index].state is State.PUBLIC)
    return counts


def public_sequence(said: Sequence[Said]) -> list[int | None]:
    """Return the place of each comment in the order in which they became public; None: it never did."""
    order = sorted((comment.public_at, index) for index, comment in enumerate(said) if comment.public_at)
    places: list[int | None] = [None] * len(said)
    for place, (_at, index) in enumerate(order, start=1):
        places[index] = place
    return places


def visible_changes(said: Sequence[Said]) -> int:
    """Return how often readers saw the conversation change: so often its version grew."""
    states = (_states(comment) for comment in said)
    return sum(
        (before is State.PUBLIC) != (after is State.PUBLIC)
        for row in states
        for before, after in pairwise(row)
    )


def _states(comment: Said) -> list[State | None]:
    return [None, comment.born, *(step.move.target for step in comment.steps)]


def _times(chance: Random, size: int, opened_at: datetime, until: datetime) -> list[datetime]:
    room = (until - opened_at).total_seconds()
    times = []
    for _ in range(size):
        delay = HALF_OF_ALL * chance.lognormvariate(0, SPREAD)
        at = opened_at + timedelta(seconds=int(delay if delay < room else chance.random() * room))
        if at.hour < len(_NIGHT) and chance.random() > _NIGHT[at.hour]:
            at = min(at + timedelta(hours=8), until)
        times.append(at)
    return sorted(times)


def _participants(chance: Random, size: int, cast: Cast) -> list[int]:
    """Draw those who take part, the talkative more than once; a long conversation has more of them."""
    count = max(2, round(size**0.75))
    return chance.choices(range(len(cast.activity)), cum_weights=cast.activity, k=count)


def _author(chance: Random, participants: list[int], said: list[Said], parent: int | None) -> int:
    author = chance.choice(participants)
    if parent is not None and said[parent].author == author:
        author = chance.choice(participants)
    return author


def _parent(chance: Random, said: list[Said], depths: list[int], at: datetime) -> int | None:
    """Choose whom a new comment answers: often the last ones, sometimes anybody, often nobody."""
    if not said or chance.random() < ROOTS:
        return None
    back = int(chance.expovariate(1 / 6)) if chance.random() < 0.6 else chance.randrange(len(said))
    wanted = max(len(said) - 1 - back, 0)
    if depths[wanted] >= COMMON_DEPTH:
        return None
    parent: int | None = wanted
    while parent is not None and not _is_answerable(said[parent], at):
        parent = said[parent].parent
    return parent


def _is_answerable(comment: Said, at: datetime) -> bool:
    was_public = comment.public_at is not None and comment.public_at <= at
    return was_public and (comment.gone_at is None or comment.gone_at > at)


def _decide_fate(chance: Random, comment: Said, *, moderators: int, until: datetime) -> None:
    """Let most stay public; some wait, are read first, are taken down, or are withdrawn."""
    kind = chance.random()
    posted_at = comment.posted_at
    reader = chance.randrange(moderators)
    read_at = _later(chance, posted_at, minutes=40, until=until)
    waits = 0.06 if until - posted_at < RECENT else 0.003
    if kind < waits:
        comment.born = State.PENDING
    elif kind < 0.10:
        comment.born, comment.public_at = State.PENDING, read_at
        comment.steps = [Step(APPROVE, read_at, reader)]
    elif kind < 0.108:
        comment.born, comment.is_advertisement = State.PENDING, True
        comment.steps = [Step(SPAM, read_at, reader, "spam")]
    else:
        comment.public_at = posted_at
        if kind < 0.135:
            _go(chance, comment, reader=reader, until=until)


def _go(chance: Random, comment: Said, *, reader: int, until: datetime) -> None:
    """Take a public comment away after a while in which it may have been answered."""
    comment.gone_at = _later(chance, comment.posted_at, minutes=240, until=until)
    kind = chance.random()
    if kind < 0.25:
        comment.steps.append(Step(WITHDRAW, comment.gone_at, None))
    elif kind < 0.35:
        comment.is_advertisement = True
        comment.steps.append(Step(SPAM, comment.gone_at, reader, "spam"))
    else:
        reason = chance.choice([key for key in REMOVAL if key != "spam"])
        comment.steps.append(Step(REMOVE, comment.gone_at, reader, reason))


def _later(chance: Random, moment: datetime, *, minutes: float, until: datetime) -> datetime:
    return min(moment + timedelta(seconds=int(60 * minutes * chance.lognormvariate(0, 1))), until)
