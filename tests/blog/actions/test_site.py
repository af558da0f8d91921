from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import Pulse
from accounts.rules.roles import Role
from blog.actions.pages import AddressRefused, AddressTaken, ChangedMeanwhile, save_page
from blog.actions.site import save_site, site_values
from blog.models import Page, SiteSettings
from blog.rules.menus import MenuRefused
from tests.builders import EDITOR, a_person
from tests.pulses import pulse_of

pytestmark = pytest.mark.django_db


def page(**fields):
    return {"title": "Imprint", "slug": "", "body": "<p>Us</p>", "language": "en", "public": True} | fields


@pytest.mark.parametrize("role", [Role.EDITOR_IN_CHIEF, Role.ADMINISTRATOR])
def test_who_leads_sets_up_the_site(role):
    wanted = replace(
        site_values(SiteSettings.load()), name="Echo", menu="About | /about/", closes_after_days=14
    )

    save_site(values=wanted, actor=a_person(None, role).as_actor())

    assert site_values(SiteSettings.load()) == wanted


@pytest.mark.parametrize("role", [Role.EDITOR, Role.MODERATOR])
def test_others_do_not(role):
    values = site_values(SiteSettings.load())

    with pytest.raises(PermissionDenied):
        save_site(values=replace(values, name="Mine"), actor=a_person(None, role).as_actor())

    assert site_values(SiteSettings.load()) == values


def test_every_setting_gives_the_site_another_version():
    before = pulse_of(Pulse.About.SITE)

    save_site(values=site_values(SiteSettings.load()), actor=EDITOR)

    assert pulse_of(Pulse.About.SITE) > before


def test_a_broken_menu_is_refused_and_nothing_is_stored():
    values = replace(site_values(SiteSettings.load()), name="Echo", footer="Imprint")

    with pytest.raises(MenuRefused):
        save_site(values=values, actor=EDITOR)

    assert SiteSettings.load().name == "Resonanz"


def test_a_page_is_sanitised_and_gets_its_address_from_its_title(now):
    stored = save_page(page=None, **page(body="<p>Us<script>x</script></p>"), actor=EDITOR, now=now)

    assert (stored.slug, stored.body) == ("imprint", "<p>Us</p>")


@pytest.mark.parametrize("slug", ["admin", "feed", "en", "2026", "media", "Not This"])
def test_a_page_cannot_have_an_address_that_the_site_needs(slug, now):
    with pytest.raises(AddressRefused):
        save_page(page=None, **page(slug=slug), actor=EDITOR, now=now)


def test_two_pages_have_two_addresses(now):
    first = save_page(page=None, **page(), actor=EDITOR, now=now)

    with pytest.raises(AddressTaken) as refusal:
        save_page(page=None, **page(slug=first.slug), actor=EDITOR, now=now)

    assert refusal.value.suggestion == "imprint-2"


def test_a_page_that_somebody_else_changed_is_not_written_over(now):
    first = save_page(page=None, **page(), actor=EDITOR, now=now)
    second = Page.objects.get()
    save_page(page=first, **page(body="<p>First</p>"), actor=EDITOR, now=now)

    with pytest.raises(ChangedMeanwhile):
        save_page(page=second, **page(body="<p>Second</p>"), actor=EDITOR, now=now)

    assert Page.objects.get().body == "<p>First</p>"


def test_members_write_no_pages(now):
    with pytest.raises(PermissionDenied):
        save_page(page=None, **page(), actor=a_person().as_actor(), now=now)

    assert not Page.objects.exists()
