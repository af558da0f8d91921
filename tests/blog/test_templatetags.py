"""Words of the templates."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.template.defaultfilters import date as template_date
from django.utils import translation

from blog.templatetags.reading import day, lang_of, localised, moment, reading_time

NEW_YEAR = datetime(2025, 12, 31, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "expected"), [("de", "1. Januar 2026, 00:30"), ("en", "1 January 2026, 00:30")]
)
def test_a_moment_is_written_the_local_way_where_the_site_is(language: str, expected: str) -> None:
    with translation.override(language):
        assert moment(NEW_YEAR) == f'<time datetime="2026-01-01T00:30+01:00">{expected}</time>'


def test_a_day_is_that_of_the_site_and_a_date_is_itself() -> None:
    with translation.override("en"):
        assert ">1 January 2026<" in day(NEW_YEAR)
        assert day(date(2026, 3, 14)) == '<time datetime="2026-03-14">14 March 2026</time>'


@pytest.mark.parametrize(("language", "expected"), [("en", ""), ("de", ' lang="de"'), ("", "")])
def test_only_another_language_is_marked(language: str, expected: str) -> None:
    with translation.override("en"):
        assert lang_of(language) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/category/outages/", "/en/category/outages/"),
        ("/imprint/", "/en/imprint/"),
        ("/", "/en/"),
        ("/media/a.pdf", "/media/a.pdf"),
        ("https://elsewhere.example/", "https://elsewhere.example/"),
    ],
)
def test_an_address_of_the_menu_keeps_the_language(address: str, expected: str) -> None:
    with translation.override("en"):
        assert localised(address) == expected
    with translation.override("de"):
        assert localised(address) == address


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (238, 1), (400, 2), (2_380, 10)])
def test_reading_takes_at_least_a_minute(words: int, minutes: int) -> None:
    with translation.override("en"):
        assert reading_time(words).startswith(f"{minutes} ")


def test_every_moment_for_machines_is_written_as_html_reads_it() -> None:
    """`date:'c'` writes millionths of a second, and `P` no zone but a time of the clock."""
    files = (Path(__file__).parents[2] / "templates").rglob("*.html")
    formats = {
        f for file in files for f in re.findall(r"""datetime="{{[^}|]*\|date:'([^']*)'""", file.read_text())
    }

    assert formats == {r"Y-m-d\TH:i:sO"}
    assert template_date(NEW_YEAR, r"Y-m-d\TH:i:sO") == "2025-12-31T23:30:00+0000"
