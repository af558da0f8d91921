"""Who may do what: roles, the permissions they carry, and the actor of a change."""

from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """A group of the database, by name. `ADMINISTRATOR` is Django's superuser and no group."""

    MODERATOR = "moderator"
    EDITOR = "editor"
    EDITOR_IN_CHIEF = "editor in chief"
    ADMINISTRATOR = "administrator"


GROUPS = (Role.MODERATOR, Role.EDITOR, Role.EDITOR_IN_CHIEF)
MODERATING = frozenset({Role.MODERATOR, Role.EDITOR_IN_CHIEF, Role.ADMINISTRATOR})
EDITING = frozenset({Role.EDITOR, Role.EDITOR_IN_CHIEF, Role.ADMINISTRATOR})


class ActorKind(StrEnum):
    PERSON = "person"
    RULE = "rule"
    SYSTEM = "system"


@dataclass(frozen=True)
class Actor:
    """Who moves something: a person with roles, a named rule, or the system itself.

    `name` is the rule's or the command's name and empty for a person.
    """

    kind: ActorKind
    person_id: int | None = None
    roles: frozenset[Role] = field(default_factory=frozenset)
    name: str = ""

    @property
    def may_moderate(self) -> bool:
        return self.kind is ActorKind.SYSTEM or bool(self.roles & MODERATING)

    @property
    def may_edit(self) -> bool:
        return self.kind is ActorKind.SYSTEM or bool(self.roles & EDITING)


def system(name: str) -> Actor:
    """The actor for commands and tasks that work without a person, e.g. `system("import_wordpress")`."""
    return Actor(kind=ActorKind.SYSTEM, name=name)
