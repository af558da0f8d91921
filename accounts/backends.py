"""Where Django asks whether a person may do something: the answer is the table in `rules/roles.py`."""

from typing import Any

from django.contrib.auth.backends import BaseBackend

from accounts.models import User
from accounts.rules.roles import permits, permits_room


class RoleBackend(BaseBackend):
    """Permissions follow from roles, never from rows that somebody ticked."""

    def has_perm(self, user_obj: Any, perm: str, obj: object | None = None) -> bool:
        return isinstance(user_obj, User) and permits(user_obj.roles, perm)

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        return isinstance(user_obj, User) and permits_room(user_obj.roles, app_label)
