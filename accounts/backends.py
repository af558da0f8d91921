"""Where Django asks who somebody is, and what they may do: the table in `rules/roles.py` says."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.backends import BaseBackend
from django.db import DEFAULT_DB_ALIAS

from accounts.models import User
from accounts.ready import Blank, Ready, columns
from accounts.rules.roles import permits, permits_room

_PERSON = Ready(lambda: User.objects.filter(pk=Blank("person", User._meta.pk)).values_list(*columns(User)))


class SignInBackend(AuthenticationBackend):
    """Allauth looks for what was typed as a name and as an address, and would hash twice for one person.

    A stranger could read from the clock that the address is known: for one that is not, one hash is made.
    """

    def __init__(self) -> None:
        self._checked: set[int] = set()  # of this try: Django makes a backend for each

    def get_user(self, user_id: int) -> User | None:
        """Return who is signed in; asked with every request of theirs."""
        row = _PERSON.one(person=user_id)
        user = User.from_db(DEFAULT_DB_ALIAS, columns(User), row) if row else None
        return user if user and self.user_can_authenticate(user) else None

    def _check_password(self, user: User | None, password: str) -> User | None:
        if user is None or user.pk in self._checked:
            return None
        self._checked.add(user.pk)
        return super()._check_password(user, password)


class RoleBackend(BaseBackend):
    """Permissions follow from roles, never from rows that somebody ticked."""

    def has_perm(self, user_obj: Any, perm: str, obj: object | None = None) -> bool:
        return isinstance(user_obj, User) and permits(user_obj.roles, perm)

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        return isinstance(user_obj, User) and permits_room(user_obj.roles, app_label)
