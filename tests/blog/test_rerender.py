"""`manage.py rerender --pictures` brings back what is missing (E11)."""

import os
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from blog.actions.orphans import sweep
from blog.models import Rendition
from tests.builders import an_image

pytestmark = pytest.mark.django_db

PER_PICTURE = 4  # files of one that is 60 × 40: WebP and PNG or JPEG of two shapes


def rerender(**options):
    out, err = StringIO(), StringIO()
    call_command("rerender", pictures=True, stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def an_orphan(settings, name, *, old=True):
    default_storage.save(name, ContentFile(b"x"))
    if old:
        os.utime(Path(settings.MEDIA_ROOT) / name, (0, 0))


def test_pictures_without_renditions_get_them():
    an_image(), an_image()

    out, _err = rerender()

    assert out.endswith(f"2 pictures looked at, {2 * PER_PICTURE} files made.\n")
    assert Rendition.objects.count() == 2 * PER_PICTURE


def test_a_second_run_makes_nothing():
    an_image()
    rerender()

    assert rerender() == ("1 pictures looked at, 0 files made.\n", "")


def test_a_lost_file_is_made_anew():
    an_image()
    rerender()
    default_storage.delete(Rendition.objects.first().name)

    assert "1 pictures looked at, 1 files made." in rerender()[0]


def test_a_run_may_go_on_where_one_was_stopped():
    first, second = an_image(), an_image()

    rerender(after=first.pk)

    assert set(Rendition.objects.values_list("image", flat=True)) == {second.pk}


def test_a_picture_without_its_file_is_told_and_stops_nobody():
    lost, _other = an_image(), an_image()
    default_storage.delete(lost.file.name)

    out, err = rerender()

    assert "the file is missing" in err
    assert f"2 pictures looked at, {PER_PICTURE} files made." in out


def test_files_that_belong_to_nothing_are_found_and_swept_only_when_asked(settings):
    image = an_image()
    for name in ("images/2020/01/lost.jpg", "renditions/ab/1-640.webp"):
        an_orphan(settings, name)
    an_orphan(settings, "images/2020/01/young.jpg", old=False)
    an_orphan(settings, "people/ada.webp")

    told, _err = rerender()
    swept, _err = rerender(sweep=True)

    assert "belongs to nothing: images/2020/01/lost.jpg\n" in told
    assert "2 files belong to nothing; --sweep deletes them." in told
    assert "2 files deleted." in swept
    assert default_storage.exists("images/2020/01/young.jpg")
    assert default_storage.exists("people/ada.webp")
    assert default_storage.exists(image.file.name)


def test_a_file_that_found_its_picture_meanwhile_stays():
    image = an_image()

    assert sweep([image.file.name]) == 0
    assert default_storage.exists(image.file.name)


def test_it_asks_what_to_draw():
    with pytest.raises(CommandError):
        call_command("rerender")
