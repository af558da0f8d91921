"""Remembering where things stood."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from blog.actions.redirects import (
    OldAddressAnswers,
    OldAddressRefused,
    OldAddressReserved,
    remember_address,
)
from blog.models import Page, Redirect
from tests.builders import NOW, a_category, a_person, a_post, a_series, a_tag

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


def a_page(slug="imprint", **fields):
    return Page.objects.create(title="A page", slug=slug, language="de", changed_at=NOW, **fields)


@pytest.mark.parametrize("make", [a_post, a_page, a_category, a_tag, a_series, a_person])
def test_an_old_address_leads_to_one_thing_of_any_kind(make):
    target = make()

    remember_address(old="/alt/", target=target, now=NOW)

    assert Redirect.objects.get().target == target


def test_remembering_twice_changes_nothing():
    post = a_post()
    remember_address(old="/alt/", target=post, now=NOW)

    remember_address(old="https://old.example/alt", target=post, now=LATER)

    assert Redirect.objects.get().remembered_at == NOW


def test_the_latest_target_wins():
    remember_address(old="/alt/", target=a_post(), now=NOW)
    tag = a_tag()

    remember_address(old="/alt/", target=tag, now=LATER)

    assert Redirect.objects.get().target == tag


def test_an_address_of_a_thousand_characters_is_remembered():
    remember_address(old="/" + "ü" * 999, target=a_post(), now=NOW)

    assert len(Redirect.objects.get().old) == 1000


@pytest.mark.parametrize("old", ["/", "/en/", "/admin/x/", "/2026/", "/2026/03/", "/feed/", "/en/search/"])
def test_what_the_site_needs_itself_is_refused(old):
    with pytest.raises(OldAddressReserved):
        remember_address(old=old, target=a_post(), now=NOW)


@pytest.mark.parametrize("old", ["/" + "a" * 1000, "/a%00"])
def test_what_is_no_address_is_refused(old):
    with pytest.raises(OldAddressRefused):
        remember_address(old=old, target=a_post(), now=NOW)


def test_addresses_at_which_something_stands_are_refused():
    things = [a_post(), a_page(), a_category(), a_tag(), a_series()]
    addresses = [thing.get_absolute_url() for thing in things] + [f"/author/{a_person('Ada').username}/"]

    for address in [*addresses, "/en/imprint/"]:
        with pytest.raises(OldAddressAnswers):
            remember_address(old=address, target=a_post(), now=NOW)

    assert not Redirect.objects.exists()


def test_the_database_refuses_an_address_that_leads_nowhere_or_to_two_things():
    post, tag = a_post(), a_tag()

    for targets in ({}, {"post": post, "tag": tag}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Redirect.objects.create(digest="x", old="/x", remembered_at=NOW, **targets)
