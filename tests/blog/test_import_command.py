"""The command: exit status, words on the terminal, and being killed."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command, execute_from_command_line

from tests.blog import disqus
from tests.blog.counting import dump
from tests.blog.pictures import a_file, put
from tests.blog.processes import ROOT, count, started
from tests.blog.wxr import a_note, an_attachment, an_export, an_item, many

pytestmark = pytest.mark.usefixtures("in_english")

FIXTURES = ROOT / "tests" / "fixtures" / "wordpress"


@pytest.mark.django_db
def test_the_report_says_what_was_kept_and_what_was_not(capsys):
    call_command("import_wordpress", FIXTURES / "gazette.xml")

    told = capsys.readouterr().out
    assert "Der Brückenbote" in told
    assert told.count("“Die Fähre fährt wieder – nach elf Tagen”") == 5
    assert not {"ilse@brueckenbote.example", "gesine@leser.example", "203.0.113.7"} & set(told.split())


@pytest.mark.django_db
def test_an_export_without_posts_is_told_and_harmless(tmp_path: Path, capsys):
    file = tmp_path / "empty.xml"
    file.write_bytes(an_export())
    before = dump()

    call_command("import_wordpress", file)

    assert dump() == before
    assert len(capsys.readouterr().out.splitlines()) > 3


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["missing.xml", "."])
def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path, name: str):
    with pytest.raises(CommandError):
        call_command("import_wordpress", tmp_path / name)


@pytest.mark.django_db
def test_no_mark_in_a_file_can_steer_the_terminal(tmp_path: Path, capsys):
    file = tmp_path / "steering.xml"
    file.write_bytes(an_export(an_item(title="A\x9b31mB\u202eC", slug="x", status="private")))

    call_command("import_wordpress", file)

    assert not {"\x9b", "\u202e", "\x1b"} & set(capsys.readouterr().out)


def test_a_broken_file_ends_with_status_one_in_two_lines_and_changes_nothing(
    site: dict[str, str], tmp_path: Path
):
    file = tmp_path / "broken.xml"
    file.write_bytes(an_export(*many(150))[:-60])

    process = started(site, file)
    told = process.communicate(timeout=200)[0]

    assert process.returncode == 1
    assert "Traceback" not in told
    assert len(told.strip().splitlines()) <= 2
    assert "Line 456" in told or "Zeile 456" in told
    assert count(site, "blog_post") == 0


def kill_at_a_hundred_comments(process: subprocess.Popen[str], site: dict[str, str]) -> int:
    """Kill a run in the middle; return how many comments were stored by then."""
    for _ in range(4_000):
        if count(site, "comments_comment") >= 100:
            break
        time.sleep(0.05)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate(timeout=200)
    return count(site, "comments_comment")


def test_a_run_that_was_killed_is_completed_by_the_next_and_doubles_nothing(
    site: dict[str, str], tmp_path: Path
):
    file = tmp_path / "long.xml"
    file.write_bytes(an_export(*many(150, remarks=3)))
    process = started(site, file)
    halfway = kill_at_a_hundred_comments(process, site)

    told = started(site, file).communicate(timeout=300)[0]

    assert 100 <= halfway < 450, told
    assert (count(site, "blog_post"), count(site, "comments_comment")) == (150, 450)
    assert count(site, "blog_postrevision") == count(site, "comments_thread") == 150


def test_comments_of_disqus_survive_a_run_that_was_killed(site: dict[str, str], tmp_path: Path):
    blog, file = tmp_path / "blog.xml", tmp_path / "disqus.xml"
    dated = {"date": "2026-03-02 10:00:00"}
    blog.write_bytes(an_export(*(an_item(number=n + 1, slug=f"post-{n}", **dated) for n in range(3))))
    file.write_bytes(disqus.an_export(*disqus.many(1500, threads=3)))
    started(site, blog).communicate(timeout=200)
    process = started(site, file, command="import_disqus")
    halfway = kill_at_a_hundred_comments(process, site)

    told = started(site, file, command="import_disqus").communicate(timeout=300)[0]

    assert 100 <= halfway < 1500, told
    assert count(site, "comments_comment") == count(site, "comments_logentry") == 1500
    assert count(site, "comments_comment WHERE parent_id IS NULL") == 1001


def test_a_run_with_pictures_that_was_killed_is_completed_and_stores_none_twice(
    site: dict[str, str], tmp_path: Path
):
    for number in range(120):
        put(tmp_path / "uploads", f"2019/{number}.png", a_file(f"#{number:06x}", (400, 300)))
    image = '<img src="https://probe.example/wp-content/uploads/2019/{}.png" alt="P">'
    file = tmp_path / "long.xml"
    file.write_bytes(
        an_export(
            *(an_attachment(1000 + n, f"2019/{n}.png", alt=f"Picture {n}") for n in range(120)),
            *(
                an_item(number=n + 1, text=image.format(n), extra=a_note("_thumbnail_id", str(1000 + n)))
                for n in range(120)
            ),
        )
    )
    process = started(site, file, "--media-dir", tmp_path / "uploads")
    for _ in range(4_000):
        if count(site, "blog_image") >= 30:
            break
        time.sleep(0.02)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate(timeout=200)
    halfway = count(site, "blog_image")

    told = started(site, file, "--media-dir", tmp_path / "uploads").communicate(timeout=300)[0]

    assert 30 <= halfway < 120, told
    tables = ("image", "importedpicture", "post", "postrevision")
    assert {count(site, f"blog_{table}") for table in tables} == {120}
    with closing(sqlite3.connect(Path(site["RESONANZ_DATA_DIR"]) / "db.sqlite3")) as database:
        shown = database.execute(
            """SELECT count(*) FROM blog_postrevision WHERE cover_id AND body LIKE '%<img src="/media/%'"""
        )
        assert shown.fetchone() == (120,)
    media = Path(site["RESONANZ_DATA_DIR"]) / "media" / "images"
    assert sum(path.is_file() for path in media.rglob("*")) in {120, 121}  # one may have lost its row


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        ([], 2, "file"),
        (["x.xml", "--frobnicate"], 2, "--frobnicate"),
        (["x.xml", "y.xml"], 2, "y.xml"),
        (["x.xml", "--media-dir"], 2, "--media-dir"),
    ],
)
def test_a_wrong_command_line_ends_with_its_status_and_clear_words(
    capsys, arguments: list[str], status: int, words: str
):
    with pytest.raises(SystemExit) as end:
        execute_from_command_line(["manage.py", "import_wordpress", *arguments])

    assert end.value.code == status
    assert words in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "status"), [(["x.xml", "--media-dir", "/nowhere/at/all"], 2), (["/nowhere/at/all.xml"], 1)]
)
def test_a_place_that_is_not_there_ends_with_its_status_and_clear_words(
    site: dict[str, str], arguments: list[str], status: int
):
    process = started(site, *arguments)
    told = process.communicate(timeout=200)[0]

    assert process.returncode == status
    assert arguments[-1] in told
    assert "Traceback" not in told
