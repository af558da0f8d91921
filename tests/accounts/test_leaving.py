"""Leaving: seven days to undo it, and then for good."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import translation

from accounts.actions.batches import take_out_name
from accounts.actions.erasing import erase_due
from accounts.actions.gone_names import free_names
from accounts.actions.leaving import (
    BadToken,
    LastAdministrator,
    LeavesAlready,
    TooLate,
    leaving_by,
    link_to_undo,
    start_leaving,
    undo_leaving,
)
from accounts.actions.measures import Leaves, ask_leave
from accounts.actions.people import NameTaken, check_name
from accounts.models import Delivery, FormerName, Leaving, Measure, User
from accounts.personal import parts
from accounts.rules.leaving import NAMES_KEPT, WAIT, Choice
from accounts.rules.measures import Deed
from accounts.rules.names import name_key
from accounts.rules.roles import Role
from tests.builders import NOW, a_measure, a_person

pytestmark = pytest.mark.django_db
LATER = NOW + WAIT


def leave(person, choice=Choice.NAMELESS, **wishes):
    return start_leaving(person=person, choice=choice, actor=person.as_actor(), now=NOW, **wishes)


def reloaded(person):
    return User.objects.get(pk=person.pk)


def test_nothing_new_is_said_while_an_account_waits_to_go():
    person = a_person()

    leave(person)

    with pytest.raises(Leaves):
        ask_leave(person=reloaded(person), deed=Deed.REACT, now=NOW)


def test_who_undoes_it_has_everything_as_it_was():
    person = a_person("Mira", Role.MODERATOR)
    before = User.objects.filter(pk=person.pk).values().get()
    leaving = leave(person)
    assert not reloaded(person).roles

    undo_leaving(leaving=leaving, now=LATER)

    assert User.objects.filter(pk=person.pk).values().get() == before
    assert reloaded(person).roles == {Role.MODERATOR}
    assert erase_due(now=LATER) == 0


def test_every_confirmed_address_is_told_the_day_and_the_way_back():
    person = a_person("Mira", language="en")
    for number, verified in enumerate((True, True, False)):
        EmailAddress.objects.create(user=person, email=f"m{number}@example.org", verified=verified)

    leaving = leave(person)

    mails = Delivery.objects.filter(kind="leaving").order_by("to")
    assert [mail.to for mail in mails] == ["m0@example.org", "m1@example.org"]
    token = re.search(r"/accounts/stay/(.+)/", mails[0].text)[1]
    assert leaving_by(token) == leaving
    assert "March 21, 2026" in mails[0].text or "21 March 2026" in mails[0].text


def test_a_made_up_token_undoes_nothing():
    leaving = leave(a_person())

    with pytest.raises(BadToken):
        leaving_by(f"{leaving.pk}:made-up")


def test_nobody_is_erased_before_the_time():
    leave(a_person())

    assert erase_due(now=LATER - WAIT / 1000) == 0


def test_the_account_is_gone_when_the_time_has_come():
    person = a_person("Mira")
    leaving = leave(person)

    assert erase_due(now=LATER) == 1

    assert not User.objects.filter(pk=person.pk).exists()
    leaving.refresh_from_db()
    assert (leaving.person, leaving.done_at) == (None, LATER)
    assert erase_due(now=LATER) == 0


def test_it_cannot_be_undone_once_it_began():
    leaving = leave(a_person())
    Leaving.objects.filter(pk=leaving.pk).update(started_at=LATER)

    with pytest.raises(TooLate):
        undo_leaving(leaving=leaving, now=LATER)


def test_asking_twice_is_asking_once():
    person = a_person()
    leave(person)

    with pytest.raises(LeavesAlready):
        leave(person)


def test_the_only_administrator_stays_until_there_is_another():
    person = a_person("Chief", Role.ADMINISTRATOR)
    with pytest.raises(LastAdministrator):
        leave(person)

    a_person("Deputy", Role.ADMINISTRATOR)

    assert leave(person)


def test_two_administrators_cannot_both_be_leaving():
    first, second = a_person("Chief", Role.ADMINISTRATOR), a_person("Deputy", Role.ADMINISTRATOR)
    leave(first)

    with pytest.raises(LastAdministrator):
        leave(second)


def test_only_administrators_start_it_for_others_and_say_why():
    person, chief = a_person(), a_person("Chief", Role.ADMINISTRATOR)
    for actor, reason in ((a_person("Mo", Role.MODERATOR), "law"), (chief, ""), (chief, "made up")):
        with pytest.raises(PermissionDenied):
            start_leaving(person=person, choice=Choice.DELETE, actor=actor.as_actor(), reason=reason, now=NOW)

    leaving = start_leaving(
        person=person, choice=Choice.DELETE, actor=chief.as_actor(), reason="law", now=NOW
    )

    assert (leaving.by, leaving.reason) == (chief, "law")


def test_the_banned_may_leave_and_the_ban_goes_with_them():
    person = a_person()
    a_measure(person)

    leave(person)
    erase_due(now=LATER)

    assert not Measure.objects.exists()


def test_a_name_is_kept_from_others_for_a_year_and_nobody_can_read_it():
    person = a_person("Mira Lindqvist")
    FormerName.objects.create(name_key=name_key("Mira Krause"), user=person, given_up_at=NOW)
    leave(person)
    erase_due(now=LATER)

    for name in ("mira lindqvist", "Mira Krause"):
        with pytest.raises(NameTaken):
            check_name(name)
    assert not FormerName.objects.filter(name_key__contains=name_key("mira")).exists()
    assert free_names(LATER + NAMES_KEPT).count() == 0
    assert free_names(LATER + NAMES_KEPT * 2).count() == 2


def test_all_sessions_end():
    person, other = a_person(), a_person()
    for someone in (person, person, other):
        Client().force_login(someone)
    leave(person)

    erase_due(now=LATER)

    assert [session.get_decoded()["_auth_user_id"] for session in Session.objects.all()] == [str(other.pk)]


def test_one_whose_erasure_fails_holds_up_nobody(monkeypatch):
    stuck, free = a_person(), a_person()
    leave(stuck)
    leave(free)
    part = next(part for part in parts() if part.name == "posts")

    def fail(person, choice, now):
        if person == stuck:
            raise RuntimeError
        return False

    monkeypatch.setitem(vars(part), "erase", fail)

    assert erase_due(now=LATER) == 1
    monkeypatch.undo()
    assert erase_due(now=LATER) == 1


def test_rooms_are_left_from_above():
    """What hangs on the account must be gone before it."""
    rooms = [part.erase.__module__.partition(".")[0] for part in reversed(parts()) if part.erase]

    assert sorted(rooms, key=["blog", "comments", "accounts"].index) == rooms


@pytest.mark.parametrize(
    ("name", "language"), [("Mitglied", "de"), ("ehemaliges Mitglied", "de"), ("member", "en")]
)
def test_a_name_that_means_nobody_is_taken_out_once_and_not_for_ever(name, language):
    person, measure = a_person(name), a_measure(a_person("Anna"))
    Measure.objects.update(words=f"Insulted a {name}.")

    with translation.override(language):
        steps = [take_out_name(person, Measure, ["words"]) for _step in range(2)]

    measure.refresh_from_db()
    assert (steps, measure.words) == ([True, False], "Insulted a ….")


def test_browsers_may_say_where_the_form_that_undoes_it_comes_from(client):
    leave(a_person(language="en"))
    address = link_to_undo(Leaving.objects.get(), "en").removeprefix(settings.SITE_URL)

    page = client.get(address)

    assert 'method="post"' in page.content.decode()
    assert (
        page["Referrer-Policy"] == "same-origin"
    )  # with "no-referrer" its origin is null, and it is refused
