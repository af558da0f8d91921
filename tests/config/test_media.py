"""What lies in the media folder is a picture or a download, and nothing else is reached through it."""

from pathlib import Path

import pytest

from config.media import SHOWN


@pytest.fixture
def folder(settings) -> Path:
    path = Path(settings.MEDIA_ROOT)
    (path / "images").mkdir(parents=True)
    return path


def put(folder: Path, name: str, content: bytes = b"<script>alert(1)</script>") -> str:
    (folder / name).write_bytes(content)
    return f"/media/{name}"


def fetch(client, address: str, **headers: dict[str, str]):
    """The answer, read to its end, so that its file is closed."""
    response = client.get(address, **headers)
    response.getvalue()
    return response


@pytest.mark.parametrize(("ending", "kind"), SHOWN.items())
def test_a_picture_is_served_as_what_its_ending_says(client, folder, ending, kind):
    response = fetch(client, put(folder, f"images/a{ending}"))

    assert (response.status_code, response["Content-Type"]) == (200, kind)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "immutable" in response["Cache-Control"]
    assert "Set-Cookie" not in response


@pytest.mark.parametrize("name", ["a.svg", "a.html", "a.js", "a.pdf", "a.png.html", "a", 'b"c.xml', "ä.txt"])
def test_everything_else_is_a_download_without_a_kind(client, folder, name):
    response = fetch(client, put(folder, name))

    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith('attachment; filename="')
    assert response["Content-Disposition"].count('"') == 2


@pytest.mark.parametrize(
    "address",
    [
        "/media/",
        "/media/images",
        "/media/images/",
        "/media/absent.png",
        "/media/.hidden",
        "/media/../db.sqlite3",
        "/media/%2e%2e/db.sqlite3",
        "/media/images/../../db.sqlite3",
        "/media//etc/passwd",
        "/media/images/..%5c..%5cdb.sqlite3",
        "/media/link.png",
    ],
)
@pytest.mark.django_db
def test_nothing_outside_of_the_folder_is_reached(client, folder, address):
    (folder.parent / "db.sqlite3").write_text("secret")
    (folder / ".hidden").write_text("secret")
    (folder / "link.png").symlink_to(folder.parent / "db.sqlite3")

    response = client.get(address)

    assert response.status_code in {301, 400, 404}
    assert b"secret" not in response.content


def test_a_copy_that_is_still_good_is_not_sent_again(client, folder):
    address = put(folder, "a.png")
    first = fetch(client, address)

    by_tag = fetch(client, address, headers={"if-none-match": f'"x", W/{first["ETag"]}'})
    by_time = fetch(client, address, headers={"if-modified-since": first["Last-Modified"]})
    other = fetch(client, address, headers={"if-none-match": '"x"'})

    assert (by_tag.status_code, by_time.status_code, other.status_code) == (304, 304, 200)
    assert by_tag.content == b""


def test_only_reading_is_allowed(client, folder):
    assert client.post(put(folder, "a.png")).status_code == 405
