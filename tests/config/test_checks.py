"""What is looked at before a site is served."""

import pytest
from django.core import checks

from config.checks import the_address_is_one, the_data_folder_can_be_written, the_site_is_public_and_safe


def ids(found: list[checks.CheckMessage]) -> set[str | None]:
    return {message.id for message in found}


def test_a_local_site_is_told_what_it_lacks_for_others(settings):
    settings.STAFF_SECOND_FACTOR = False

    assert ids(the_site_is_public_and_safe()) == {"resonanz.W001", "resonanz.W002", "resonanz.W003"}


def test_a_public_site_is_told_nothing(settings):
    settings.SITE_HOST, settings.EMAIL_URL = "blick.example", "smtp://mail.example"

    assert ids(the_site_is_public_and_safe()) == set()


@pytest.mark.parametrize(("scheme", "host"), [("", "blick.example"), ("ftp", "blick.example"), ("https", "")])
def test_an_address_that_is_none_is_an_error(settings, scheme, host):
    settings.SITE_SCHEME, settings.SITE_HOST = scheme, host

    assert ids(the_address_is_one()) == {"resonanz.E003"}


def test_a_data_folder_that_is_not_there_is_an_error(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "absent"

    assert ids(the_data_folder_can_be_written()) == {"resonanz.E001"}
