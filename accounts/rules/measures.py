"""What a measure against a person forbids, and who may take one (M9). Pure: facts in, answer out."""

from enum import StrEnum
from typing import Final

from accounts.rules.roles import Actor, ActorKind, Role


class Sanction(StrEnum):
    """A kind of measure, the mildest first; what a milder one forbids, a harder one forbids as well."""

    WARN = "warn"  # says that something was wrong, and forbids nothing
    HOLD = "hold"  # whatever the person writes waits until a moderator has read it
    SILENCE = "silence"  # for a time the person writes nothing that others read
    BAN = "ban"  # the person reads, exports, appeals, and does nothing else that others notice


class Deed(StrEnum):
    """What a measure can forbid. What is not named here (reading, drafts, muting, …) is never forbidden."""

    POST = "post"
    EDIT = "edit"
    ABOUT = "about"  # to change what everybody reads about oneself
    REACT = "react"
    REPORT = "report"
    RENAME = "rename"
    PICTURE = "picture"  # to put one up; taking down the own one is nobody else's affair


_WRITING: Final = frozenset({Deed.POST, Deed.EDIT, Deed.ABOUT})
FORBIDS: Final[dict[Sanction, frozenset[Deed]]] = {
    Sanction.WARN: frozenset(),
    Sanction.HOLD: frozenset(),
    Sanction.SILENCE: _WRITING,
    Sanction.BAN: frozenset(Deed),
}
LASTING: Final = tuple(reversed(Sanction))[:-1]  # those that are in force for a time, the hardest first


def forbids(sanction: str, deed: Deed) -> bool:
    """Whether a measure of this kind, while it is in force, forbids that deed."""
    return deed in FORBIDS[Sanction(sanction)]


def may_measure(actor: Actor, *, person_id: int, roles: frozenset[Role]) -> bool:
    """Whether `actor` may take a measure against the person who has these roles, or lift one.

    Moderators against members, administrators against the staff below them, nobody against themselves.
    """
    if actor.kind is ActorKind.SYSTEM:
        return True
    if actor.kind is not ActorKind.PERSON or actor.person_id == person_id:
        return False
    if roles:
        return Role.ADMINISTRATOR in actor.roles and Role.ADMINISTRATOR not in roles
    return actor.may_moderate


def needs_end(sanction: Sanction) -> bool:
    """Whether it must be said until when: to be silent for ever would be a ban."""
    return sanction is Sanction.SILENCE


def takes_end(sanction: Sanction) -> bool:
    """Whether it can have an end; a warning is said once and is over."""
    return sanction is not Sanction.WARN
