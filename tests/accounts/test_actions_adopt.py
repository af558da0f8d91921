"""People of an import: found again, never confused, called by a name that is free (E15)."""

from datetime import datetime

import pytest
from allauth.account.models import EmailAddress

from accounts.actions.adopt import adopt_person, find_adopted, free_name
from accounts.models import User
from accounts.rules.names import LONGEST, name_key
from tests.accounts.steps import a_member
from tests.builders import a_person

pytestmark = pytest.mark.django_db


def adopt(now: datetime, **wishes: object) -> User:
    known = {"foreign_id": "old:7", "names": ["Ada Quill"], "email": "Ada@example.org", "language": "en"}
    return adopt_person(**(known | wishes), now=now)


def test_somebody_new_gets_an_account_that_only_the_address_can_claim(now):
    person = adopt(now)

    assert (person.username, person.email, person.date_joined) == ("Ada Quill", "ada@example.org", now)
    assert not person.has_usable_password()
    assert not person.roles
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [
        ("ada@example.org", False, True)
    ]


def test_somebody_adopted_before_is_found_by_the_foreign_id_under_any_name(now):
    person = adopt(now)

    assert adopt(now, names=["Somebody Else"], email="new@example.org") == person
    assert User.objects.count() == 1


def test_a_confirmed_address_finds_its_owner_in_any_spelling(now):
    owner = a_member("Mira Lindqvist", email="mira@example.org")

    assert adopt(now, email="MIRA@Example.org") == owner


def test_an_address_that_nobody_confirmed_finds_nobody(now):
    stranger = a_person("Mira Lindqvist")
    EmailAddress.objects.create(user=stranger, email="ada@example.org", verified=False)

    assert find_adopted(foreign_id="old:7", email="ada@example.org") is None


def test_a_name_alone_finds_nobody(now):
    a_person("Ada Quill")

    person = adopt(now, email="")

    assert person.username == "Ada Quill 2"
    assert not EmailAddress.objects.filter(user=person).exists()


def test_the_first_name_that_is_possible_and_free_is_taken():
    a_person("Ada Quill")

    assert free_name(names=["Ada Quill", "admin", "Bea Vale", "Cay"], language="en") == "Bea Vale"


def test_names_that_are_about_to_be_given_away_are_not_free():
    assert free_name(names=["Ada", "Bea"], language="en", taken={name_key("Ada")}) == "Bea"


@pytest.mark.parametrize(
    ("language", "names", "called"),
    [("de", [], "Autor 2"), ("en", ["", "  "], "Author 2"), ("fr", ["\u202e"], "Author 2")],
)
def test_who_has_no_name_gets_a_plain_one(language, names, called):
    assert free_name(names=names, language=language) == called


def test_a_name_of_the_staff_gives_way_to_a_plain_one():
    assert free_name(names=["Administrator"], language="en") == "Author 2"


def test_a_long_name_is_cut():
    name = free_name(names=["x" * 300], language="en")

    assert len(name) <= LONGEST
