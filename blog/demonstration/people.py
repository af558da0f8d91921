"""The people of the demonstration."""

import secrets
import tomllib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.utils.text import slugify

from accounts.actions.people import Preferences, add_person, set_preferences
from accounts.actions.roles import grant_role
from accounts.models import User
from accounts.rules.roles import Actor, Role

HERE = Path(__file__).parent


@dataclass
class Cast:
    """The people of the demonstration, by name, and the passwords that were given out."""

    people: dict[str, User] = field(default_factory=dict)
    passwords: dict[str, str] = field(default_factory=dict)

    @property
    def moderator(self) -> Actor:
        return self._first(Role.MODERATOR)

    @property
    def editor(self) -> Actor:
        return self._first(Role.EDITOR_IN_CHIEF)

    def _first(self, role: Role) -> Actor:
        return next(person.as_actor() for person in self.people.values() if role in person.roles)


def table_of(name: str) -> dict[str, Any]:
    """Return one of the files beside this one."""
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


def write_people(*, actor: Actor, now: datetime) -> Cast:
    """Store the people, who have been here for a year; the staff and some members get a password."""
    cast = Cast()
    for row in table_of("people.toml")["people"]:
        name, role = row["name"], row.get("role")
        if role or row.get("signs_in"):
            cast.passwords[name] = secrets.token_urlsafe(9)
        person = add_person(
            name=name,
            email=f"{slugify(name)}@resonanz.example",
            password=cast.passwords.get(name),
            language=row["language"],
            now=now - timedelta(days=400),
        )
        set_preferences(
            person=person,
            preferences=Preferences(person.language, "", person.address_form, row.get("about", "")),
            now=now,
        )
        if role:
            grant_role(person=person, role=Role(role), actor=actor, now=now)
        cast.people[name] = User.objects.get(pk=person.pk)
    return cast
