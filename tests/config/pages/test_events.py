"""Each event that must change a page: the bytes before and after, through the layer that readers meet."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import PIL.Image
import pytest
from django.utils import timezone

from accounts.actions.people import Preferences, rename_person, set_preferences
from accounts.actions.pictures import put_up_picture, take_down_picture
from accounts.actions.roles import grant_role, revoke_role
from accounts.models import User
from accounts.rules.roles import Role, system
from blog.actions.images import describe_image
from blog.actions.pages import save_page
from blog.actions.posts import publish_post, restore_revision, save_post, unpublish_post, withdraw_post
from blog.actions.site import save_site, site_values
from blog.actions.sorting import save_sorting
from blog.models import Page, Post, SiteSettings
from comments.actions.adopt import ForeignComment, adopt_comments
from comments.actions.moderate import moderate
from comments.actions.pins import pin, unpin
from comments.actions.recount import recount_thread
from comments.actions.stopping import stop_posting
from comments.actions.threads import set_thread_rules
from comments.models import Comment, Discussion, Thread
from comments.rules.staffing import DAYS
from comments.rules.states import APPROVE, HOLD, REMOVE, SPAM, WITHDRAW, State
from comments.rules.thread_rules import ThreadRules
from config.pages.front import StoredPages
from tests.builders import (
    EDITOR,
    a_category,
    a_comment,
    a_person,
    a_post,
    a_series,
    a_tag,
    a_text,
    an_image,
)

from .visitor import Visitor

pytestmark = pytest.mark.django_db

BOTH = ("/", "/en/")


@pytest.fixture
def changes(visitor, fresh):
    """Check that these addresses say another thing after `event`, and the same as a fresh page."""

    def check(event, *addresses):
        before = {address: visitor.get(address) for address in addresses}
        assert all(answer.stored for answer in before.values())

        event()

        for address in addresses:
            after = visitor.get(address)
            assert after.body != before[address].body, address
            assert after.text == fresh.get(address).text, address

    return check


@pytest.fixture
def post(db):
    return a_post(author=a_person("Ada"), title="The outage")


def loaded(post):
    return Post.objects.select_related("live", "thread").get(pk=post.pk)


def everywhere(post):
    """The page of a post and every list that names it."""
    return [post.get_absolute_url(), f"/en{post.get_absolute_url()}", *BOTH, "/2026/", "/2026/03/", "/feed/"]


def test_an_edit(changes, post, now):
    def edit():
        save_post(post=loaded(post), slug="", content=a_text(title="Solved"), actor=EDITOR, now=now)

    changes(edit, *everywhere(post))


def test_an_edit_of_another_part_of_the_series(changes, now):
    series = a_series("Networks")
    first, second = (a_post(title=f"Part {n}", series_id=series.pk, part=n) for n in (1, 2))

    def edit():
        content = a_text(title="Another part", series_id=series.pk, part=2)
        save_post(post=loaded(second), slug="", content=content, actor=EDITOR, now=now)

    changes(edit, first.get_absolute_url(), "/series/networks/")


def test_a_restored_revision(changes, post, now):
    first = loaded(post).live
    save_post(post=loaded(post), slug="", content=a_text(title="Wrong"), actor=EDITOR, now=now)

    changes(
        lambda: restore_revision(post=loaded(post), revision=first, actor=EDITOR, now=now), *everywhere(post)
    )


def test_a_publication(changes, post, now):
    draft = a_post(at=now + timedelta(days=9000))

    def publish():
        publish_post(post=loaded(draft), at=now - timedelta(minutes=1), actor=EDITOR, now=now)

    changes(publish, *BOTH, "/2026/", "/feed/", "/sitemap-posts-0.xml")


@pytest.mark.parametrize(("leave", "status"), [(unpublish_post, 404), (withdraw_post, 410)])
def test_a_post_that_leaves(changes, visitor, post, now, leave, status):
    a_post(title="Another one")

    changes(lambda: leave(post=loaded(post), actor=EDITOR, now=now), *BOTH, *everywhere(post))

    assert visitor.get(post.get_absolute_url()).status == status


def test_a_publication_by_time(monkeypatch, visitor, fresh, post):
    """The clock goes on and nothing else happens."""
    at = timezone.now() + timedelta(hours=1)
    scheduled = a_post(at=at, title="From one o'clock on", now=timezone.now())
    address = scheduled.get_absolute_url()
    before = visitor.get("/")
    assert visitor.get(address).status == 404

    monkeypatch.setattr(timezone, "now", lambda: at)

    assert visitor.get("/").text == fresh.get("/").text != before.text
    assert visitor.get(address).stored
    assert "From one o" in visitor.get("/feed/").text


def test_a_copy_is_good_until_the_next_publication_and_not_longer(monkeypatch, visitor, front, post):
    at = timezone.now() + timedelta(hours=1)
    a_post(at=at, now=timezone.now())
    visitor.get("/")
    visitor.get(post.get_absolute_url())

    assert {copy.name.valid_until for copy in front.copies.all()} == {at}


def test_a_conversation_closes_by_its_age(monkeypatch, visitor, post):
    set_thread_rules(
        thread=post.thread,
        rules=ThreadRules(closes_at=timezone.now() + timedelta(hours=1)),
        actor=EDITOR,
        now=timezone.now(),
    )
    before = visitor.get(post.get_absolute_url()).text
    later = timezone.now() + timedelta(hours=1)

    monkeypatch.setattr(timezone, "now", lambda: later)

    after = visitor.get(post.get_absolute_url()).text
    assert 'id="composer"' in before
    assert 'id="composer"' not in after


def test_a_new_comment(changes, visitor, post):
    other = a_post(title="Another one")
    visitor.get(other.get_absolute_url())

    changes(lambda: a_comment(thread=post.thread), post.get_absolute_url(), *BOTH, "/2026/03/")


def test_a_comment_leaves_the_pages_of_other_posts_alone(visitor, front, post):
    other = a_post(title="Another one")
    visitor.get(other.get_absolute_url())
    (copy,) = front.copies.all()

    a_comment(thread=post.thread)
    visitor.get(other.get_absolute_url())

    assert front.copies.all() == [copy]


@pytest.mark.parametrize("move", [HOLD, REMOVE, SPAM, WITHDRAW], ids=lambda move: move.name)
def test_a_comment_that_goes(changes, post, now, move):
    author = a_person("Grace")
    comment = a_comment(thread=post.thread, author=author, body="PLANTED WORDS")
    a_comment(thread=post.thread, parent=comment)
    actor = author.as_actor() if move is WITHDRAW else EDITOR

    changes(
        lambda: moderate(comment=Comment.objects.get(pk=comment.pk), move=move, actor=actor, now=now),
        post.get_absolute_url(),
        *BOTH,
        "/members/Grace/",
    )


def test_an_approval(changes, post, now):
    author = a_person("Grace")
    comment = a_comment(thread=post.thread, author=author, state=State.PENDING)

    changes(
        lambda: moderate(comment=Comment.objects.get(pk=comment.pk), move=APPROVE, actor=EDITOR, now=now),
        post.get_absolute_url(),
        *BOTH,
        "/members/Grace/",
    )


def test_an_import_of_comments(changes, post, now):
    record = ForeignComment(
        foreign_id="x:1", parent_foreign_id=None, author_id=None, guest_name="Guest", guest_mail="",
        guest_url="", source="From elsewhere", language="de", state=State.PUBLIC, posted_at=now,
    )  # fmt: skip

    changes(
        lambda: adopt_comments(thread=post.thread, records=[record], now=now), post.get_absolute_url(), *BOTH
    )


def test_a_repaired_count(changes, post):
    a_comment(thread=post.thread)
    Thread.objects.filter(pk=post.thread.pk).update(public_count=7)

    changes(lambda: recount_thread(thread=post.thread), post.get_absolute_url(), *BOTH)


def test_a_conversation_that_is_closed(changes, post, now):
    changes(
        lambda: set_thread_rules(thread=post.thread, rules=ThreadRules(closed=True), actor=EDITOR, now=now),
        post.get_absolute_url(),
    )


def test_another_name_of_an_author(changes, visitor, post, now):
    ada = User.objects.get(username="Ada")
    a_comment(thread=post.thread, author=ada)

    changes(lambda: rename_person(person=ada, name="Ada Byron", now=now), *everywhere(post), "/author/Ada/")

    assert visitor.get("/author/Ada/").headers["Location"] == "/author/Ada%20Byron/"


def picture():
    file = BytesIO()
    PIL.Image.new("RGB", (300, 300), "teal").save(file, "PNG")
    return file.getvalue()


def test_another_picture_of_somebody_who_wrote(changes, post, now):
    grace = a_person("Grace")
    a_comment(thread=post.thread, author=grace)

    def shown():
        put_up_picture(person=grace, data=picture(), now=now)

    changes(shown, post.get_absolute_url(), "/members/Grace/")
    changes(lambda: take_down_picture(person=grace), post.get_absolute_url(), "/members/Grace/")


def test_other_words_about_oneself(changes, post, now):
    ada = User.objects.get(username="Ada")
    wanted = Preferences(language="de", time_zone="", address_form="informal", about="Writes engines.")

    changes(lambda: set_preferences(person=ada, preferences=wanted, now=now), "/author/Ada/", "/members/Ada/")


def test_a_role_that_is_given_and_taken(changes, post, now):
    grace, chief = a_person("Grace"), system("tests")
    a_comment(thread=post.thread, author=grace)
    pages = (post.get_absolute_url(), "/members/Grace/")

    changes(lambda: grant_role(person=grace, role=Role.MODERATOR, actor=chief, now=now), *pages)
    changes(
        lambda: revoke_role(person=User.objects.get(pk=grace.pk), role=Role.MODERATOR, actor=chief, now=now),
        *pages,
    )


@pytest.mark.parametrize(
    "setting",
    [
        {"name": "Another name"},
        {"tagline": "Another line"},
        {"menu": "Imprint | /imprint/"},
        {"footer": "Rules | /rules/"},
        {"house_rules": "Be kind."},
        {"first_comments_wait": 0},
        {"closes_after_days": 9000},
    ],
    ids=lambda setting: next(iter(setting)),
)
def test_another_setting(changes, post, setting):
    def save():
        save_site(values=replace(site_values(SiteSettings.load()), **setting), actor=EDITOR)

    changes(save, post.get_absolute_url())


def test_another_length_of_lists(changes, post):
    a_post(title="Another one")

    def save():
        save_site(values=replace(site_values(SiteSettings.load()), posts_per_page=1), actor=EDITOR)

    changes(save, *BOTH, "/2026/")


@pytest.mark.parametrize("kind", [a_category, a_tag, a_series])
def test_another_name_of_a_section(changes, kind, now):
    row = kind("Cables")
    sorted_as = {
        a_category: {"category_id": row.pk},
        a_tag: {"tag_ids": (row.pk,)},
        a_series: {"series_id": row.pk},
    }
    post = a_post(**sorted_as[kind])

    def rename():
        save_sorting(row=row, name="Wires", slug="", description="", actor=EDITOR, now=now)

    changes(rename, post.get_absolute_url(), row.get_absolute_url(), f"{row.get_absolute_url()}feed/")


def test_another_text_of_a_page(changes, now):
    def save(**change):
        page = Page.objects.filter(slug="imprint").first()
        words = {
            "title": "Imprint",
            "slug": "imprint",
            "body": "<p>Who.</p>",
            "language": "de",
            "public": True,
        }
        save_page(page=page, **words | change, actor=EDITOR, now=now)

    save()
    changes(lambda: save(body="<p>Who else.</p>"), "/imprint/")
    changes(lambda: save(public=False), "/imprint/")


def test_other_words_of_a_picture(changes, now):
    image = an_image()
    post = a_post(cover_id=image.pk)

    changes(lambda: describe_image(image=image, alt="At dusk", actor=EDITOR), post.get_absolute_url(), *BOTH)


def test_a_new_release_knows_no_copy_of_the_old_one(front, visitor):
    visitor.get("/")

    newcomer = StoredPages(front.django, limit=front.copies.limit)

    assert len(newcomer.copies) == 0
    assert Visitor(newcomer).get("/").text == visitor.get("/").text


def test_the_switch_that_stops_all_posting(changes, post, now):
    page = post.get_absolute_url()

    changes(lambda: stop_posting(words="We sleep.", actor=EDITOR, now=now), page, f"/en{page}")


def test_a_comment_that_is_pinned_and_one_that_is_not_any_more(changes, post, now):
    comment = a_comment(thread=post.thread)
    page = post.get_absolute_url()

    changes(lambda: pin(comment=comment, actor=EDITOR, now=now), page)
    changes(lambda: unpin(thread=post.thread, comment_id=comment.pk, actor=EDITOR, now=now), page)


def test_a_page_is_good_until_the_staff_comes_or_goes(monkeypatch, visitor, front, post):
    day = DAYS[(timezone.now() + timedelta(days=3)).weekday()]
    rules = {"unstaffed": "nobody", "staffed_hours": f"{day} 09:00–10:00"}
    Discussion.objects.update_or_create(pk=1, defaults=rules)
    visitor.get(post.get_absolute_url())
    (copy,) = front.copies.all()
    comes = copy.name.valid_until

    monkeypatch.setattr(timezone, "now", lambda: comes)

    assert comes == Discussion.load().staffed_from(comes - timedelta(seconds=1))
    assert 'id="composer"' in visitor.get(post.get_absolute_url()).text
