"""Roles are given and taken by administrators only, and leave a line each."""

import pytest
from django.core.exceptions import PermissionDenied

from accounts.actions.leaving import start_leaving, undo_leaving
from accounts.actions.roles import LastAdministrator, grant_role, revoke_role
from accounts.models import RoleChange, User
from accounts.rules.leaving import Choice
from accounts.rules.roles import Role, system
from tests.builders import a_person

pytestmark = pytest.mark.django_db


def test_a_granted_role_opens_what_the_table_says(now):
    person = a_person("Ilse Brandt")

    grant_role(person=person, role=Role.EDITOR, actor=system("setup"), now=now)

    person = User.objects.get(pk=person.pk)
    assert person.roles == {Role.EDITOR}
    assert person.is_staff
    assert person.has_perm("blog.change_post") and person.has_module_perms("blog")
    assert not person.has_perm("comments.change_comment") and not person.has_module_perms("accounts")


def test_granting_twice_leaves_one_line(now):
    chief = a_person("Chief", Role.ADMINISTRATOR)
    person = a_person("Ilse Brandt")

    for _ in range(2):
        grant_role(person=person, role=Role.MODERATOR, actor=chief.as_actor(), now=now)

    line = RoleChange.objects.get()
    assert (line.person, line.role, line.granted, line.by, line.changed_at) == (
        person, "moderator", True, chief, now,
    )  # fmt: skip


def test_a_revoked_role_is_gone_and_written_down(now):
    person = a_person("Ilse Brandt", Role.MODERATOR)

    revoke_role(person=person, role=Role.MODERATOR, actor=system("setup"), now=now)

    person = User.objects.get(pk=person.pk)
    assert (person.roles, person.is_staff) == (frozenset(), False)
    assert list(RoleChange.objects.values_list("granted", "by_name")) == [(False, "setup")]


def test_taking_a_role_that_is_not_there_changes_nothing(now):
    revoke_role(person=a_person(), role=Role.EDITOR, actor=system("setup"), now=now)

    assert not RoleChange.objects.exists()


@pytest.mark.parametrize("roles", [(), (Role.MODERATOR,), (Role.EDITOR,), (Role.EDITOR_IN_CHIEF,)])
@pytest.mark.parametrize("act", [grant_role, revoke_role])
def test_nobody_below_an_administrator_gives_or_takes_roles(now, roles, act):
    actor = a_person("Jonas Weidner", *roles).as_actor()

    with pytest.raises(PermissionDenied):
        act(person=a_person("Ilse Brandt", Role.EDITOR), role=Role.EDITOR, actor=actor, now=now)


def test_the_last_administrator_stays(now):
    chief = a_person("Chief", Role.ADMINISTRATOR)
    a_person("Away", Role.ADMINISTRATOR, is_active=False)

    with pytest.raises(LastAdministrator):
        revoke_role(person=chief, role=Role.ADMINISTRATOR, actor=chief.as_actor(), now=now)


def test_one_of_two_administrators_may_go(now):
    chief, other = a_person("Chief", Role.ADMINISTRATOR), a_person("Other", Role.ADMINISTRATOR)

    revoke_role(person=other, role=Role.ADMINISTRATOR, actor=chief.as_actor(), now=now)

    assert User.objects.get(pk=other.pk).roles == frozenset()


def test_a_person_who_is_not_active_has_no_role():
    person = a_person("Away", Role.EDITOR, Role.ADMINISTRATOR, is_active=False)

    assert person.roles == frozenset()
    assert not person.has_perm("blog.change_post")


def test_roles_that_rest_can_be_taken_and_do_not_come_back(now):
    chief, person = (
        a_person("Chief", Role.ADMINISTRATOR),
        a_person("Ilse Brandt", Role.MODERATOR, Role.EDITOR),
    )
    leaving = start_leaving(person=person, choice=Choice.NAMELESS, actor=person.as_actor(), now=now)

    revoke_role(person=person, role=Role.MODERATOR, actor=chief.as_actor(), now=now)
    undo_leaving(leaving=leaving, now=now)

    assert User.objects.get(pk=person.pk).roles == {Role.EDITOR}
