"""Who may speak for the house, and as what (C13)."""

from django.core.exceptions import PermissionDenied

from accounts.models import User
from accounts.rules.roles import Actor
from comments.models import Comment, Thread
from comments.rules.offices import Office, office_of


class NotInOffice(PermissionDenied):
    """The person wanted to speak for the house and may not, here or any more."""


def office_in(thread: Thread, person: User, *, is_host: bool | None = None) -> Office | None:
    """Return as what `person` may answer officially in this conversation: one query, none if it is known
    whether the page is theirs."""
    if not person.is_active:
        return None
    if is_host is None:
        is_host = thread.hosts.filter(pk=person.pk).exists()
    return office_of(may_edit=person.as_actor().may_edit, is_host=is_host)


def ask_for_office(thread: Thread, person: User) -> Office:
    """Return the office in which `person` speaks officially here. Raises NotInOffice."""
    office = office_in(thread, person)
    if office is None:
        raise NotInOffice
    return office


def ask_to_take_back(comment: Comment, actor: Actor) -> None:
    """Let its author take back what was said for the house, while in office. Raises NotInOffice."""
    is_host = comment.thread.hosts.filter(pk=actor.person_id or 0).exists()
    if office_of(may_edit=actor.may_edit, is_host=is_host) is None:
        raise NotInOffice
