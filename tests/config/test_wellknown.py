"""The small files for machines."""

from datetime import timedelta
from pathlib import Path

import PIL.Image
import pytest
from django.urls import reverse
from django.utils.dateparse import parse_datetime

from config.wellknown import security_lines


def test_robots_are_kept_from_forms_in_both_languages(client):
    text = client.get("/robots.txt").content.decode()

    assert {"Disallow: /accounts/", "Disallow: /en/accounts/"} <= set(text.splitlines())


def test_without_a_contact_there_is_no_security_file(client):
    assert client.get("/.well-known/security.txt").status_code == 404


def test_the_security_file_names_the_contact(client, settings):
    settings.SECURITY_CONTACT = "security@example.org"

    response = client.get("/.well-known/security.txt")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert "Contact: mailto:security@example.org" in response.content.decode().splitlines()


def test_the_security_file_is_good_for_months(settings, now):
    (expires,) = [line for line in security_lines(now) if line.startswith("Expires: ")]

    until = parse_datetime(expires.removeprefix("Expires: "))
    assert now + timedelta(days=100) < until < now + timedelta(days=365)


@pytest.mark.django_db
def test_password_managers_are_led_to_the_form(client):
    response = client.get("/.well-known/change-password")

    assert (response.status_code, response["Location"]) == (302, reverse("account_change_password"))


def test_the_old_address_of_the_icon_leads_to_it(client):
    assert client.get("/favicon.ico")["Location"].endswith("favicon.ico")


@pytest.mark.django_db
def test_devices_learn_name_and_icons(client):
    response = client.get("/manifest.webmanifest")
    manifest = response.json()

    assert response["Content-Type"] == "application/manifest+json"
    assert (manifest["name"], manifest["start_url"]) == ("Resonanz", "/")
    for icon in manifest["icons"]:
        path = Path(__file__).parents[2] / icon["src"].lstrip("/")
        if icon["type"] == "image/png":
            with PIL.Image.open(path) as picture:
                assert icon["sizes"] == f"{picture.width}x{picture.height}"
        else:
            assert path.read_text().startswith("<svg")


@pytest.mark.django_db
def test_every_page_offers_icons_and_manifest(client):
    page = client.get("/").content.decode()

    for name in ("favicon.ico", "favicon.svg", "apple-touch-icon.png"):
        assert f'href="/static/icons/{name}"' in page
    assert '<link rel="manifest" href="/manifest.webmanifest">' in page
