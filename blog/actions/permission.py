"""Who may change what is published. The first line of every action asks."""

from django.core.exceptions import PermissionDenied

from accounts.rules.roles import Actor, ActorKind, Role

LEADING = frozenset({Role.EDITOR_IN_CHIEF, Role.ADMINISTRATOR})


def ask_to_edit(actor: Actor) -> None:
    """Raise PermissionDenied for anybody but editors and the system."""
    if not actor.may_edit:
        raise PermissionDenied


def ask_to_lead(actor: Actor) -> None:
    """Raise PermissionDenied for anybody but editors in chief, administrators and the system."""
    if not may_lead(actor):
        raise PermissionDenied


def may_lead(actor: Actor) -> bool:
    return actor.kind is ActorKind.SYSTEM or bool(actor.roles & LEADING)
