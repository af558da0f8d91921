"""Pictures of an import: found, taken in once, and shown in texts."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from accounts.actions.fetching import FetchFailed, fetch
from accounts.rules.roles import system
from blog.actions.importing import ImportReport, MediaFolder, MediaSources, import_wordpress
from blog.actions.importing.report import Kind, Outcome
from blog.models import Image, Page, Post
from blog.rules.wordpress.losses import Loss
from tests.blog.counting import dump
from tests.blog.pictures import a_file, put
from tests.blog.wxr import a_note, an_attachment, an_export, an_item
from tests.listening import anywhere, listening

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

NOW = datetime(2026, 3, 14, 9, 26, tzinfo=UTC)


def take_in(
    *parts: str, folder: Path | None = None, fetch: Callable[[str], bytes] | None = None, is_dry: bool = False
) -> ImportReport:
    data = an_export(*parts)
    media = MediaSources(MediaFolder(folder) if folder else None, fetch)
    return import_wordpress(
        open_export=lambda: BytesIO(data), is_dry=is_dry, actor=system("x"), now=NOW, media=media
    )


def text() -> str:
    return Post.objects.select_related("live").get().live.body


def img(name: str, extra: str = "") -> str:
    return f'<p><img src="https://probe.example/wp-content/uploads/{name}" {extra}></p>'


def stored_files() -> list[str]:
    root = Path(default_storage.location) / "images"
    return [str(path) for path in root.rglob("*") if path.is_file()] if root.exists() else []


@pytest.mark.parametrize(
    "name",
    ["2019/01/ferry.png", "uploads/2019/01/ferry.png", "ferry.png", "FERRY.PNG", "other/2019/01/ferry.png"],
)
def test_a_file_is_found_by_its_path_or_by_its_name(tmp_path: Path, name: str):
    put(tmp_path, name)

    take_in(
        an_attachment(7, "2019/01/ferry.png", alt="A ferry", caption="The <b>old</b> ferry"),
        an_item(text=img("2019/01/ferry.png")),
        folder=tmp_path,
    )

    image = Image.objects.get()
    assert (image.alt, image.caption) == ("A ferry", "The old ferry")
    assert text() == f'<figure><img src="{image.file.url}" alt="A ferry" width="8" height="6"></figure>'


def test_the_original_stands_for_every_smaller_copy(tmp_path: Path):
    put(tmp_path, "2019/01/ferry.png", a_file("red", (900, 600)))
    put(tmp_path, "2019/01/ferry-300x200.png", a_file("red", (300, 200)))

    take_in(
        an_item(text=img("2019/01/ferry-300x200.png", 'alt="F" width="300" height="200"')), folder=tmp_path
    )

    assert (Image.objects.get().width, 'width="900" height="600"' in text()) == (900, True)


def test_the_largest_copy_stands_for_an_original_that_is_not_there(tmp_path: Path):
    for width in (150, 1024, 300):
        put(tmp_path, f"2019/01/ferry-{width}x100.png", a_file("red", (width, 100)))

    take_in(an_attachment(7, "2019/01/ferry.png"), an_item(text=img("2019/01/ferry.png")), folder=tmp_path)

    assert Image.objects.get().width == 1024


def test_a_picture_whose_own_name_looks_like_that_of_a_copy_is_itself(tmp_path: Path):
    put(tmp_path, "2019/01/chart-300x200.png", a_file("red", (10, 10)))
    put(tmp_path, "2019/01/chart.png", a_file("blue", (20, 20)))

    take_in(
        an_attachment(7, "2019/01/chart-300x200.png", alt="C"),
        an_item(text=img("2019/01/chart-300x200.png")),
        folder=tmp_path,
    )

    assert 'alt="C" width="10"' in text()


def test_the_same_name_in_two_other_months_is_no_proof(tmp_path: Path):
    put(tmp_path, "2018/01/ferry.png")
    put(tmp_path, "2018/02/ferry.png")

    report = take_in(an_attachment(7, "2019/01/ferry.png"), folder=tmp_path)

    assert report.losses[Loss.MISSING_FILES].examples == ["2019/01/ferry.png"]
    assert not Image.objects.exists()


@pytest.mark.parametrize(
    "name",
    ["../secret.png", "2019/../../secret.png", "/etc/secret.png", "..\\secret.png", "%2e%2e/secret.png"],
)
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str):
    put(tmp_path, "secret.png")
    folder = tmp_path / "uploads"
    put(folder, "2019/harmless.png")

    report = take_in(an_attachment(7, name, alt="x"), an_item(text=img(name)), folder=folder)

    assert not Image.objects.exists()
    assert report.losses[Loss.MISSING_FILES].count >= 1


def test_links_in_the_folder_are_not_followed(tmp_path: Path):
    put(tmp_path, "outside/secret.png")
    folder = tmp_path / "uploads"
    put(folder, "2019/harmless.png")
    (folder / "2019" / "link.png").symlink_to(tmp_path / "outside" / "secret.png")
    (folder / "2020").symlink_to(tmp_path / "outside")
    os.mkfifo(folder / "pipe.png")

    take_in(
        *(an_attachment(n, name) for n, name in enumerate(["2019/link.png", "2020/secret.png", "pipe.png"])),
        folder=folder,
    )

    assert not Image.objects.exists()


def test_a_file_that_became_a_link_since_is_not_opened(tmp_path: Path):
    put(tmp_path, "outside/secret.png")
    found = put(tmp_path / "uploads", "ferry.png")
    folder = MediaFolder(tmp_path / "uploads")
    found.unlink()
    found.symlink_to(tmp_path / "outside" / "secret.png")

    with pytest.raises(OSError):
        folder.open(folder.find("ferry.png") or "")


@pytest.mark.parametrize(
    "content",
    [b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", b"", b"GIF89a", b"<html>"],
    ids=["svg", "empty", "cut", "html"],
)
def test_what_is_no_picture_is_refused_and_told_with_its_reason(tmp_path: Path, content: bytes):
    put(tmp_path, "2019/01/ferry.png", content)

    report = take_in(
        an_attachment(7, "2019/01/ferry.png"), an_item(text=img("2019/01/ferry.png")), folder=tmp_path
    )

    assert report.losses[Loss.REFUSED_FILES].examples[0].startswith("2019/01/ferry.png: ")
    assert "<img" not in text()
    assert stored_files() == []


def test_featured_picture_gallery_and_caption_become_cover_and_figures(tmp_path: Path):
    for number, colour in ((7, "red"), (8, "green"), (9, "blue")):
        put(tmp_path, f"2019/{number}.png", a_file(colour))

    take_in(
        an_attachment(7, "2019/7.png", alt="Seven", caption="The seventh"),
        an_attachment(8, "2019/8.png", alt="Eight"),
        an_attachment(9, "2019/9.png", alt="Nine"),
        an_item(text='One\n\n[gallery ids="8,7"]\n\nTwo', extra=a_note("_thumbnail_id", "9")),
        folder=tmp_path,
    )

    post = Post.objects.select_related("live__cover").get()
    seven, eight = (Image.objects.get(alt=alt).file.url for alt in ("Seven", "Eight"))
    assert post.live.cover.alt == "Nine"
    assert post.live.body == (
        f'<p>One</p>\n<figure><img src="{eight}" alt="Eight" width="8" height="6"></figure>'
        f'<figure><img src="{seven}" alt="Seven" width="8" height="6">'
        "<figcaption>The seventh</figcaption></figure><p>Two</p>"
    )


def test_a_gallery_without_names_shows_the_pictures_of_its_post_in_their_order(tmp_path: Path):
    for number, colour in ((7, "red"), (8, "green"), (9, "blue")):
        put(tmp_path, f"2019/{number}.png", a_file(colour))

    take_in(
        an_attachment(7, "2019/7.png", alt="Seven", parent=50, order=2),
        an_attachment(8, "2019/8.png", alt="Eight", parent=50, order=1),
        an_attachment(9, "2019/9.png", alt="Nine", parent=51),
        an_item(number=50, text="[gallery]"),
        folder=tmp_path,
    )

    assert text().index("Eight") < text().index("Seven")
    assert "Nine" not in text()


def test_pages_show_pictures_too(tmp_path: Path):
    put(tmp_path, "ferry.png")

    take_in(an_item(kind="page", text=img("2019/ferry.png", 'alt="F"')), folder=tmp_path)

    assert f'<img src="{Image.objects.get().file.url}" alt="F"' in Page.objects.get().body


def test_pictures_of_other_sites_are_never_taken(tmp_path: Path):
    put(tmp_path, "2019/ferry.png")
    asked: list[str] = []

    report = take_in(
        an_item(text='<img src="https://other.example/wp-content/uploads/2019/ferry.png" alt="Ferry">'),
        folder=tmp_path,
        fetch=lambda address: asked.append(address) or b"",  # type: ignore[func-returns-value]
    )

    assert (asked, Image.objects.count(), report.losses[Loss.PICTURES].count) == ([], 0, 1)
    assert text() == (
        '<p><a href="https://other.example/wp-content/uploads/2019/ferry.png" rel="noopener">Ferry</a></p>'
    )


def test_a_second_run_takes_nothing_in_again_even_without_the_folder(tmp_path: Path):
    put(tmp_path, "2019/a.png", a_file("red"))
    put(tmp_path, "2019/b.png", a_file("red"))  # the same pixels under another name
    parts = (
        an_attachment(7, "2019/a.png"),
        an_attachment(8, "2019/b.png"),
        an_item(text=img("2019/a.png") + img("2019/b.png"), extra=a_note("_thumbnail_id", "8")),
    )
    take_in(*parts, folder=tmp_path)
    first = dump()

    again = take_in(*parts, folder=tmp_path)
    without = take_in(*parts)

    assert dump() == first
    assert len(stored_files()) == Image.objects.count() == 1
    assert {o for _, o in (*again.outcomes, *without.outcomes)} == {Outcome.UNCHANGED}
    assert without.outcomes[Kind.PICTURE, Outcome.UNCHANGED] == 2


def test_who_imports_again_with_the_folder_gets_the_pictures_shown(tmp_path: Path):
    put(tmp_path, "2019/a.png")
    parts = (an_attachment(7, "2019/a.png"), an_item(text=img("2019/a.png")))
    first = take_in(*parts)
    assert "<img" not in text()

    report = take_in(*parts, folder=tmp_path)

    assert first.losses[Loss.NO_MEDIA].count == 1
    assert report.outcomes[Kind.POST, Outcome.CHANGED] == 1
    assert "<img" in text()


def test_a_dry_run_with_pictures_tells_the_same_and_stores_nothing(tmp_path: Path):
    put(tmp_path, "2019/a.png")
    put(tmp_path, "2019/b.png", b"no picture")
    parts = (
        an_attachment(7, "2019/a.png", alt="A", parent=50, link="https://probe.example/2025/01/x/a/"),
        an_attachment(8, "2019/b.png"),
        an_attachment(9, "2019/c.png"),
        an_attachment(10, "2019/d.pdf"),
        an_item(number=50, text=img("2019/a.png") + img("2019/b.png"), extra=a_note("_thumbnail_id", "7")),
    )
    before = dump()

    planned = take_in(*parts, folder=tmp_path, is_dry=True)
    after = dump()
    done = take_in(*parts, folder=tmp_path)

    assert (after, len(stored_files())) == (before, 1)
    assert (planned.outcomes, planned.losses) == (done.outcomes, done.losses)
    assert done.outcomes[Kind.PICTURE, Outcome.NEW] == 1
    assert {Loss.REFUSED_FILES, Loss.MISSING_FILES} <= done.losses.keys()


def test_files_that_are_no_pictures_stay_where_they_are(tmp_path: Path):
    address = "https://probe.example/wp-content/uploads/2019/plan.pdf"

    report = take_in(
        an_attachment(7, "2019/plan.pdf"), an_item(text=f'<a href="{address}">Plan</a>'), folder=tmp_path
    )

    assert f'href="{address}"' in text()
    assert report.losses[Loss.FILES].count == 1


def test_what_is_in_no_folder_is_fetched_from_its_old_address_when_asked(tmp_path: Path):
    answer = a_file("red")
    head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(answer)}\r\n\r\n".encode()
    put(tmp_path, "2019/here.png", a_file("blue"))
    with listening(head + answer) as server:
        host = f"127.0.0.1:{server.port}"
        take_in(
            an_attachment(7, "2019/here.png", host=host).replace("https://", "http://"),
            an_attachment(8, "2019/there.png", host=host).replace("https://", "http://"),
            folder=tmp_path,
            fetch=lambda address: fetch(address, may_reach=anywhere).content,
        )

        assert server.connections == 1
        assert server.questions[0].startswith(b"GET /wp-content/uploads/2019/there.png ")
    assert Image.objects.count() == 2


def test_no_address_inside_of_the_network_is_asked_for_a_picture():
    hosts = ["127.0.0.1", "localhost", "2130706433", "[::ffff:127.0.0.1]", "0x7f.1"]
    with listening(b"HTTP/1.1 200 OK\r\n\r\n" + a_file()) as server:
        report = take_in(
            *(
                an_attachment(n, f"{n}.png", host=f"{host}:{server.port}").replace("https://", "http://")
                for n, host in enumerate(hosts)
            ),
            fetch=lambda address: fetch(address).content,
        )

        assert server.connections == 0
    assert report.losses[Loss.NOT_FETCHED].count == 5
    assert not Image.objects.exists()


def test_a_picture_that_cannot_be_fetched_is_told_and_the_rest_goes_on():
    def broken(_address: str) -> bytes:
        raise FetchFailed("It took too long.")

    report = take_in(an_attachment(7, "2019/a.png"), an_item(text=img("2019/a.png")), fetch=broken)

    assert report.losses[Loss.NOT_FETCHED].examples == ["2019/a.png: It took too long."]
    assert Post.objects.count() == 1
