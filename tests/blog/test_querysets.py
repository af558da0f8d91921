from datetime import timedelta

import pytest

from blog.actions.posts import unpublish_post
from blog.models import Post
from blog.rules.content import BylineEntry, SourceEntry
from tests.builders import EDITOR, NOW, a_category, a_draft, a_person, a_post, a_series, a_tag, an_image

pytestmark = pytest.mark.django_db


def a_rich_post(**content):
    return a_post(
        category_id=a_category().pk,
        series_id=a_series().pk,
        cover_id=an_image().pk,
        tag_ids=(a_tag().pk, a_tag().pk),
        bylines=(BylineEntry(person_id=a_person().pk), BylineEntry(guest="Ada Quill")),
        sources=(SourceEntry("mail", "via mail"),),
        **content,
    )


def words_of_a_row(post):
    live = post.live
    files = [row.name for row in live.cover.renditions.all()]
    return [live.title, live.category, live.series, files, post.thread.public_count] + [
        str(each) for each in (*live.bylines.all(), *live.tags.all())
    ]


@pytest.mark.parametrize("rows", [1, 30])
def test_a_list_of_posts_takes_four_queries(rows, django_assert_num_queries):
    for _ in range(rows):
        a_rich_post()

    with django_assert_num_queries(4):
        assert len([words_of_a_row(post) for post in Post.objects.public(NOW).for_lists()]) == rows


def test_the_page_of_a_post_takes_five_queries(django_assert_num_queries):
    a_rich_post()

    with django_assert_num_queries(5):
        post = Post.objects.for_page().with_cover_files().get()
        words_of_a_row(post)
        assert [source.label for source in post.live.sources.all()] == ["via mail"]


def test_only_published_posts_whose_time_has_come_are_public():
    a_draft()
    a_post(at=NOW + timedelta(seconds=1))
    unpublish_post(post=a_post(), actor=EDITOR, now=NOW)
    public = a_post(at=NOW)

    assert list(Post.objects.public(NOW)) == [public]


def test_newest_posts_come_first():
    old, new = a_post(at=NOW - timedelta(days=2)), a_post(at=NOW - timedelta(days=1))

    assert list(Post.objects.public(NOW).for_lists()) == [new, old]


def test_posts_are_found_by_what_their_live_text_says():
    category, tag, series, person = a_category(), a_tag(), a_series(), a_person()
    wanted = a_post(category_id=category.pk, tag_ids=(tag.pk,), series_id=series.pk, author=person)
    a_rich_post()

    for found in (
        Post.objects.in_category(category),
        Post.objects.tagged(tag),
        Post.objects.in_series(series),
        Post.objects.by_author(person),
    ):
        assert list(found) == [wanted]


def test_the_archive_counts_posts_by_the_month_of_their_address():
    a_post(), a_post(), a_post(at=NOW - timedelta(days=60))

    assert list(Post.objects.public(NOW).months()) == [
        {"address_year": 2026, "address_month": 3, "posts": 2},
        {"address_year": 2026, "address_month": 1, "posts": 1},
    ]
    assert Post.objects.in_year(2026).count() == 3
    assert Post.objects.in_month(2026, 1).count() == 1


def test_parts_of_a_series_stand_in_their_order():
    series = a_series()
    second = a_post(series_id=series.pk, part=2)
    first = a_post(series_id=series.pk, part=1)
    bonus = a_post(series_id=series.pk)

    assert list(Post.objects.in_series(series).by_part()) == [first, second, bonus]
