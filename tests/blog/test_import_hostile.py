"""Hostile exports, each in a process with limits: little memory, little time, nothing read, nobody asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import PIL.Image
import pytest
from django.core.management import CommandError, call_command

from blog.models import Post
from tests.blog.pictures import a_file, put
from tests.blog.processes import bounded, count
from tests.blog.wxr import HEAD, TAIL, a_note, a_remark, an_attachment, an_export, an_item
from tests.listening import listening

MEGABYTES, SECONDS = 256, 10  # what quality 12 allows for a bomb

LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 20}">' for n in range(1, 12))
    + "]><rss><channel><title>&a11;</title></channel></rss>"
)
QUADRATIC = (
    f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "{"x" * 500_000}">]>'
    f"<rss><channel><title>{'&a;' * 50_000}</title></channel></rss>"
)


def _long(head: str, tail: str, filler: bytes = b"x" * 1_000_000, times: int = 50) -> Iterator[bytes]:
    yield head.encode()
    for _ in range(times):
        yield filler
    yield tail.encode()


BOMBS = {
    "billion laughs": lambda: [LAUGHS.encode()],
    "quadratic": lambda: [QUADRATIC.encode()],
    "one text of 50 MB": lambda: _long(f"{HEAD}<item><title>", f"</title></item>{TAIL}"),
    "one comment mark of 50 MB": lambda: _long(f"{HEAD}<!-- ", f" -->{TAIL}"),
    "a million empty marks in an item": lambda: _long(f"{HEAD}<item>", f"</item>{TAIL}", b"<a/>" * 20_000),
    "marks in marks": lambda: _long(f"{HEAD}<item>", TAIL, b"<a>" * 10_000),
}
HARMLESS = {  # long, but none of it has to be kept
    "a note of 50 MB": lambda: _long(
        f"{HEAD}<item><wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>",
        f"</wp:meta_value></wp:postmeta></item>{TAIL}",
    ),
    "a hundred thousand notes": lambda: _long(
        f"{HEAD}<item>", f"</item>{TAIL}", a_note("_edit_lock", "1").encode() * 2_000
    ),
    "notes of many parts": lambda: _long(
        f"{HEAD}<item><wp:postmeta>", f"</wp:postmeta></item>{TAIL}", b"<wp:meta_key>a</wp:meta_key>" * 4_000
    ),
}


def _written(folder: Path, parts: Iterator[bytes]) -> Path:
    file = folder / "export.xml"
    with file.open("wb") as out:
        out.writelines(parts)
    return file


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_soon_and_in_little_memory(site: dict[str, str], tmp_path: Path, name: str):
    ended = bounded(site, _written(tmp_path, BOMBS[name]()), seconds=SECONDS)

    assert (ended.status, "Traceback" in ended.told) == (1, False), ended.told
    assert ended.megabytes <= MEGABYTES
    assert count(site, "blog_post") == 0


@pytest.mark.parametrize("name", HARMLESS)
def test_what_is_long_and_not_kept_needs_no_memory(site: dict[str, str], tmp_path: Path, name: str):
    ended = bounded(site, _written(tmp_path, HARMLESS[name]()))

    assert ended.status == 0, ended.told
    assert ended.megabytes <= MEGABYTES


@pytest.mark.django_db
def test_no_entity_reads_a_file_or_asks_a_host(tmp_path: Path):
    secret = put(tmp_path, "secret.txt", b"SECRET-OF-THE-HOUSE")
    with listening(b"HTTP/1.1 200 OK\r\n\r\nSECRET-OF-THE-HOUSE") as server:
        for number, entity in enumerate(
            [
                f'<!DOCTYPE rss [<!ENTITY e SYSTEM "file://{secret}">]>',
                f'<!DOCTYPE rss [<!ENTITY e SYSTEM "http://127.0.0.1:{server.port}/">]>',
                f'<!DOCTYPE rss SYSTEM "http://127.0.0.1:{server.port}/x.dtd" [<!ENTITY e "">]>',
                f'<!DOCTYPE rss [<!ENTITY % p SYSTEM "http://127.0.0.1:{server.port}/"> %p; <!ENTITY e "">]>',
            ]
        ):
            data = an_export(an_item(title="WORDS")).replace(b"<rss", f"{entity}<rss".encode(), 1)
            file = put(tmp_path, f"{number}.xml", data.replace(b"WORDS", b"&e;"))
            with pytest.raises(CommandError) as refusal:
                call_command("import_wordpress", file)
            assert "SECRET" not in str(refusal.value)

        assert server.connections == 0
    assert not Post.objects.exists()


def test_names_of_attachments_read_nothing_outside_of_the_folder(site: dict[str, str], tmp_path: Path):
    put(tmp_path, "secret.png", a_file("red"))
    put(tmp_path, "uploads/2019/harmless.png", a_file("blue"))
    names = [
        "../secret.png",
        str(tmp_path / "secret.png"),
        "2019/../../secret.png",
        "..%2fsecret.png",
        "\\..\\secret.png",
    ]
    attachments = (an_attachment(n, name) for n, name in enumerate(names))
    file = put(tmp_path, "export.xml", an_export(*attachments, an_item()))

    ended = bounded(site, file, "--media-dir", tmp_path / "uploads")

    assert ended.status == 0, ended.told
    assert count(site, "blog_image") == 0


def test_a_picture_that_is_a_bomb_is_told_and_costs_little(site: dict[str, str], tmp_path: Path):
    bomb = put(tmp_path, "uploads/bomb.png")
    PIL.Image.new("1", (12_000, 12_000)).save(bomb)
    file = put(tmp_path, "export.xml", an_export(an_attachment(1, "bomb.png"), an_item()))

    ended = bounded(site, file, "--media-dir", tmp_path / "uploads", seconds=SECONDS)

    assert ended.status == 0, ended.told
    assert "bomb.png: " in ended.told
    assert ended.megabytes <= MEGABYTES


def test_circles_orphans_and_a_thousand_levels_end(site: dict[str, str], tmp_path: Path):
    circle = (a_remark(n, parent=n % 50 + 1) for n in range(1, 51))
    orphans = (a_remark(n, parent=99_999) for n in range(51, 101))
    chain = (a_remark(n, parent=n - 1) for n in range(102, 1_102))
    file = put(tmp_path, "export.xml", an_export(an_item(*circle, *orphans, *chain)))

    ended = bounded(site, file)

    assert ended.status == 0, ended.told
    assert count(site, "comments_comment") == 1_100


def test_fifty_thousand_items_fit_into_little_memory(site: dict[str, str], tmp_path: Path):
    note = a_note("_wp_attached_file", "2019/4711.jpg")
    kinds = [
        an_item(kind=kind, number=4_711, slug="x", text="", extra=note)
        for kind in ("attachment", "nav_menu_item")
    ]
    items = (kinds[n % 2].replace("4711", str(n)).encode() for n in range(50_000))
    file = _written(tmp_path, iter([HEAD.encode(), *items, TAIL.encode()]))

    ended = bounded(site, file)

    assert ended.status == 0, ended.told
    assert ended.megabytes <= MEGABYTES
    assert "25000" in ended.told
