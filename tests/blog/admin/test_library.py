"""The library of pictures in the newsroom (E11)."""

from io import BytesIO

import PIL.Image
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from blog.actions.renditions import draw_renditions
from blog.models import Image, Post
from tests.blog.actions.test_library import as_cover, in_an_earlier_text, in_the_text, on_a_page
from tests.builders import NOW, a_post, an_image

WORDS = {"alt": "Other words", "caption": "", "credit": "", "licence": "", "focal_x": 20, "focal_y": 80}


def an_upload(colour="red", content=None):
    file = BytesIO()
    PIL.Image.new("RGB", (90, 30), colour).save(file, "PNG")
    return SimpleUploadedFile("a.png", file.getvalue() if content is None else content)


def change(image):
    return f"/admin/blog/image/{image.pk}/change/"


def text(answer):
    return answer.content.decode()


@pytest.mark.parametrize("count", [1, 30])
def test_the_library_costs_the_same_for_one_picture_and_for_thirty(
    desk, count, django_assert_max_num_queries
):
    for _ in range(count):
        draw_renditions(image=an_image())

    with django_assert_max_num_queries(12):
        page = text(desk.get("/admin/blog/image/"))

    assert page.count('<li class="shelf__picture">') == count
    assert page.count("-teaser-50-50-") == count


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("", {"A dog", "A cat", "silent.png"}),
        ("?q=dog", {"A dog"}),
        ("?q=silent", {"silent.png"}),
        ("?words=missing", {"silent.png"}),
        ("?licence=-", {"A cat", "silent.png"}),
        ("?licence=CC+BY+4.0", {"A dog"}),
    ],
)
def test_pictures_are_found_by_words_licence_and_what_they_lack(desk, question, found):
    an_image(alt="A dog", licence="CC BY 4.0")
    an_image(alt="A cat")
    silent = an_image(alt="")
    Image.objects.filter(pk=silent.pk).update(file="images/silent.png")

    answer = desk.get(f"/admin/blog/image/{question}")

    assert {str(image) for image in answer.context["cl"].result_list} == found


@pytest.mark.parametrize(
    ("use", "words"),
    [(in_the_text, "Post "), (as_cover, "Post "), (on_a_page, "About"), (in_an_earlier_text, "(1)")],
)
def test_a_picture_tells_where_it_stands(desk, use, words):
    image, elsewhere = an_image(), an_image()
    use(image, NOW)

    uses = desk.get(change(image)).context["uses"]

    assert len(uses) == 1
    assert words in uses[0]
    assert desk.get(change(elsewhere)).context["uses"] == []


def test_a_title_in_the_list_of_uses_is_text(desk):
    a_post(cover_id=an_image().pk, title="<script>alert(1)</script>")

    assert "<script>alert(1)" not in text(desk.get(change(Image.objects.get())))


def test_the_focal_point_is_shown_and_changed_without_a_script(desk):
    image = an_image(focal_x=10, focal_y=90)

    page = text(desk.get(change(image)))
    desk.post(change(image), WORDS)

    assert '<circle cx="10%" cy="90%"' in page
    image.refresh_from_db()
    assert (image.focal_x, image.focal_y) == (20, 80)


def test_another_file_takes_the_place_of_the_one_there(desk):
    image = an_image()

    answer = desk.post(change(image), WORDS | {"upload": an_upload()})

    assert answer.status_code == 302
    stored = Image.objects.get()
    assert (stored.width, stored.alt) == (90, "Other words")


def test_a_refused_file_replaces_nothing_and_says_why(desk):
    image = an_image()

    answer = desk.post(change(image), WORDS | {"upload": an_upload(content=b"<svg/>")})

    assert answer.status_code == 422
    assert answer.context["errors"]
    assert Image.objects.get().file == image.file


def test_a_picture_that_stands_nowhere_can_be_deleted(desk):
    image = an_image()

    asked = desk.get(f"/admin/blog/image/{image.pk}/delete/")
    desk.post(f"/admin/blog/image/{image.pk}/delete/", {"post": "yes"})

    assert asked.status_code == 200
    assert not Image.objects.exists()


def test_a_picture_that_stands_somewhere_cannot(desk):
    image = an_image()
    in_the_text(image, NOW)

    page = text(desk.get(f"/admin/blog/image/{image.pk}/delete/"))
    answer = desk.post(f"/admin/blog/image/{image.pk}/delete/", {"post": "yes"})

    assert str(Post.objects.get()) in page
    assert answer.status_code in {200, 403}
    assert Image.objects.exists()


@pytest.mark.parametrize("count", [1, 30])
def test_the_editor_picks_from_small_files(desk, count, django_assert_max_num_queries):
    for _ in range(count):
        draw_renditions(image=an_image())

    with django_assert_max_num_queries(7):
        pictures = desk.get("/admin/blog/image/pick/").json()["pictures"]

    assert len(pictures) == count
    assert all("-teaser-" in each["thumb"] and "/images/" in each["src"] for each in pictures)


def test_a_post_with_a_silent_picture_is_saved_and_not_published(desk, in_english):
    """The sentence names the picture; the draft is safe."""
    silent = an_image(alt="", caption="The mast")
    post = a_post(cover_id=silent.pk)
    Post.objects.filter(pk=post.pk).update(state="draft")

    page = desk.post("/admin/blog/post/", {"action": "publish", "_selected_action": post.pk}, follow=True)

    assert "(The mast)" in text(page)
    assert Post.objects.get().state == "draft"
