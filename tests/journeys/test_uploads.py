"""Hostile files at every door through which a picture comes in (E11, A2)."""

import os
import re
import subprocess
import sys
from itertools import cycle
from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from accounts.rules.roles import Role
from blog.actions.renditions import draw_renditions
from blog.models import Image, Rendition, SiteSettings
from tests import hostile_files
from tests.builders import a_person

pytestmark = pytest.mark.django_db

DOORS = {
    "library": ("/admin/blog/image/add/", "upload"),
    "editor": ("/admin/blog/image/pick/", "upload"),
    "profile": ("/accounts/me/picture/", "picture"),
}
OURS = re.compile(
    r"(images/\d{4}/\d\d/[0-9a-f]{20}|people/[0-9a-f]{24}|renditions/[0-9a-f]{20}/[0-9a-z-]+)\.(jpg|png|webp|avif)"
)
BORDER = "----border"


@pytest.fixture(params=DOORS)
def door(request, doors):
    """Send a file under a name of its own to one of the doors; return the answer."""
    return doors[request.param]


@pytest.fixture
def doors(client, settings):
    settings.STAFF_SECOND_FACTOR = False
    SiteSettings.load()
    client.force_login(a_person("Emmi", Role.EDITOR))
    client.get("/admin/jsi18n/")
    return {name: sender(client, *where) for name, where in DOORS.items()}


def sender(client, address, field):
    words = {"alt": "A field", "focal_x": "50", "focal_y": "50"}

    def send(name: str, content: bytes):
        parts = [part(f'name="{key}"', value.encode()) for key, value in words.items()]
        file = part(f'name="{field}"; filename="{name}"', content, "image/png")
        body = b"".join([*parts, file, f"--{BORDER}--\r\n".encode()])
        return client.post(address, body, content_type=f"multipart/form-data; boundary={BORDER}")

    return send


def part(head: str, content: bytes, kind: str = "") -> bytes:
    more = f"\r\nContent-Type: {kind}" if kind else ""
    return f"--{BORDER}\r\nContent-Disposition: form-data; {head}{more}\r\n\r\n".encode() + content + b"\r\n"


def media(settings) -> Path:
    return Path(settings.MEDIA_ROOT)


def stored(settings) -> list[str]:
    root = media(settings)
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())


@pytest.mark.parametrize("name", [*hostile_files.bombs(), *hostile_files.disguised()])
def test_what_is_no_harmless_picture_is_refused_with_words_and_leaves_nothing(door, name, settings):
    files = hostile_files.bombs() | hostile_files.disguised()

    answer = door(name, files[name])

    assert answer.status_code == 422
    assert "alert(1)" not in answer.content.decode()
    assert stored(settings) == []
    assert not Image.objects.exists()


@pytest.mark.parametrize("name", hostile_files.disarmed())
def test_what_a_picture_carries_besides_is_in_no_file(door, name, settings):
    answer = door(name, hostile_files.disarmed()[name])
    for image in Image.objects.all():
        draw_renditions(image=image)

    assert answer.status_code in {201, 302}
    assert stored(settings)
    assert hostile_files.remains(media(settings)) == []


def test_a_file_gets_a_name_of_ours_whatever_it_was_called(door, settings, tmp_path):
    answers = {name: door(name, hostile_files.a_png()).status_code for name in hostile_files.NAMES}

    assert set(answers.values()) <= {201, 302}, answers
    assert all(OURS.fullmatch(each) for each in stored(settings))
    assert [path.name for path in tmp_path.iterdir()] == ["media"]
    assert not Path("/tmp/pwn.png").exists()


def test_everything_that_is_stored_is_served_as_a_picture_and_nothing_else(door, client):
    door("x.html", hostile_files.with_a_place())
    for image in Image.objects.all():
        draw_renditions(image=image)
    names = [row.name for row in Rendition.objects.all()] + list(Image.objects.values_list("file", flat=True))

    for name in names:
        answer = client.get(default_storage.url(name))
        answer.getvalue()
        assert re.fullmatch(r"image/(jpeg|png|webp|avif)", answer["Content-Type"])
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer["Content-Disposition"].startswith("inline; filename=")
        assert "immutable" in answer["Cache-Control"]


@pytest.fixture(scope="module")
def collected(corpora, tmp_path_factory):
    """Hostile files that others wrote."""
    made = tmp_path_factory.mktemp("collected")
    command = [sys.executable, corpora / "runners" / "gen_uploads.py", made]
    subprocess.run(command, check=True, capture_output=True, env=dict(os.environ))
    return [path for path in (*made.iterdir(), *(corpora / "uploads").iterdir()) if path.is_file()]


@pytest.mark.corpora
def test_the_collected_files_harm_nobody(doors, collected, settings):
    """Each comes to the next door: behind all of them the same judge looks at it."""
    sent = zip(collected, cycle(doors.values()), strict=False)
    answers = {send(path.name, path.read_bytes()).status_code for path, send in sent}
    for image in Image.objects.all():
        draw_renditions(image=image)

    assert answers <= {201, 302, 422}
    assert all(OURS.fullmatch(each) for each in stored(settings))
    assert hostile_files.remains(media(settings)) == []


MEASURED = """
import os, resource, sys
from pathlib import Path
import django
django.setup()
from accounts.rules.picture_files import PictureRefused, read_picture

def judge(path):
    data = Path(path).read_bytes()
    used = resource.getrusage(resource.RUSAGE_SELF)
    now = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (now + 300_000_000, now + 300_000_000))
    seconds = int(used.ru_utime + used.ru_stime) + 2  # whole seconds are all that can be asked for
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    try:
        read_picture(data)
    except PictureRefused as refusal:
        if isinstance(refusal.__context__, MemoryError):
            os._exit(3)
        os._exit(0)
    os._exit(2)

for path in sys.argv[1:]:
    child = os.fork()
    if not child:
        judge(path)
    print(Path(path).name, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="measures memory as Linux tells it")
def test_bombs_are_refused_in_a_second_and_300_megabytes(tmp_path):
    """Each is judged by a process of its own that may have no more than that."""
    for name, content in hostile_files.bombs().items():
        (tmp_path / name).write_bytes(content)

    told = subprocess.run(
        [sys.executable, "-c", MEASURED, *(tmp_path / name for name in hostile_files.bombs())],
        capture_output=True,
        check=True,
        text=True,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"},
    )

    assert told.stdout.splitlines() == [f"{name} 0" for name in hostile_files.bombs()]
