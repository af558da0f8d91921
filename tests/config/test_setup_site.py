"""Setting up a real site, by options and by questions."""

import io
import stat

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Community, User
from config.envfile import with_values

pytestmark = pytest.mark.django_db

OPTIONS = {
    "name": "Der Blick",
    "admin_name": "Ada Brenner",
    "admin_mail": "ada@example.org",
    "no_input": True,
}


@pytest.fixture(autouse=True)
def _where_it_is_written(settings, tmp_path, monkeypatch):
    settings.ENV_FILE = tmp_path / ".env"
    monkeypatch.setenv("RESONANZ_ADMIN_PASSWORD", "sesame-and-lilies")


def set_up(**options: object) -> str:
    out = io.StringIO()
    call_command("setup_site", stdout=out, **(OPTIONS | options))
    return out.getvalue()


def test_the_site_has_a_name_and_an_administrator():
    set_up()

    person = User.objects.get(username="Ada Brenner")
    assert Community.load().name == "Der Blick"
    assert person.is_superuser
    assert person.check_password("sesame-and-lilies")
    assert person.emailaddress_set.filter(email="ada@example.org", verified=True, primary=True).exists()


def test_address_and_language_are_kept_in_the_file_of_settings(settings):
    settings.ENV_FILE.write_text("# mine\nSECRET_KEY=abc\nRESONANZ_URL=http://old.example\n")

    set_up(address="https://blick.example/", language="en")

    assert settings.ENV_FILE.read_text() == (
        "# mine\nSECRET_KEY=abc\nRESONANZ_URL=https://blick.example\nRESONANZ_LANGUAGE=en\n"
    )
    assert stat.S_IMODE(settings.ENV_FILE.stat().st_mode) == 0o600


def test_a_second_call_changes_nothing():
    set_up()

    set_up(admin_name=None, admin_mail=None)

    assert User.objects.filter(is_superuser=True).count() == 1


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"address": "example.org"}, "must look like"),
        ({"address": "https://example.org/blog"}, "must look like"),
        ({"admin_mail": "nobody"}, "no mail address"),
        ({"admin_name": None, "admin_mail": None}, "needs an administrator"),
        ({"name": "x" * 81}, "The name"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(options, words):
    with pytest.raises(CommandError, match=words):
        set_up(**options)

    assert not User.objects.exists()


def test_a_poor_password_is_refused(monkeypatch):
    monkeypatch.setenv("RESONANZ_ADMIN_PASSWORD", "password")

    with pytest.raises(CommandError, match="password"):
        set_up()


def test_a_name_that_is_taken_is_said_in_a_sentence():
    set_up()

    with pytest.raises(CommandError, match="there already"):
        set_up()


def test_a_file_that_cannot_be_written_is_told_with_what_to_set(settings, tmp_path):
    settings.ENV_FILE = tmp_path / "absent" / ".env"

    with pytest.raises(CommandError, match="RESONANZ_URL=https://blick"):
        set_up(address="https://blick.example")


def test_questions_are_asked_for_what_is_not_given(monkeypatch):
    answers = iter(["", "", "", "Ada Brenner", "ada@example.org"])
    monkeypatch.setattr("builtins.input", lambda question: next(answers))

    call_command("setup_site", stdout=io.StringIO())

    assert User.objects.filter(username="Ada Brenner", is_superuser=True).exists()


def test_a_value_with_spaces_is_quoted_and_one_with_a_line_end_refused():
    assert with_values("", {"A": "b c"}) == "A='b c'\n"
    with pytest.raises(ValueError, match="A"):
        with_values("", {"A": "b\nSECRET_KEY=x"})
