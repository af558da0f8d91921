"""Every address of the old site leads to what became of it, permanently and in one hop."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from urllib.parse import unquote

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from accounts.rules.roles import system
from blog.actions.importing import ImportReport, import_wordpress
from blog.actions.importing.report import Kind, Outcome
from blog.models import Category, Page, Post, Redirect
from blog.rules.wordpress.losses import Loss
from tests.blog.counting import dump
from tests.blog.wxr import a_label, a_note, a_remark, an_attachment, an_author, an_export, an_item
from tests.builders import a_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

NOW = datetime(2026, 3, 14, 9, 26, tzinfo=UTC)
HOME = "https://probe.example"


def take_in(*parts: str, base: str = "", is_dry: bool = False) -> ImportReport:
    data = an_export(*parts).replace(
        b"<link>https://probe.example</link>", f"<link>{HOME}{base}</link>".encode()
    )
    return import_wordpress(open_export=lambda: BytesIO(data), is_dry=is_dry, actor=system("x"), now=NOW)


def a_post_at(link: str, *children: str, number: int = 12, slug: str = "pegel", **fields: str) -> str:
    extra = f"<link>{HOME}{link}</link><guid>{HOME}/?p={number}</guid>{fields.pop('extra', '')}"
    return an_item(*children, number=number, slug=slug, date="2015-03-04 10:00:00", extra=extra, **fields)


def where(client: Client, old: str) -> str:
    """The address at the end of one permanent redirect."""
    answer = client.get(old)
    assert (old, answer.status_code) == (old, 301)
    there = answer["Location"]
    assert (there, client.get(there).status_code) == (there, 200)
    return unquote(there)


@pytest.mark.parametrize(
    ("link", "olds"),
    [
        (
            "/2015/03/04/pegel/",
            ["/2015/03/04/pegel/", "/2015/03/04/pegel"],
        ),
        ("/pegel/", ["/pegel/", "/pegel"]),
        ("/archives/12", ["/archives/12", "/archives/12/"]),
        ("/index.php/2015/03/pegel/", ["/index.php/2015/03/pegel/"]),
        ("/thema/fluss/pegel.html", ["/thema/fluss/pegel.html"]),
        ("/?p=12", ["/?p=12", "/index.php?p=12", "/?p=12&utm_source=x"]),
    ],
)
def test_a_post_is_found_at_what_its_link_says_and_at_what_every_wordpress_knows(
    client: Client, link: str, olds: list[str]
):
    take_in(a_post_at(link))

    everywhere = ["/?p=12", "/archives/12", "/2015/03/04/pegel/", "/pegel/"]
    assert {where(client, old) for old in (*olds, *everywhere)} == {"/2015/03/pegel/"}


def test_the_comments_feed_of_a_post_is_found(client: Client):
    take_in(a_post_at("/2015/03/04/pegel/", a_remark(1)))

    for tail in ("feed/", "feed/atom/", "feed"):
        answer = client.get(f"/2015/03/04/pegel/{tail}")
        assert (answer.status_code, answer["Location"]) == (301, "/2015/03/pegel/feed/")
    assert client.get("/2015/03/pegel/feed/").status_code == 200


@pytest.mark.parametrize(
    "old", ["/feed/atom/", "/feed/rss2/", "/feed/rdf/", "/?feed=rss2", "/?feed=atom", "/?feed=comments-rss2"]
)
def test_the_feeds_of_the_site_are_found(client: Client, old: str):
    take_in(a_post_at("/pegel/"))

    answer = client.get(old)
    if answer.status_code == 301:
        answer = client.get(answer["Location"])

    assert answer.status_code == 200
    assert "xml" in answer["Content-Type"]


def test_the_feed_of_all_comments_and_of_a_category_are_found(client: Client):
    category = "<wp:category><wp:term_id>3</wp:term_id><wp:category_nicename>fluss</wp:category_nicename>"
    category += "<wp:cat_name>Fluss</wp:cat_name></wp:category>"
    take_in(category, a_post_at("/pegel/", a_remark(1), a_label("Fluss")))

    assert client.get("/comments/feed/").status_code == 200
    assert client.get("/category/fluss/feed/").status_code == 200
    for old, new in (("feed/atom/", "feed/"), ("feed/rss2/", "feed/rss/"), ("feed/rdf", "feed/rss/")):
        answer = client.get(f"/category/fluss/{old}")
        assert (answer.status_code, answer["Location"]) == (301, f"/category/fluss/{new}")
    assert client.get("/category/nichts/feed/rss2/").status_code == 404


def test_former_slugs_are_found(client: Client):
    take_in(a_post_at("/2015/03/04/pegel/", extra=a_note("_wp_old_slug", "wasserstand")))

    assert where(client, "/2015/03/04/wasserstand/") == where(client, "/wasserstand/") == "/2015/03/pegel/"


def test_a_slug_that_could_not_be_kept_is_found(client: Client):
    take_in(a_post_at("/2015/03/%d0%bf%d0%b5%d0%b3/", slug="%d0%bf%d0%b5%d0%b3", title="Pegel"))

    assert where(client, "/2015/03/пег/") == "/2015/03/pegel/"


def test_a_blog_below_a_folder_is_found_there_and_at_the_root(client: Client):
    take_in(a_post_at("/blog/2015/03/04/pegel/"), base="/blog")

    olds = ["/blog/2015/03/04/pegel/", "/blog/?p=12", "/?p=12", "/blog/archives/12"]
    assert {where(client, old) for old in olds} == {"/2015/03/pegel/"}


def test_pages_in_pages_and_pages_by_number_are_found(client: Client):
    take_in(
        a_post_at("/ueber/", kind="page", number=4, slug="ueber"),
        a_post_at("/ueber/team/", kind="page", number=5, slug="leute"),
    )

    assert where(client, "/ueber/team/") == where(client, "/?page_id=5") == "/leute/"
    assert where(client, "/?page_id=4") == "/ueber/"
    assert client.get("/ueber/").status_code == 200


def test_pages_of_attachments_lead_to_the_post_they_belong_to(client: Client):
    report = take_in(
        an_attachment(30, "a.png", parent=12, link=f"{HOME}/2015/03/04/pegel/a/"),
        an_attachment(31, "b.png", link=f"{HOME}/b/"),
        a_post_at("/2015/03/04/pegel/"),
    )

    assert where(client, "/2015/03/04/pegel/a/") == "/2015/03/pegel/"
    assert where(client, "/?attachment_id=30") == "/2015/03/pegel/"
    assert client.get("/b/").status_code == 404
    assert report.losses[Loss.LOOSE_PAGES].examples == ["b.png"]


def a_category(slug: str, parent: str = "", number: int = 3) -> str:
    return (
        f"<wp:category><wp:term_id>{number}</wp:term_id><wp:category_nicename>{slug}</wp:category_nicename>"
        f"<wp:category_parent>{parent}</wp:category_parent><wp:cat_name>{slug.title()}</wp:cat_name></wp:category>"
    )


def test_categories_in_categories_and_terms_by_number_are_found(client: Client):
    tag = "<wp:tag><wp:term_id>9</wp:term_id><wp:tag_slug>flut</wp:tag_slug>"
    tag += "<wp:tag_name>Flut</wp:tag_name></wp:tag>"
    take_in(
        a_category("wasser"),
        a_category("fluss", "wasser", 4),
        a_category("elbe", "fluss", 5),
        tag,
        a_post_at("/pegel/", a_label("Elbe"), a_label("Flut", "post_tag")),
    )

    assert where(client, "/category/wasser/fluss/elbe/") == "/category/elbe/"
    assert where(client, "/?cat=4") == "/category/fluss/"
    assert where(client, "/?tag=flut") == where(client, "/?tag_id=9") == "/tag/flut/"
    assert client.get("/category/elbe/").status_code == 200


def test_categories_that_hold_each_other_end_somewhere():
    take_in(a_category("a", "b"), a_category("b", "a", 4))

    assert Category.objects.count() == 2


def test_the_page_of_an_author_whose_name_is_another_here_is_found(client: Client):
    ours = a_person("Ida Wolf")
    EmailAddress.objects.create(user=ours, email="ada@probe.example", verified=True, primary=True)

    take_in(an_author(login="Ada.L", number=7), a_post_at("/pegel/", author="Ada.L"))

    assert where(client, "/author/ada-l/") == where(client, "/?author=7") == "/author/Ida Wolf/"


def test_what_the_site_needs_itself_is_told_and_not_given_away(client: Client):
    report = take_in(a_post_at("/search/pegel/"), a_post_at("/2015/", number=13, slug="x"))

    assert report.losses[Loss.OLD_ADDRESSES].count == 2
    assert client.get("/2015/").status_code == 200


def test_drafts_tell_nothing_by_their_old_address(client: Client):
    take_in(
        a_post_at("/?p=12", status="draft", title="GEHEIM"),
        a_post_at("/y/", number=13, slug="y", status="private"),
    )

    assert client.get("/?p=12").status_code == 200  # the front page
    assert client.get("/y/").status_code == client.get("/archives/12").status_code == 404


def test_a_link_to_another_site_is_no_old_address():
    take_in(an_item(number=12, slug="pegel", extra="<link>https://elsewhere.example/their/path/</link>"))

    assert not Redirect.objects.filter(old__contains="their").exists()


def test_two_posts_that_claim_one_address_share_nothing_and_a_second_run_changes_nothing():
    parts = (a_post_at("/same/", number=1, slug="a"), a_post_at("/same/", number=2, slug="b"))
    take_in(*parts)
    first = dump()

    again = take_in(*parts)

    assert Redirect.objects.get(old="/same").post == Post.objects.get(slug="a")
    assert dump() == first
    assert again.outcomes[Kind.REDIRECT, Outcome.NEW] == 0


def test_what_an_editor_made_of_an_old_address_stays(client: Client):
    take_in(a_post_at("/alt/"))
    page = Page.objects.create(title="P", slug="p", body="", language="de", changed_at=NOW)  # type: ignore[misc]
    Redirect.objects.filter(old="/alt").update(post=None, page=page)

    take_in(a_post_at("/alt/"))

    assert where(client, "/alt/") == "/p/"


def test_a_dry_run_counts_the_same_addresses():
    parts = (
        an_author(),
        a_category("wasser"),
        an_attachment(30, "a.png", parent=12, link=f"{HOME}/2015/03/04/pegel/a/"),
        a_post_at("/2015/03/04/pegel/", author="ada"),
        a_post_at("/ueber/", kind="page", number=4, slug="ueber"),
    )
    before = dump()

    planned = take_in(*parts, is_dry=True)
    after = dump()
    done = take_in(*parts)

    assert after == before
    assert planned.outcomes == done.outcomes
    assert done.outcomes[Kind.REDIRECT, Outcome.NEW] == Redirect.objects.count() > 10


def test_an_interrupted_run_is_completed_with_its_addresses():
    parts = (an_author(login="Ada.L"), a_category("wasser"), a_post_at("/2015/03/04/pegel/", author="Ada.L"))
    take_in(*parts)
    remembered = set(Redirect.objects.values_list("old", flat=True))
    Redirect.objects.all().delete()

    take_in(*parts)

    assert set(Redirect.objects.values_list("old", flat=True)) == remembered >= {"/author/ada-l"}
