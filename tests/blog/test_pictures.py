"""Pictures as pages, lists and feeds show them (E11)."""

import re

import pytest

from blog.actions.renditions import draw_renditions
from blog.models import FormerFile, SiteSettings
from blog.pictures import illustrated_for_feeds, pictures_in, sizes_in_text
from markup import clean_post
from tests.builders import a_category, a_post, an_image

pytestmark = pytest.mark.django_db


def a_drawn_image(size=(900, 600), **fields):
    image = an_image(size=size, **fields)
    draw_renditions(image=image)
    return image


def figure(image, alt=""):
    return f'<figure><img src="{image.file.url}" alt="{alt}"></figure>'


def page_of(client, post):
    return client.get(post.get_absolute_url()).content.decode()


def tags(name, page):
    return re.findall(rf"<{name}\b[^>]*>", page)


def test_the_cover_of_a_post_comes_first_and_in_many_sizes(client):
    page = page_of(client, a_post(cover_id=a_drawn_image(alt="A lighthouse").pk))

    (image,) = (tag for tag in tags("img", page) if "A lighthouse" in tag)
    assert 'width="900" height="600"' in image
    assert 'fetchpriority="high" decoding="async"' in image
    assert "640w, " in image
    assert "loading=" not in image
    assert [re.search('type="([^"]+)"', tag)[1] for tag in tags("source", page)] == ["image/webp"]


def test_until_the_renditions_are_made_the_original_is_shown(client):
    image = an_image()

    page = page_of(client, a_post(cover_id=image.pk, body=figure(image)))

    assert page.count(f'src="{image.file.url}" width="60" height="40"') == 2
    assert "<picture" not in page


def test_a_picture_in_the_text_waits_until_it_is_near(client):
    page = page_of(client, a_post(cover_id=a_drawn_image().pk, body=figure(a_drawn_image(), "A dog")))

    (image,) = (tag for tag in tags("img", page) if "A dog" in tag)
    assert 'loading="lazy"' in image


@pytest.mark.parametrize(("before", "waits"), [("", False), ("<p>" + "words " * 90 + "</p>", True)])
def test_a_picture_at_the_top_of_a_text_without_cover_comes_at_once(client, before, waits):
    page = page_of(client, a_post(body=before + figure(a_drawn_image(), "A dog")))

    (image,) = (tag for tag in tags("img", page) if "A dog" in tag)
    assert ('loading="lazy"' in image) == waits


@pytest.mark.parametrize("count", [1, 30])
def test_any_number_of_pictures_in_a_text_takes_two_queries(count, django_assert_num_queries):
    text = clean_post("".join(figure(a_drawn_image((40, 30))) for _ in range(count)))

    with django_assert_num_queries(2):
        assert len(pictures_in(text, text)) == count


def test_a_text_without_pictures_takes_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert pictures_in(clean_post("<p>Words</p>")) == {}


def test_covers_in_a_list_cost_the_same_for_one_row_and_for_thirty(client, django_assert_max_num_queries):
    SiteSettings.load()
    SiteSettings.objects.update(posts_per_page=30)
    category = a_category("Sea").pk
    asked = {"/": set(), "/category/sea/": set()}

    for more, rows in ((1, 1), (29, 30)):
        for _ in range(more):
            a_post(category_id=category, cover_id=a_drawn_image((40, 30)).pk)
        for address, counts in asked.items():
            with django_assert_max_num_queries(9) as queries:
                answer = client.get(address)
            assert answer.content.decode().count("story__cover") == rows
            counts.add(len(queries))

    assert [len(counts) for counts in asked.values()] == [1, 1]


def test_only_the_first_cover_of_the_front_page_comes_at_once(client):
    for _ in range(3):
        a_post(cover_id=a_drawn_image().pk)

    images = tags("img", client.get("/").content.decode())

    assert [("fetchpriority" in tag, "lazy" in tag) for tag in images] == [(True, False)] + [
        (False, True)
    ] * 2


def test_lists_show_what_lies_around_the_focal_point(client):
    a_post(cover_id=a_drawn_image(focal_x=10, focal_y=20).pk)

    page = client.get("/").content.decode()

    assert page.count("-teaser-10-20-320.webp 320w") == 1
    assert 'width="900" height="600"' in page


def test_a_replaced_file_is_found_by_its_old_name():
    image = a_drawn_image()
    FormerFile.objects.create(image=image, name="images/2020/01/old.jpg")

    found = pictures_in(clean_post('<img src="/media/images/2020/01/old.jpg" alt="a">' + figure(image)))

    assert {picture.address for picture in found.values()} == {image.file.url}
    assert len(found) == 2


def test_a_feed_gets_the_largest_file_that_all_programs_know():
    image = a_drawn_image()
    text = clean_post(figure(image))

    html = illustrated_for_feeds(text, pictures_in(text))

    assert re.search(r'src="/media/renditions/\w+/1-900\.jpg" alt="A lighthouse', html)


@pytest.mark.parametrize(
    ("width", "sizes"),
    [
        (1600, "(min-width: 41.31rem) 38rem, (min-width: 25rem) 92vw, calc(100vw - 2rem)"),
        (320, "(min-width: 348px) 320px, calc(100vw - 2rem)"),
    ],
)
def test_sizes_are_those_of_the_page(width, sizes):
    assert sizes_in_text(width) == sizes
