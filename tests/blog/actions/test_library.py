"""Replacing and deleting what is in the library (E11)."""

from io import BytesIO
from pathlib import Path

import PIL.Image
import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import Pulse
from blog.actions.images import PictureRefused, take_in_image
from blog.actions.library import PictureInUse, delete_image, replace_file
from blog.actions.pages import save_page
from blog.actions.posts import save_post
from blog.actions.renditions import draw_renditions
from blog.models import Image, Post, Rendition
from tests.builders import EDITOR, a_person, a_post, a_text
from tests.pulses import pulse_of

pytestmark = pytest.mark.django_db


def a_file(colour="teal", size=(60, 40)):
    file = BytesIO()
    PIL.Image.new("RGB", size, colour).save(file, "PNG")
    file.seek(0)
    return file


@pytest.fixture
def image(now):
    return take_in_image(file=a_file(), alt="A field", actor=EDITOR, now=now)


@pytest.fixture
def replaced(image, now, django_capture_on_commit_callbacks):
    """A picture whose file was replaced: it has become red and larger."""
    draw_renditions(image=image)
    with django_capture_on_commit_callbacks(execute=True):
        replace_file(image=image, file=a_file("red", (90, 30)), actor=EDITOR, now=now)
    return Image.objects.get()


def files(settings):
    root = Path(settings.MEDIA_ROOT)
    return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}


def test_a_new_file_takes_the_place_of_the_old_one(image, replaced, settings):
    assert replaced.alt == "A field"
    assert (replaced.width, replaced.height) == (90, 30)
    assert files(settings) == {replaced.file.name} != {image.file.name}
    assert not Rendition.objects.exists()


def test_a_text_with_the_old_file_shows_the_new_one(client, image, replaced):
    post = a_post(body=f'<img src="{image.file.url}" alt="Ours" width="60" height="40">')

    page = client.get(post.get_absolute_url()).content.decode()

    assert f'<img src="{replaced.file.url}"' in page
    assert image.file.url not in page


def test_the_old_address_leads_to_the_new_file(client, image, replaced):
    answer = client.get(image.file.url)

    assert (answer.status_code, answer["Location"]) == (302, replaced.file.url)
    assert answer["Cache-Control"] == "no-cache"


def test_a_file_may_come_back(client, image, replaced, now, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        replace_file(image=replaced, file=a_file(), actor=EDITOR, now=now)

    back = Image.objects.get()
    assert back.file.name != image.file.name  # that address may lie in a cache, leading elsewhere
    assert {client.get(each.file.url)["Location"] for each in (image, replaced)} == {back.file.url}


def test_the_same_file_changes_nothing(image, now):
    before = pulse_of(Pulse.About.SITE)

    replace_file(image=image, file=a_file(), actor=EDITOR, now=now)

    assert Image.objects.get().file == image.file
    assert pulse_of(Pulse.About.SITE) == before


def test_a_file_of_another_picture_is_refused(image, now, settings, in_english):
    take_in_image(file=a_file("red"), alt="A barn", actor=EDITOR, now=now)
    before = files(settings)

    with pytest.raises(PictureRefused, match="another picture of the library: A barn"):
        replace_file(image=image, file=a_file("red"), actor=EDITOR, now=now)

    assert files(settings) == before


def test_what_is_no_picture_replaces_none(image, now, settings):
    with pytest.raises(PictureRefused):
        replace_file(image=image, file=BytesIO(b"<svg/>"), actor=EDITOR, now=now)

    assert files(settings) == {image.file.name}


def test_a_picture_that_stands_nowhere_is_deleted_with_all_its_files(
    image, settings, django_capture_on_commit_callbacks
):
    draw_renditions(image=image)

    with django_capture_on_commit_callbacks(execute=True):
        delete_image(image=image, actor=EDITOR)

    assert files(settings) == set()
    assert not Image.objects.exists()


def in_the_text(image, now):
    a_post(body=f'<img src="{image.file.url}" alt="Ours">')


def as_cover(image, now):
    a_post(cover_id=image.pk)


def in_an_earlier_text(image, now):
    post = a_post(body=f'<img src="{image.file.url}" alt="Ours">')
    save_post(post=Post.objects.get(pk=post.pk), slug="", content=a_text(), actor=EDITOR, now=now)


def on_a_page(image, now):
    save_page(
        page=None,
        title="About",
        slug="about",
        body=f'<img src="{image.file.url}" alt="Ours">',
        language="en",
        public=True,
        actor=EDITOR,
        now=now,
    )


@pytest.mark.parametrize("use", [in_the_text, as_cover, in_an_earlier_text, on_a_page])
def test_a_picture_that_is_used_stays(use, image, now, settings):
    use(image, now)

    with pytest.raises(PictureInUse):
        delete_image(image=image, actor=EDITOR)

    assert files(settings) == {image.file.name}


def test_a_picture_whose_old_file_is_used_stays(image, replaced, now):
    in_the_text(image, now)

    with pytest.raises(PictureInUse):
        delete_image(image=replaced, actor=EDITOR)


def test_only_editors_change_the_library(image, now):
    member = a_person().as_actor()

    with pytest.raises(PermissionDenied):
        replace_file(image=image, file=a_file("red"), actor=member, now=now)
    with pytest.raises(PermissionDenied):
        delete_image(image=image, actor=member)
