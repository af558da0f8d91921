"""What is collected is what pages ask for."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import FileSystemStorage

from config.static import OneSheetStorage

SOURCES = Path(settings.BASE_DIR) / "static"


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> OneSheetStorage:
    target = tmp_path_factory.mktemp("static")
    source = FileSystemStorage(SOURCES)
    names = [str(path.relative_to(SOURCES)) for path in SOURCES.rglob("*") if path.suffix in (".css", ".js")]
    storage = OneSheetStorage(location=target, base_url="/static/")
    for name in names:
        with source.open(name) as file:
            storage.save(name, file)
    done = list(storage.post_process({name: (source, name) for name in names}))
    assert not [each for each in done if isinstance(each[2], Exception)]
    return storage


def sheet(storage: OneSheetStorage) -> str:
    name = storage.stored_name("css/site.css")
    return (Path(storage.location) / name).read_text()


def test_the_sheet_of_the_site_is_one_file(collected: OneSheetStorage) -> None:
    imported = re.findall(r'@import url\("([^"]+)"\)', (SOURCES / "css/site.css").read_text())

    whole = sheet(collected)

    assert "@import" not in whole
    assert [name for name in imported if (SOURCES / "css" / name).read_text().strip() not in whole] == []


def test_a_change_of_a_part_gives_the_whole_another_name(collected: OneSheetStorage) -> None:
    name = collected.stored_name("css/site.css")

    assert re.fullmatch(r"css/site\.[0-9a-f]{12}\.css", name)
    assert name != OneSheetStorage(location=SOURCES, base_url="/static/").hashed_name("css/site.css")


def test_styles_weigh_little_and_ask_no_other_host(collected: OneSheetStorage) -> None:
    name = collected.stored_name("css/site.css")

    assert (Path(collected.location) / f"{name}.gz").stat().st_size < 16_000
    assert "url(" not in sheet(collected)


def test_components_take_their_colours_from_the_tokens() -> None:
    for path in (SOURCES / "css").rglob("*.css"):
        if path.name not in ("tokens.css", "print.css"):
            assert re.findall(r"#[0-9a-f]{3,8}\b(?=[;,) ])", path.read_text()) == [], path.name
