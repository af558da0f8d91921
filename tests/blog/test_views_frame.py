"""What every page has: one language, one theme, whole links, well-formed HTML, and no secrets to keep."""

import re

import html5lib
import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory

from blog.models import SiteSettings
from blog.views import specimens
from tests.blog.conftest import Shelf
from tests.builders import a_person, a_post

LANGUAGES = {"": "de", "/en": "en"}


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_pages_are_well_formed(client: Client, shelf: Shelf, prefix: str) -> None:
    a_post(title="A" * 200, slug="long", lead="<&>\"'", part=1, series_id=shelf.series.pk)
    site = SiteSettings.load()
    site.menu, site.footer = "Outages & more | /category/outages/", "Imprint | /imprint/"
    site.save(update_fields=["menu", "footer"])

    for address in [*shelf.pages, "/nothing/here/", shelf.secrets["withdrawn"].get_absolute_url()]:
        html5lib.HTMLParser(strict=True).parse(text(client, prefix + address))


@pytest.mark.parametrize(("prefix", "language"), LANGUAGES.items())
def test_pages_say_their_language_and_stay_in_it(
    client: Client, shelf: Shelf, prefix: str, language: str
) -> None:
    for address in shelf.pages:
        answer = client.get(prefix + address)
        page = answer.content.decode()
        inside = {link for link in re.findall(r'<a [^>]*href="(/[^"#]*)', page) if "hreflang" not in link}
        others = set(re.findall(r'<a href="([^"]+)" hreflang=', page))

        assert f'<html lang="{language}">' in page
        assert answer["Content-Language"] == language
        assert {link for link in inside - others if link.startswith("/en/") != (language == "en")} == set()


def test_each_page_leads_to_itself_in_the_other_language(client: Client, shelf: Shelf) -> None:
    for address in shelf.pages:
        assert f'<a href="/en{address}" hreflang="en" lang="en">' in text(client, address)
        assert f'<a href="{address}" hreflang="de" lang="de">' in text(client, "/en" + address)


def test_a_page_that_is_not_there_leads_to_the_front_page_in_the_other_language(
    client: Client, db: None
) -> None:
    answer = client.get("//evil.example/a/b/")

    assert answer.status_code == 404
    assert '<a href="/en/" hreflang="en"' in answer.content.decode()
    assert 'href="//' not in answer.content.decode()


def test_the_menu_keeps_the_language_of_the_reader(client: Client, shelf: Shelf) -> None:
    site = SiteSettings.load()
    site.menu = "Outages | /category/outages/\nElsewhere | https://elsewhere.example/"
    site.save(update_fields=["menu"])

    page = text(client, "/en/category/outages/")

    assert '<a href="/en/category/outages/" aria-current="page">Outages</a>' in page
    assert '<a href="https://elsewhere.example/">Elsewhere</a>' in page


def test_every_link_on_every_page_leads_somewhere(client: Client, shelf: Shelf) -> None:
    links = set()
    for address in shelf.pages:
        links |= set(re.findall(r'<(?:a|link) [^>]*href="(/[^"#?]*)', text(client, address)))
    links = {link for link in links if not link.startswith("/static/")}

    answers = {link: client.get(link).status_code for link in links}

    assert len(links) > 15
    assert {link: status for link, status in answers.items() if status not in (200, 302)} == {}


def test_pages_hold_nothing_that_the_policy_forbids(client: Client, shelf: Shelf) -> None:
    for address in shelf.pages:
        page = text(client, address)

        assert not re.search(
            r"<script(?! type=.application/ld\+json.>)(?![^>]* src=)|<style|\sstyle=|\son[a-z]+=|javascript:",
            page,
        )
        assert not re.search(r'<(?:script|link|img)[^>]+(?:src|href)="(?:https?:)?//(?!localhost)', page)


def test_a_reader_leaves_no_trace_and_is_asked_for_nothing(client: Client, shelf: Shelf) -> None:
    for address in [*shelf.pages, *shelf.feeds, "/nothing/here/"]:
        answer = client.get(address)

        assert not answer.cookies, address
        assert "csrfmiddlewaretoken" not in answer.content.decode()


def test_a_first_visit_to_a_post_asks_eight_times_at_most(client: Client, shelf: Shelf) -> None:
    page = text(client, shelf.post.get_absolute_url())

    files = re.findall(r'<(?:script|link|img)[^>]+(?:src|href)="(/(?:static|media)/[^"]+)"', page)
    icons = {file for file in files if file.startswith("/static/icons/")}  # a browser takes one of them

    assert 1 + len(files) - len(icons) + 1 <= 8, files  # the page, its files, one icon


def test_a_member_is_greeted_by_name_and_a_stranger_is_asked_in(client: Client, shelf: Shelf) -> None:
    stranger = text(client, "/en/")
    client.force_login(a_person("Somebody <b>"))
    member = text(client, "/en/")

    assert 'href="/en/accounts/login/?next=/en/"' in stranger
    assert "Somebody &lt;b&gt;" in member
    assert "Sign in" not in member


def test_specimens_are_for_builders_only(client: Client, rf: RequestFactory, db: None) -> None:
    request = rf.get("/specimens/")
    request.user, request._messages = AnonymousUser(), []

    page = specimens.show(request).content.decode()

    assert client.get("/specimens/").status_code == 404
    assert page.count('<article class="story') == 5
    html5lib.HTMLParser(strict=True).parse(page)


def test_readers_change_nothing(client: Client, shelf: Shelf) -> None:
    for address in [*shelf.pages, *shelf.feeds]:
        assert client.post(address).status_code == 405
        assert client.head(address).status_code == 200
