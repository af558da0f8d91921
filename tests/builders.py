"""Real objects for tests, made by the same actions that the site uses."""

import itertools

from django.contrib.auth.models import Group

from accounts.models import User
from accounts.rules.roles import Role

_numbers = itertools.count(1)


def a_person(name: str | None = None, *roles: Role, **fields: object) -> User:
    """A member, or one of the staff when roles are given. The password is `sesame-and-lilies`."""
    number = next(_numbers)
    person = User(username=name or f"Person {number}", email=f"person{number}@example.org", **fields)
    person.is_superuser = Role.ADMINISTRATOR in roles
    person.is_staff = bool(roles)
    person.set_password("sesame-and-lilies")
    person.save()
    person.groups.set(Group.objects.filter(name__in=roles))
    return person
