import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import Pulse
from blog.actions.sorting import AddressRefused, AddressTaken, save_sorting
from blog.models import Category, Series, Tag
from tests.builders import EDITOR, NOW, a_person, a_tag
from tests.pulses import pulse_of

pytestmark = pytest.mark.django_db

KINDS = [Category, Tag, Series]


def words(**fields):
    return {"name": "Störungen", "slug": "", "description": "What fails"} | fields


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_one_gets_its_address_from_its_name(kind):
    save_sorting(row=kind(), **words(), actor=EDITOR, now=NOW)

    row = kind.objects.get()
    assert (row.name, row.slug, row.description) == ("Störungen", "stoerungen", "What fails")


@pytest.mark.parametrize("kind", KINDS)
def test_a_second_name_alike_gets_another_address(kind):
    save_sorting(row=kind(), **words(), actor=EDITOR, now=NOW)

    assert save_sorting(row=kind(), **words(), actor=EDITOR, now=NOW).slug == "stoerungen-2"


def test_a_new_name_keeps_the_address():
    tag = save_sorting(row=Tag(), **words(), actor=EDITOR, now=NOW)

    save_sorting(row=tag, **words(name="Ausfälle"), actor=EDITOR, now=NOW)

    assert list(Tag.objects.values_list("name", "slug")) == [("Ausfälle", "stoerungen")]


@pytest.mark.parametrize("slug", ["feed", "page", "Not This", "2026"])
def test_no_address_is_a_word_that_the_site_needs(slug):
    with pytest.raises(AddressRefused):
        save_sorting(row=Tag(), **words(slug=slug), actor=EDITOR, now=NOW)

    assert not Tag.objects.exists()


def test_two_of_a_kind_have_two_addresses():
    other = a_tag("Kabel")

    with pytest.raises(AddressTaken) as refusal:
        save_sorting(row=Tag(), **words(slug=other.slug), actor=EDITOR, now=NOW)

    assert refusal.value.suggestion == "kabel-2"


def test_every_list_of_the_site_gets_another_name():
    before = pulse_of(Pulse.About.SITE)

    save_sorting(row=Series(), **words(), actor=EDITOR, now=NOW)

    assert pulse_of(Pulse.About.SITE) > before


def test_members_sort_nothing():
    with pytest.raises(PermissionDenied):
        save_sorting(row=Tag(), **words(), actor=a_person().as_actor(), now=NOW)

    assert not Tag.objects.exists()
