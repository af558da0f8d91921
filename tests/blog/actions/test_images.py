from io import BytesIO
from pathlib import Path

import PIL.Image
import pytest
from django.core.exceptions import PermissionDenied

from accounts.rules.roles import Role
from blog.actions.images import PictureRefused, describe_image, take_in_image
from blog.models import Image
from tests.builders import EDITOR, a_person

pytestmark = pytest.mark.django_db


def a_file(format="JPEG", size=(60, 40), **options):
    file = BytesIO()
    PIL.Image.new("RGB", size, "teal").save(file, format, **options)
    file.seek(0)
    return file


def taken(file, now, **words):
    return take_in_image(file=file, **({"alt": "A field"} | words), actor=EDITOR, now=now)


def stored_files(settings):
    root = Path(settings.MEDIA_ROOT)
    return [str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("format", "ending"),
    [("JPEG", "jpg"), ("PNG", "png"), ("GIF", "png"), ("WEBP", "webp"), ("AVIF", "webp")],
)
def test_a_picture_is_drawn_anew_under_a_name_of_ours(format, ending, now, settings):
    image = taken(a_file(format), now)

    assert image.file.name == f"images/2026/03/{image.sha256[:20]}.{ending}"
    assert stored_files(settings) == [image.file.name]
    assert (image.width, image.height) == (60, 40)


def test_a_large_picture_is_shrunk(now):
    image = taken(a_file(size=(4000, 1000)), now)

    assert (image.width, image.height) == (2560, 640)


def test_nothing_of_the_old_file_survives(now):
    exif = PIL.Image.Exif()
    exif[0x010E] = "SECRET"

    image = taken(a_file(exif=exif, comment=b"SECRET"), now)

    with image.file.open() as file:
        assert b"SECRET" not in file.read()


def test_the_same_picture_is_stored_once(now, settings):
    first, second = taken(a_file(), now), taken(a_file(), now, alt="Another")

    assert second == first
    assert len(stored_files(settings)) == 1


def test_a_picture_without_alternative_text_is_refused(now, settings):
    editor = a_person("Mira", Role.EDITOR).as_actor()

    with pytest.raises(PictureRefused):
        take_in_image(file=a_file(), alt=" \u200e\x00 ", actor=editor, now=now)

    assert not stored_files(settings)


def test_what_is_moved_in_may_wait_for_its_words(now):
    assert taken(a_file(), now, alt=" \u200e\x00 ").alt == ""


def test_only_editors_take_in_pictures(now):
    with pytest.raises(PermissionDenied):
        take_in_image(file=a_file(), alt="A field", actor=a_person().as_actor(), now=now)


def test_words_and_focal_point_can_be_changed(now):
    image = taken(a_file(), now)

    describe_image(image=image, alt="A wide field", credit="Ada", focal_x=10, focal_y=90, actor=EDITOR)

    image.refresh_from_db()
    assert (image.alt, image.credit, image.focal_x, image.focal_y) == ("A wide field", "Ada", 10, 90)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a<script>alert(1)</script>",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<!doctype html><script>alert(1)</script>",
        b"%PDF-1.4",
        b"\xff\xd8\xff\xe0" + b"\0" * 2000,
    ],
)
def test_what_is_no_picture_is_refused_and_leaves_nothing(content, now, settings):
    with pytest.raises(PictureRefused):
        taken(BytesIO(content), now)

    assert not stored_files(settings)
    assert not Image.objects.exists()
