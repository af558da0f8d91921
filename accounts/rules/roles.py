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
APPOINTING = frozenset({Role.ADMINISTRATOR})


@dataclass(frozen=True)
class Allowance:
    """What a role may do in one room of the admin: these verbs, on every model but those `without`."""

    room: str
    verbs: frozenset[str]
    without: frozenset[str] = frozenset()


ALL_VERBS = frozenset({"view", "add", "change", "delete"})
MODERATE = Allowance("comments", frozenset({"view", "change"}))
# Editors find the comments that readers find, to pick some; the queue and the log are the moderators'.
CHOOSE = Allowance("comments", frozenset({"view"}), without=frozenset({"thread", "discussion", "logentry"}))
EDIT = Allowance("blog", ALL_VERBS, without=frozenset({"sitesettings"}))

# The written table of A6. The administrator is not in it: Django asks nothing of a superuser.
ALLOWANCES: dict[Role, tuple[Allowance, ...]] = {
    Role.MODERATOR: (MODERATE,),
    Role.EDITOR: (EDIT, CHOOSE),
    Role.EDITOR_IN_CHIEF: (
        MODERATE,
        EDIT,
        Allowance("blog", frozenset({"view", "change"})),
        Allowance("accounts", frozenset({"view"}), without=frozenset({"delivery"})),
    ),
}


def permits(roles: frozenset[Role], permission: str) -> bool:
    """Whether one of the roles carries a permission in Django's words, e.g. "blog.change_post"."""
    room, _, codename = permission.partition(".")
    verb, _, model = codename.partition("_")
    return any(
        allowance.room == room and verb in allowance.verbs and model not in allowance.without
        for role in roles
        for allowance in ALLOWANCES.get(role, ())
    )


def permits_room(roles: frozenset[Role], room: str) -> bool:
    """Whether one of the roles may do anything at all in that room of the admin."""
    return any(a.room == room for role in roles for a in ALLOWANCES.get(role, ()))


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

    @property
    def may_appoint(self) -> bool:
        """Whether this actor may give and take roles."""
        return self.kind is ActorKind.SYSTEM or bool(self.roles & APPOINTING)


def system(name: str) -> Actor:
    """The actor for commands and tasks that work without a person, e.g. `system("import_wordpress")`."""
    return Actor(kind=ActorKind.SYSTEM, name=name)
