"""What an import stores, and what it leaves alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.test import Client

from accounts.models import User
from accounts.rules.roles import Role, system
from blog.actions.importing import ImportReport, import_wordpress
from blog.actions.importing.report import Kind, Outcome
from blog.actions.pages import save_page
from blog.actions.posts import publish_post, save_post, withdraw_post
from blog.actions.revisions import content_of
from blog.models import Category, Page, Post, Tag
from blog.rules.content import BylineEntry, PostContent
from blog.rules.wordpress import ImportRefused
from blog.rules.wordpress.losses import Loss
from comments.actions.moderate import moderate
from comments.models import Comment
from comments.rules.states import REMOVE, State
from tests.blog.counting import dump, in_database, in_file
from tests.blog.wxr import a_label, a_remark, an_author, an_export, an_item, many
from tests.builders import a_person

pytestmark = pytest.mark.django_db

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "wordpress"
ALL_FIXTURES = sorted(FIXTURES.glob("*.xml"))
NOW = datetime(2026, 3, 14, 9, 26, tzinfo=UTC)


def take_in(*parts: str, is_dry: bool = False, now: datetime = NOW) -> ImportReport:
    data = an_export(*parts)
    return import_wordpress(
        open_export=lambda: BytesIO(data), is_dry=is_dry, actor=system("import_wordpress"), now=now
    )


def take_in_file(path: Path, *, is_dry: bool = False) -> ImportReport:
    return import_wordpress(
        open_export=lambda: path.open("rb"), is_dry=is_dry, actor=system("import_wordpress"), now=NOW
    )


def the_post() -> Post:
    return Post.objects.select_related("live__category", "thread").get()


@pytest.mark.parametrize("path", ALL_FIXTURES, ids=lambda path: path.stem)
def test_everything_in_our_own_exports_arrives_and_again_nothing_changes(path: Path):
    take_in_file(path)
    first = dump()

    again = take_in_file(path)

    assert in_database() == in_file(path)
    assert dump() == first
    assert {outcome for _, outcome in again.outcomes} == {Outcome.UNCHANGED}


@pytest.mark.parametrize("path", ALL_FIXTURES, ids=lambda path: path.stem)
def test_a_dry_run_reports_the_same_and_stores_nothing(path: Path):
    before = dump()

    planned = take_in_file(path, is_dry=True)
    after = dump()
    done = take_in_file(path)

    assert after == before
    assert (planned.outcomes, planned.losses, planned.comment_states) == (
        done.outcomes,
        done.losses,
        done.comment_states,
    )


def test_nothing_is_stored_when_the_end_of_the_file_is_broken():
    data = an_export(*many(300, remarks=1))[:-40]
    before = dump()

    with pytest.raises(ImportRefused):
        import_wordpress(open_export=lambda: BytesIO(data), is_dry=False, actor=system("x"), now=NOW)

    assert dump() == before


def test_only_those_who_lead_may_import():
    with pytest.raises(PermissionDenied):
        import_wordpress(
            open_export=lambda: BytesIO(b""),
            is_dry=True,
            actor=a_person("Ed", Role.EDITOR).as_actor(),
            now=NOW,
        )


def test_a_post_keeps_title_lead_text_date_address_and_identifier():
    take_in(
        an_item(
            number=10,
            title="Fähre &amp; Pegel",
            text="Eins\n\nZwei",
            excerpt="<b>Kurz</b> gesagt.",
            slug="faehre-und-pegel",
            date="2024-12-31 23:30:00",
            extra="<guid>https://probe.example/?p=10</guid>",
        )
    )

    post = the_post()
    assert (post.live.title, post.live.lead) == ("Fähre & Pegel", "Kurz gesagt.")
    assert post.live.body == "<p>Eins</p>\n<p>Zwei</p>"
    assert post.published_at == datetime(2024, 12, 31, 23, 30, tzinfo=UTC)
    assert post.thread.path == "/2025/01/faehre-und-pegel/"
    assert post.guid == "https://probe.example/?p=10"
    assert post.is_public(NOW)
    assert post.thread.is_visible(NOW)


def test_a_post_for_later_is_published_when_its_time_comes():
    take_in(an_item(status="future", date="2031-06-20 10:00:00"))

    post = the_post()
    assert not post.is_public(NOW)
    assert post.is_public(datetime(2031, 6, 20, 10, tzinfo=UTC))


@pytest.mark.parametrize("status", ["draft", "pending", "private", "trash", "auto-draft", "odd"])
def test_what_was_not_public_there_is_public_nowhere_here(status: str):
    take_in(an_item(a_remark(1), status=status))

    assert not Post.objects.public(NOW + timedelta(days=9999)).exists()
    assert not the_post().thread.is_visible(NOW)
    assert Comment.objects.count() == 1


def test_two_posts_with_one_address_get_two():
    report = take_in(an_item(slug="pegel", number=1), an_item(slug="pegel", number=2))

    assert list(Post.objects.order_by("pk").values_list("slug", flat=True)) == ["pegel", "pegel-2"]
    assert report.losses[Loss.NEW_ADDRESS].examples == ["pegel → pegel-2"]


def test_an_address_that_is_taken_here_is_left_to_its_post():
    take_in(an_item(slug="pegel", number=1))
    own = the_post()
    Post.objects.filter(pk=own.pk).update(foreign_id=None)

    take_in(an_item(slug="pegel", number=1))

    assert list(Post.objects.order_by("pk").values_list("slug", flat=True)) == ["pegel", "pegel-2"]


def test_a_slug_in_other_letters_gives_way_to_a_readable_one():
    take_in(
        an_item(slug="%d0%bc%d0%be%d1%81%d1%82-2", title="Most", number=1),
        an_item(slug="%d0%bc%d0%be%d1%81%d1%82", title="Мост", number=2),
    )

    assert list(Post.objects.order_by("pk").values_list("slug", flat=True)) == ["most", "post-2"]


def test_the_first_telling_category_is_the_category_and_the_others_are_tags():
    take_in(
        an_item(
            a_label("Allgemein"),
            a_label("Verkehr"),
            a_label("Fähren", slug="faehren"),
            a_label("Lore", "post_tag"),
        )
    )

    post = the_post()
    assert post.live.category.name == "Verkehr"
    assert set(post.live.tags.values_list("name", flat=True)) == {"Fähren", "Lore"}


def test_categories_and_tags_that_are_here_already_are_used():
    Category.objects.create(name="Verkehr und Wege", slug="verkehr")
    Tag.objects.create(name="Lore", slug="lore")

    take_in(an_item(a_label("Verkehr"), a_label("Lore", "post_tag")))

    assert the_post().live.category.name == "Verkehr und Wege"
    assert (Category.objects.count(), Tag.objects.count()) == (1, 1)


def test_a_tag_with_a_word_of_the_site_is_one_tag_for_every_export():
    take_in(an_item(a_label("Page", "post_tag")))
    other = an_export(an_item(a_label("page", "post_tag"))).replace(b"probe.example", b"other.example")

    import_wordpress(open_export=lambda: BytesIO(other), is_dry=False, actor=system("x"), now=NOW)

    assert list(Tag.objects.values_list("name", "slug")) == [("Page", "page-2")]


def test_an_author_gets_an_account_that_nobody_can_use_before_claiming_it():
    take_in(an_author(), an_item(author="ada"), an_item(author="ada"))

    person = User.objects.get()
    assert (person.username, person.email, person.is_staff, person.roles) == (
        "Ada Quill",
        "ada@probe.example",
        False,
        frozenset(),
    )
    assert not person.has_usable_password()
    assert not EmailAddress.objects.get(user=person).verified


def test_a_person_here_is_the_author_only_by_a_verified_address():
    ours = a_person("Ida", Role.EDITOR)
    EmailAddress.objects.create(user=ours, email="ada@probe.example", verified=True, primary=True)

    take_in(an_author(mail="Ada@Probe.example"), an_item(author="ada"))

    assert list(the_post().live.bylines.values_list("person", flat=True)) == [ours.pk]
    assert User.objects.count() == 1


def test_an_unverified_address_makes_nobody_an_author():
    stranger = a_person("Stranger")
    EmailAddress.objects.create(user=stranger, email="ada@probe.example", verified=False, primary=True)

    take_in(an_author(), an_item(author="ada"))

    assert the_post().live.bylines.get().person != stranger


def test_names_of_the_house_are_not_given_away():
    report = take_in(an_author("redaktion", name="Redaktion"), an_item(author="redaktion"))

    assert User.objects.get().username == "Autor 2"
    assert report.losses[Loss.NEW_NAME].count == 1


def test_an_author_without_address_stands_in_the_byline_only():
    take_in(an_author(mail=""), an_item(author="ada"), an_item(author="somebody"))

    bylines = [post.live.bylines.get().guest for post in Post.objects.order_by("pk")]
    assert bylines == ["Ada Quill", "somebody"]
    assert not User.objects.exists()


def test_several_authors_of_a_plugin_are_all_named():
    take_in(
        an_author(),
        an_item(a_label("ada", "author", "cap-ada"), a_label("Bo Rune", "author", "cap-bo"), author="ada"),
    )

    assert [str(byline) for byline in the_post().live.bylines.all()] == ["Ada Quill", "Bo Rune"]


def test_a_comment_belongs_to_an_account_only_if_the_export_says_so_by_number():
    take_in(
        an_author(number=7),
        an_item(
            a_remark(1, author="Ada", mail="ada@probe.example", person=7),
            a_remark(2, author="Ada", mail="ada@probe.example", person=0),
            author="ada",
        ),
    )

    first, second = Comment.objects.order_by("pk")
    assert (first.author, first.guest_name, first.guest_mail) == (User.objects.get(), "", "")
    assert (second.author, second.guest_name, second.guest_mail) == (None, "Ada", "ada@probe.example")


def test_guests_keep_what_can_be_kept_and_nothing_dangerous():
    take_in(
        an_item(
            a_remark(1, author="  Holm &amp; <i>Co</i> \u202e", mail="nonsense", url="javascript:alert(1)"),
            a_remark(2, author="x" * 300, url="https://holm.example/" + "y" * 600),
        )
    )

    first, second = Comment.objects.order_by("pk")
    assert (first.guest_name, first.guest_mail, first.guest_url) == ("Holm & <i>Co</i>", "", "")
    assert (len(second.guest_name), second.guest_url) == (80, "")


def test_a_hundred_and_twenty_levels_keep_their_parents():
    take_in(an_item(*(a_remark(n, parent=n - 1) for n in range(1, 121))))

    parents = {c.foreign_id: c.parent.foreign_id if c.parent else None for c in Comment.objects.all()}
    keys = {n: next(key for key in parents if key.endswith(f"#{n}")) for n in range(1, 121)}
    assert all(parents[keys[n]] == keys[n - 1] for n in range(2, 121))
    assert parents[keys[1]] is None


def test_orphans_and_circles_are_kept_on_the_first_level_and_reported():
    report = take_in(
        an_item(a_remark(1, parent=99), a_remark(2, parent=3), a_remark(3, parent=2), a_remark(4, parent=4))
    )

    assert Comment.objects.count() == 4
    assert report.losses[Loss.ORPHANS].count == 1
    assert report.losses[Loss.CIRCLES].count == 2


def test_hostile_marks_are_nowhere_in_what_readers_get():
    take_in_file(FIXTURES / "hostile.xml")

    html = [*Comment.objects.values_list("html", flat=True), *Page.objects.values_list("body", flat=True)]
    html += [post.live.body for post in Post.objects.all()]
    assert not [text for text in html if "<script" in text or "onerror" in text or "<img" in text]
    assert not Comment.objects.exclude(guest_url="").exists()
    assert "javascript" not in Post.objects.get().guid


def test_comments_that_came_since_the_last_export_are_added():
    take_in(an_item(a_remark(1), number=1))

    report = take_in(an_item(a_remark(1), a_remark(2, parent=1), number=1))

    assert Comment.objects.count() == 2
    assert report.outcomes[Kind.COMMENT, Outcome.NEW] == 1
    assert Comment.objects.get(parent=None).public_below == 1


def test_a_text_that_changed_there_is_a_new_revision_here():
    take_in(an_item(number=1, text="Alt"))

    report = take_in(an_item(number=1, text="Neu"), now=NOW + timedelta(days=1))

    post = the_post()
    assert report.outcomes[Kind.POST, Outcome.CHANGED] == 1
    assert (post.live.number, post.live.body) == (2, "<p>Neu</p>")
    assert take_in(an_item(number=1, text="Neu")).outcomes[Kind.POST, Outcome.UNCHANGED] == 1


def test_a_draft_that_was_published_there_meanwhile_is_published_here():
    take_in(an_item(number=1, status="draft", date="", slug="", title="Bald"))

    take_in(an_item(number=1, slug="bald", title="Bald"))

    assert the_post().thread.path == "/2025/01/bald/"
    assert the_post().is_public(NOW)


def test_a_post_that_was_edited_here_is_left_alone_and_gets_its_new_comments():
    take_in(an_item(a_remark(1), number=1, text="Alt"))
    post = the_post()
    edited = content_of(post.live)
    later = NOW + timedelta(hours=1)
    save_post(post=post, slug="", content=_with_author(edited), actor=system("test"), now=later)

    report = take_in(an_item(a_remark(1), a_remark(2), number=1, text="Neu"), now=later)

    assert report.losses[Loss.EDITED_HERE].count == 1
    assert "Neu" not in the_post().live.body
    assert Comment.objects.count() == 2


def test_a_post_that_was_withdrawn_here_stays_withdrawn():
    take_in(an_item(number=1, text="Alt"))
    withdraw_post(post=the_post(), actor=system("test"), now=NOW + timedelta(hours=1))

    take_in(an_item(number=1, text="Neu"), now=NOW + timedelta(hours=2))

    assert the_post().state == "withdrawn"
    assert the_post().live.number == 1


def test_a_comment_that_was_removed_here_stays_removed():
    take_in(an_item(a_remark(1), number=1))
    moderate(comment=Comment.objects.get(), move=REMOVE, actor=system("test"), reason="insult", now=NOW)

    take_in(an_item(a_remark(1, "Anders"), number=1))

    assert Comment.objects.get().state == State.REMOVED
    assert "Anders" not in Comment.objects.get().source


def test_a_page_that_was_edited_here_is_left_alone():
    take_in(an_item(kind="page", number=1, text="Alt"))
    Page.objects.update(title="Von uns")

    report = take_in(an_item(kind="page", number=1, text="Neu"))

    assert Page.objects.get().title == "Von uns"
    assert report.outcomes[Kind.PAGE, Outcome.LEFT] == 1


def test_comments_of_a_page_get_a_conversation_at_the_address_of_the_page():
    take_in(an_item(a_remark(1), kind="page", slug="ueber-uns"))

    page = Page.objects.select_related("thread").get()
    assert (page.thread.path, page.thread.public_count) == ("/ueber-uns/", 1)


def test_readers_see_the_comments_of_a_page_and_find_them_after_it_moved(client: Client):
    take_in(an_item(a_remark(1, "Schön, dass es euch gibt."), kind="page", slug="ueber-uns"))
    page = Page.objects.get()

    before = client.get("/ueber-uns/").content.decode()
    save_page(
        page=page, title="Wir", slug="wir", body="Neu", language="de", public=True, actor=system("t"), now=NOW
    )

    assert "Schön, dass es euch gibt." in before
    assert "Schön, dass es euch gibt." in client.get("/wir/").content.decode()
    assert client.get(f"/c/{Comment.objects.get().pk}/")["Location"].startswith("/wir/")


def test_comments_of_a_page_that_is_hidden_are_hidden_with_it(client: Client):
    take_in(an_item(a_remark(1), kind="page", slug="ueber-uns"))
    save_page(
        page=Page.objects.get(),
        title="Wir",
        slug="",
        body="Neu",
        language="de",
        public=False,
        actor=system("t"),
        now=NOW,
    )

    assert client.get(f"/c/{Comment.objects.get().pk}/").status_code == 404


def test_a_page_cannot_take_an_address_that_the_site_needs():
    take_in(an_item(kind="page", slug="admin"), an_item(kind="page", slug="2024"))

    assert not Page.objects.filter(slug__in=["admin", "2024"]).exists()


def test_numbers_that_are_given_twice_are_two_posts_and_two_comments():
    report = take_in(
        an_item(a_remark(5, "a"), a_remark(5, "b"), number=1, title="Eins"), an_item(number=1, title="Zwei")
    )

    assert (Post.objects.count(), Comment.objects.count()) == (2, 2)
    assert report.losses[Loss.DOUBLED].count == 2


def test_an_imported_post_can_be_taken_over_by_an_editor():
    take_in(an_item(number=1, status="draft", title="Bald", text="Text."))
    post = the_post()
    save_post(post=post, slug="", content=_with_author(content_of(post.live)), actor=system("t"), now=NOW)

    publish_post(post=the_post(), at=NOW, actor=system("t"), now=NOW)

    assert the_post().is_public(NOW)


def test_queries_grow_with_batches_and_not_with_posts(django_assert_max_num_queries):
    with django_assert_max_num_queries(40):
        take_in(*many(90))


def _with_author(content: PostContent) -> PostContent:
    return replace(content, lead="Von uns geändert.", bylines=(BylineEntry(guest="Ida"),))
