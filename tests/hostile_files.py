"""Files that want to harm whoever opens them; ours, so that the suite needs no others."""

import gzip
import struct
import zlib
from functools import cache
from io import BytesIO
from pathlib import Path

import PIL.Image

MARKS = (b"<script", b"<svg", b"<html", b"onload=", b"alert(", b"Exif", b"PK\x03\x04", b"GPS", b"SECRET")
NAMES = [
    "shell.php",
    "x.php.jpg",
    "x.html",
    "x.svg",
    ".htaccess",
    "x.jpg%00.php",
    "CON.png",
    "a" * 300 + ".png",
    "../../../../tmp/pwn.png",
    "..\\..\\tmp\\pwn.png",
    "/etc/cron.d/pwn.png",
    "%2e%2e%2fpwn.png",
    "pwn\u202egnp.exe.png",
    "'><img src=x onerror=alert(1)>.png",
    "größe \U0001f600.png",
    "-rf.png",
]


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def a_png(width: int = 1, height: int = 1, *, rows: int | None = None, extra: bytes = b"") -> bytes:
    """A black picture of one bit a pixel, compressed row by row, so that a huge one is made in no time."""
    pack = zlib.compressobj(9)
    line = bytes((width + 7) // 8 + 1)
    body = b"".join(pack.compress(line) for _ in range(height if rows is None else rows)) + pack.flush()
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + extra + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def drawn(format: str = "JPEG", **options: object) -> bytes:
    file = BytesIO()
    PIL.Image.new("RGB", (30, 20), "teal").save(file, format, **options)
    return file.getvalue()


def with_a_place() -> bytes:
    """A photograph that tells where it was taken, and by whose camera."""
    exif = PIL.Image.Exif()
    exif[0x010F] = "SECRET camera"
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 31.0, 12.0), 3: "E", 4: (13.0, 24.0, 0.0)})
    return drawn(exif=exif, comment=b"SECRET")


@cache
def bombs() -> dict[str, bytes]:
    """Small files that want much memory or time."""
    zeros = zlib.compress(bytes(60_000_000), 9)
    return {
        "30000.png": a_png(30_000, 30_000, rows=2_000),
        "just below the limit of Pillow.png": a_png(8_800, 8_900),
        "65535.png": a_png(65_535, 65_535, rows=1),
        "65535.gif": b"GIF89a" + struct.pack("<HHBBB", 65_535, 65_535, 0, 0, 0) + b";",
        "profile.png": a_png(extra=chunk(b"iCCP", b"c\0\0" + zeros)),
        "words.png": a_png(extra=chunk(b"zTXt", b"c\0\0" + zeros)),
        "30 MB.jpg": drawn() + bytes(30_000_000),
        "zeros.png": gzip.compress(bytes(60_000_000)),
    }


@cache
def disguised() -> dict[str, bytes]:
    """Files that are no picture, or only half of one."""
    script = b"<script>alert(1)</script>"
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">' + script + b"</svg>"
    return {
        "a.svg": svg,
        "b.png": svg,
        "a.svgz": gzip.compress(svg),
        "c.png": b"<html>" + script + b"</html>",
        "d.jpg": b"GIF89a/*<html>*/=1;" + script,
        "e.png": b"",
        "f.png": a_png(100, 100)[:60],
        "g.jpg": drawn()[:80],
        "h.png": a_png()[:-6] + b"xxxxxx",
        "i.png": a_png(0, 0),
        "j.png": b"%PDF-1.7",
    }


@cache
def disarmed() -> dict[str, bytes]:
    """Pictures that carry something besides."""
    return {
        "words.png": a_png(extra=chunk(b"tEXt", b"Comment\0<script>alert(1)</script>")),
        "tail.jpg": drawn() + b"PK\x03\x04" + bytes(100) + b"<script>alert(1)</script>",
        "place.jpg": with_a_place(),
        "place.webp": drawn("WEBP", exif=b"Exif\0\0SECRET", xmp=b"<html>SECRET"),
    }


def remains(folder: Path) -> list[str]:
    """What is left of the harm in the files of a folder: `name: mark`."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [f"{path}: {mark!r}" for path in files for mark in MARKS if mark in path.read_bytes()]
