"""The smaller files of a picture are made in a task, once, and again when they are gone (E11)."""

from io import BytesIO
from pathlib import Path

import PIL.Image
import pytest
from django.core.files.storage import default_storage
from django_tasks_db.models import DBTaskResult

from accounts.models import Pulse
from blog.actions.images import describe_image, take_in_image
from blog.actions.renditions import FileMissing, PictureChanged, draw_renditions, make_renditions
from blog.models import Image, Rendition
from config.server.worker import a_worker
from tests.builders import EDITOR, an_image
from tests.pulses import pulse_of

pytestmark = pytest.mark.django_db

SIZE = (700, 400)  # two widths of each shape, without the format that takes longest


def a_taken_image(now, size=SIZE, mode="RGB", colour="teal", format="PNG"):
    file = BytesIO()
    PIL.Image.new(mode, size, colour).save(file, format)
    file.seek(0)
    return take_in_image(file=file, alt="A field", actor=EDITOR, now=now)


def files_in(settings, folder="renditions"):
    root = Path(settings.MEDIA_ROOT)
    return {str(path.relative_to(root)) for path in (root / folder).rglob("*") if path.is_file()}


def names():
    return set(Rendition.objects.values_list("file", flat=True))


def test_taking_in_a_picture_leaves_the_work_to_the_worker(now):
    image = a_taken_image(now)

    assert not image.renditions.exists()
    assert [row.args_kwargs["args"] for row in DBTaskResult.objects.all()] == [[image.pk]]


def test_the_worker_makes_all_renditions(now, settings):
    image = a_taken_image(now)

    a_worker().tasks.run_next(now)

    image.refresh_from_db()
    rows = {(row.shape, row.format, row.width) for row in image.renditions.all()}
    assert rows == {
        *(("whole", format, width) for format in ("webp", "jpg") for width in (640,)),
        *(("teaser", format, width) for format in ("webp", "jpg") for width in (320, 600)),
    }
    assert files_in(settings) == names()
    assert image.drawn_as == image.recipe


def test_a_row_tells_the_truth_about_its_file(now):
    make_renditions.func(a_taken_image(now).pk)

    for row in Rendition.objects.all():
        with row.file.open() as file, PIL.Image.open(file) as picture:
            assert (picture.size, row.file.size) == ((row.width, row.height), row.bytes)


def test_a_second_run_makes_nothing(now, django_assert_max_num_queries):
    image = a_taken_image(now)
    draw_renditions(image=image)
    before = {row.pk for row in Rendition.objects.all()}

    with django_assert_max_num_queries(2):
        assert draw_renditions(image=Image.objects.get()) == 0

    assert {row.pk for row in Rendition.objects.all()} == before


def test_a_run_that_was_ended_goes_on_where_it_was(now, settings):
    image = a_taken_image(now)
    draw_renditions(image=image)
    lost = Rendition.objects.filter(shape="teaser").first()
    lost.delete()
    Image.objects.update(drawn_as="")

    assert draw_renditions(image=Image.objects.get()) == 1
    assert files_in(settings) == names()


def test_a_lost_file_is_made_anew(now, settings):
    image = a_taken_image(now)
    draw_renditions(image=image)
    default_storage.delete(Rendition.objects.first().name)

    assert draw_renditions(image=image) == 1
    assert files_in(settings) == names()


def test_a_picture_that_is_seen_through_stays_so(now):
    draw_renditions(image=a_taken_image(now, mode="RGBA", colour=(9, 9, 9, 90)))

    assert set(Rendition.objects.values_list("shape", "format")) == {
        ("whole", "webp"),
        ("whole", "png"),
        ("teaser", "webp"),
        ("teaser", "png"),
    }


def test_another_focal_point_crops_anew_and_keeps_the_rest(now, settings, django_capture_on_commit_callbacks):
    image = a_taken_image(now)
    draw_renditions(image=image)
    whole = set(Rendition.objects.filter(shape="whole").values_list("pk", flat=True))

    describe_image(image=image, alt="A field", focal_x=10, focal_y=90, actor=EDITOR)
    with django_capture_on_commit_callbacks(execute=True):
        make_renditions.func(image.pk)

    assert set(Rendition.objects.filter(shape="whole").values_list("pk", flat=True)) == whole
    assert all("-10-90-" in row.name for row in Rendition.objects.exclude(shape="whole"))
    assert files_in(settings) == names()


def test_words_alone_draw_nothing(now):
    image = a_taken_image(now)
    DBTaskResult.objects.all().delete()

    describe_image(image=image, alt="A wide field", actor=EDITOR)

    assert not DBTaskResult.objects.exists()


def test_pages_that_show_the_picture_get_another_name(now):
    image, before = a_taken_image(now), pulse_of(Pulse.About.SITE)

    draw_renditions(image=image)

    assert pulse_of(Pulse.About.SITE) > before


def test_a_picture_whose_file_is_gone_says_so(now):
    image = a_taken_image(now)
    default_storage.delete(image.file.name)

    with pytest.raises(FileMissing):
        draw_renditions(image=image)
    make_renditions.func(image.pk)  # for the worker this is no reason to try again

    assert not Rendition.objects.exists()


def test_a_picture_that_goes_meanwhile_leaves_nothing(now, settings):
    image = a_taken_image(now)
    Image.objects.all().delete()

    with pytest.raises(PictureChanged):
        draw_renditions(image=image)
    make_renditions.func(image.pk)

    assert (files_in(settings), names()) == (set(), set())


def test_a_large_picture_gets_the_newest_format(now):
    draw_renditions(image=a_taken_image(now, size=(1000, 200)))

    assert Rendition.objects.filter(format="avif", shape="whole").count() == 2


def test_a_picture_may_be_drawn_whatever_it_is_called():
    assert draw_renditions(image=an_image()) > 0
