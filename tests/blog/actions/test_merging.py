"""One category or tag in the place of several."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from blog.actions.merging import MergeRefused, merge_sorting
from blog.actions.posts import restore_revision, save_post
from blog.actions.redirects import remember_address
from blog.actions.revisions import content_of
from blog.actions.sorting import save_sorting, tags_named
from blog.models import Category, Post, SiteSettings, Tag
from blog.rules.content import BylineEntry, SourceEntry
from tests.builders import EDITOR, NOW, a_category, a_draft, a_person, a_post, a_tag, a_text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site():
    return SiteSettings.load()


def merge(kept, *others, actor=EDITOR):
    return merge_sorting(kept=kept, others=others, actor=actor, now=NOW)


def live(post):
    return Post.objects.get(pk=post.pk).live


def tags_of(revision):
    return {tag.name for tag in revision.tags.all()}


def test_posts_of_both_tags_stand_in_one_list(client):
    kept, gone, other = a_tag("kept"), a_tag("gone"), a_tag("other")
    posts = [a_post(tag_ids=(tag.pk, other.pk)) for tag in (kept, gone)]
    posts.append(a_post(tag_ids=(kept.pk, gone.pk)))

    assert merge(kept, gone) == 2

    assert [tags_of(live(post)) for post in posts] == [{"kept", "other"}, {"kept", "other"}, {"kept"}]
    assert list(Tag.objects.values_list("name", flat=True)) == ["kept", "other"]


def test_posts_of_both_categories_stand_in_one_list():
    kept, gone = a_category("kept"), a_category("gone")
    posts = [a_post(category_id=gone.pk), a_draft(category_id=gone.pk), a_post()]

    assert merge(kept, gone) == 2

    assert [live(post).category for post in posts] == [kept, kept, None]


def test_earlier_revisions_keep_the_names_that_they_had():
    kept, gone, first = a_tag("kept"), a_tag("gone"), a_category("first")
    post = a_post(tag_ids=(gone.pk,), category_id=first.pk)
    merge(kept, gone)
    merge(a_category("second"), first)

    revisions = list(post.revisions.order_by("number"))

    assert [tags_of(each) for each in revisions] == [{"gone"}, {"kept"}, {"kept"}]
    assert [str(each.category) for each in revisions] == ["first", "first", "second"]


@pytest.mark.usefixtures("in_english")
def test_the_new_revision_says_what_happened_and_who_did_it():
    kept, gone, editor = a_tag("kept"), a_tag("gone"), a_person("Emmi", "editor")
    content = a_text(
        tag_ids=(gone.pk,),
        bylines=(BylineEntry(guest="Ada"), BylineEntry(guest="Paul", role="photo")),
        sources=(SourceEntry("mail", "via mail"),),
    )
    post = save_post(post=None, slug="", content=content, actor=EDITOR, now=NOW).post

    merge(kept, gone, actor=editor.as_actor())

    now = live(post)
    assert (now.number, now.note, now.saved_by) == (2, "“gone” was merged into “kept”", editor)
    assert content_of(now) == content_of(post.revisions.get(number=1)).__class__(
        **{**vars(content_of(post.revisions.get(number=1))), "tag_ids": (kept.pk,)}
    )


def test_all_addresses_of_both_lead_to_the_one_that_is_kept(client):
    kept, gone = a_tag("kept"), a_tag("gone")
    a_post(tag_ids=(gone.pk,))
    remember_address(old="/?tag=very-old", target=gone, now=NOW)
    save_sorting(row=kept, name="kept", slug="stays", description="", actor=EDITOR, now=NOW)

    merge(kept, gone)

    for old in ("/tag/gone/", "/?tag=very-old", "/tag/kept/"):
        assert client.get(old)["Location"] == "/tag/stays/"
    assert client.get("/tag/gone/feed/")["Location"] == "/tag/stays/feed/"


def test_a_merged_category_without_posts_leads_on_as_well(client):
    merge(a_category("kept"), a_category("gone"))

    assert client.get("/category/gone/")["Location"] == "/category/kept/"


def test_what_was_merged_into_a_merged_one_leads_to_the_last(client):
    a, b, c = a_tag("a"), a_tag("b"), a_tag("c")
    post = a_post(tag_ids=(a.pk,))
    merge(b, a)
    merge(c, b)

    assert tags_of(live(post)) == {"c"}
    assert set(Tag.every.exclude(merged_into=None).values_list("merged_into", flat=True)) == {c.pk}
    assert client.get("/tag/a/")["Location"] == "/tag/c/"


def test_typing_the_name_of_a_merged_tag_gives_the_one_that_is_kept():
    kept, gone = a_tag("kept"), a_tag("gone")
    merge(kept, gone)

    assert tags_named(["Gone"], actor=EDITOR) == [kept]


def test_restoring_an_old_revision_does_not_bring_a_merged_one_back():
    kept, gone, first, second = a_tag("kept"), a_tag("gone"), a_category("first"), a_category("second")
    post = a_post(tag_ids=(gone.pk,), category_id=first.pk, title="Old title")
    save_post(post=post, slug="", content=a_text(title="New"), actor=EDITOR, now=NOW)
    merge(kept, gone)
    merge(second, first)

    restore_revision(
        post=Post.objects.get(pk=post.pk), revision=post.revisions.get(number=1), actor=EDITOR, now=NOW
    )

    assert (live(post).title, tags_of(live(post)), live(post).category) == ("Old title", {"kept"}, second)


def test_a_name_that_is_free_again_makes_a_new_tag_with_its_own_page(client):
    kept, gone = a_tag("kept"), a_tag("gone")
    merge(kept, gone)

    new = save_sorting(row=Tag(), name="gone", slug="gone", description="", actor=EDITOR, now=NOW)
    a_post(tag_ids=(new.pk,))

    assert client.get("/tag/gone/").status_code == 200
    assert tags_named(["gone"], actor=EDITOR) == [new]


def test_nothing_is_merged_into_itself_twice_or_alone():
    tag, gone = a_tag(), a_tag()
    merge(tag, gone)

    for others in ((), (tag,), (gone,)):
        with pytest.raises(MergeRefused):
            merge(tag, *others)
    with pytest.raises(MergeRefused):
        merge(gone, tag)


def test_members_merge_nothing():
    with pytest.raises(PermissionDenied):
        merge(a_tag(), a_tag(), actor=a_person().as_actor())


def test_what_is_merged_has_no_address():
    kept, gone = a_category("kept"), a_category("gone")

    with pytest.raises(IntegrityError), transaction.atomic():
        Category.every.filter(pk=gone.pk).update(merged_into=kept)


def test_a_merge_of_thirty_posts_asks_little_more_than_one_of_a_single_post():
    def cost(number):
        kept, gone = a_tag(), a_tag()
        for _ in range(number):
            a_post(tag_ids=(gone.pk,))
        with CaptureQueriesContext(connection) as captured:
            merge(kept, gone)
        return len(captured)

    assert cost(30) == cost(1) + 29  # one for each post: only the text that was read is replaced
