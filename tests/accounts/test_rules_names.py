"""Which names are taken, and which two are one (quality 15)."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.rules.browsers import described
from accounts.rules.logins import login_key
from accounts.rules.names import may_change_at, name_key, objection, tidy
from accounts.rules.zones import ZONES, places_by_continent

pytestmark = pytest.mark.usefixtures("in_english")

HONEST = [
    "Mira Lindqvist", "Torben K.", "Ilse Brandt", "Li", "李雷", "Олег Петров", "Péter Nagy", "Ångström",
    "O'Neil",
    "Müller-Lüdenscheidt", "Tim Gast", "Rolf Editor", "Staffan", "Systema", "Modern Art", "Thomas Mann",
    "Ada", "Jean-Luc", "Zoë", "محمد", "נועה", "Bo 77", "Anna_M", "Supporter Nord", "Teamo", "Nguyễn Văn An",
    "Adelheid Minner", "Moritz", "Modeste",
]  # fmt: skip
OF_THE_HOUSE = [
    "Admin", "ADMIN", "adm1n", "4dm1n", "ADMlN", "Аdmin", "Αdmin", "ａｄｍｉｎ", "Adrnin", "_admin_",
    "A.d.m.i.n",
    "A d m i n", "Admin 2", "Admin Meier", "Administrator", "Admіnіstrаtor", "Redaktion", "Redaktіon",
    "redakti0n",
    "Redaktion 2", "Redaktion01", "R e d a k t i o n", "Rédaktion", "Die Redaktion", "Chefredakteurin",
    "Redaktionsteam", "Moderation", "M0derator", "Moderatorin Eva", "Das Moderationsteam", "Support",
    "support-team",
    "5upport", "Offiziell", "Official", "Staff", "System", "Team", "Gast", "Anonym", "Webmaster",
    "Impressum",
    "Gelöscht", "Geloescht", "Unbekannt", "null", "Root", "Newsroom", "Editor", "Kundendienst",
]  # fmt: skip
TRICKS = [
    " Mira", "Mira ", "M", "x" * 41, "", "Mi\u202era", "Mi\u200bra", "Mi\u2066ra", "Mi\nra", "Mi\x00ra",
    "Mi\tra",
    "Mi\u00adra", "Mi\ufeffra", "Mi\u3164ra", "Mi\u00a0ra", "Mi  ra", "Z" + "\u0301" * 4 + "algo", "😀😀",
    "<b>Mira",
    "mira@example.org", "https://x.org", "....", "1234", "Mi\ud800ra", "\u2800\u2800", "Mi\U000e0041ra",
    "a\u20ddb",
]  # fmt: skip


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_name_is_welcome(name):
    assert objection(tidy(name)) is None


@pytest.mark.parametrize("name", OF_THE_HOUSE)
def test_nobody_speaks_for_the_house_in_any_spelling(name):
    assert str(objection(tidy(name))) == "This name looks as if it spoke for the site."


@pytest.mark.parametrize("name", TRICKS)
def test_a_name_with_a_trick_is_refused_in_words(name):
    assert str(objection(tidy(name))).endswith((".", "'"))


@pytest.mark.parametrize("name", ["Nordlicht", "nordl1cht", "N o r d l i c h t"])
def test_the_name_of_the_site_is_not_for_people(name):
    assert objection(tidy(name), house="Nordlicht") is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mira", "mira"), ("Mira", "MIRA"), ("Mira", "Mirа"), ("Mira", "M-i-r-a"), ("Mira", "Míra"),
        ("Ilse", "llse"),
        ("Olaf", "0laf"), ("Bernd", "Bemd"), ("Straße", "Strasse"), ("Ada", "Аdа"), ("Wanda", "VVanda"),
        ("Mira Lind", "MiraLind"), ("Mira", "Ｍｉｒａ"), ("ﬁona", "fiona"), ("Σκα", "σκα"),
    ],
)  # fmt: skip
def test_names_that_look_alike_have_one_key(one, other):
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Mira", "Mara"), ("李雷", "李霞"), ("Bo 7", "Bo 8"), ("Anna", "Hanna")]
)
def test_names_that_differ_keep_their_difference(one, other):
    assert name_key(one) != name_key(other)


def test_a_name_is_kept_in_composed_form():
    assert tidy("Zoe\u0308") == "Zoë"


def test_a_name_rests_for_thirty_days():
    changed = datetime(2026, 3, 1, tzinfo=UTC)

    assert may_change_at(changed) == changed + timedelta(days=30)
    assert may_change_at(None) is None


@pytest.mark.parametrize(
    "typed", [" Mira Lind ", "mira lind", "MIRA  LIND", "Ｍira Lind", "miralind", "Mira\u00a0Lind"]
)
def test_all_spellings_of_a_login_count_as_one(typed):
    assert login_key(typed) == "miralind"


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0", "Firefox, Linux"),
        (
            "Mozilla/5.0 (Windows NT 10.0) Chrome/150.0 Safari/537.36 Edg/150.0",
            "Edge, Windows",
        ),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19 Safari/605.1", "Safari, iPhone"),
        ("curl/8.0", ""),
    ],
)
def test_a_browser_is_described_in_two_words(agent, words):
    assert described(agent) == words


def test_time_zones_are_real_places_by_continent():
    places = places_by_continent()

    assert ("Europe/Berlin", "Berlin") in places["Europe"]
    assert ("America/Argentina/Buenos_Aires", "Argentina, Buenos Aires") in places["America"]
    assert {name for group in places.values() for name, _place in group} <= ZONES
