"""The library of pictures and files over there: what the export says about each, and how texts name them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext_lazy as _

from blog.rules.exports import ImportRefused
from blog.rules.wordpress.elements import Reference
from blog.rules.wordpress.records import Item

MOST = 100_000  # attachments of one export; they are kept in memory
PICTURES = frozenset(
    [
        "avif",
        "bmp",
        "gif",
        "heic",
        "heif",
        "ico",
        "jfif",
        "jpe",
        "jpeg",
        "jpg",
        "png",
        "svg",
        "tif",
        "tiff",
        "webp",
    ]
)
_LONGEST = 500  # characters of a caption or of words for people who do not see the picture

_UPLOADS = re.compile(r".*/(?:wp-content/uploads(?:/sites/\d+)?|wp-content/blogs\.dir/\d+/files|files)/(.+)")
_NETWORK = re.compile(r"\.files\.wordpress\.com\Z")  # blogs of wordpress.com: the whole path is the file
_PROXY = re.compile(r"i\d\.wp\.com\Z")  # serves https://host/path at https://i0.wp.com/host/path
# Endings that WordPress gives to copies of a picture: smaller, scaled down from a huge one, edited, turned.
_COPY = re.compile(
    r"-(?:\d{1,5}x\d{1,5}|scaled|rotated|e\d{10,13}(?:-\d{1,5}x\d{1,5})?)(?=\.[A-Za-z0-9]{2,5}\Z)"
)
_SIZE = re.compile(r"-(\d{1,5})x(\d{1,5})(?=\.[A-Za-z0-9]{2,5}\Z)")
_NOTED = re.compile(r's:\d+:"(credit|copyright)";s:\d+:"([^"]{1,300})"')


@dataclass(frozen=True, slots=True)
class Attachment:
    """A picture or file of the library there. `file` is its path below the folder of uploads."""

    number: str
    address: str
    file: str
    page: str
    title: str
    alt: str
    caption: str
    credit: str
    parent: str
    order: int

    @property
    def is_picture(self) -> bool:
        return is_picture(self.file)


@dataclass(slots=True)
class Attachments:
    """All attachments of an export, to be found by number, by file, and by the post they belong to."""

    by_number: dict[str, Attachment] = field(default_factory=dict)
    by_file: dict[str, Attachment] = field(default_factory=dict)
    hosts: set[str] = field(default_factory=set)
    _below: dict[str, list[Attachment]] = field(default_factory=dict)
    _pages: set[str] = field(default_factory=set)

    def add(self, item: Item) -> None:
        """Remember one. Raises ImportRefused when there are more than fit into memory."""
        found = attachment_of(item)
        if len(self.by_number) >= MOST:
            raise ImportRefused(None, _("the file has more attachments than fit into memory."))
        if not found.file or found.number in self.by_number:
            return
        self.by_number[found.number] = found
        self.by_file.setdefault(found.file.lower(), found)
        self.hosts.add(host_of(found.address))
        self._pages.add(_page(found.page))
        if found.parent not in {"", "0"}:
            self._below.setdefault(found.parent, []).append(found)

    def belonging_to(self, number: str) -> list[Attachment]:
        """The pictures of a post in the order that its author gave them."""
        found = [each for each in self._below.get(number, ()) if each.is_picture]
        return sorted(found, key=lambda each: (each.order, int(each.number)))

    def is_page(self, address: str) -> bool:
        """Whether this is the page that shows one attachment."""
        return _page(address) in self._pages

    def is_upload(self, address: str) -> bool:
        """Whether this leads to a file of the site that the export comes from."""
        return host_of(address) in self.hosts | {""} and bool(upload_of(address))

    def meant_by(self, reference: Reference) -> tuple[str, Attachment | None]:
        """Return the file that a reference means, and its attachment; "" for a picture of somebody else.

        An address counts more than a number, which may be that of another site's library.
        """
        file = upload_of(reference.address) if self.is_upload(reference.address) else ""
        for name in dict.fromkeys((file, original_of(file))):
            if name and (found := self.by_file.get(name.lower())):
                return found.file, found
        if file and (found := self._scaled(file)):
            return found.file, found
        numbered = self.by_number.get(reference.number) if not file else None
        if numbered and numbered.is_picture:
            return numbered.file, numbered
        return original_of(file), None

    def _scaled(self, file: str) -> Attachment | None:
        stem, dot, ending = original_of(file).lower().rpartition(".")
        return self.by_file.get(f"{stem}-scaled{dot}{ending}")


def attachment_of(item: Item) -> Attachment:
    address = item.attachment or (item.guid if upload_of(item.guid) else "")
    noted = item.note("_wp_attached_file").lstrip("/")
    credits = dict(_NOTED.findall(item.note("_wp_attachment_metadata")))
    return Attachment(
        number=item.number,
        address=address,
        file=(noted if noted and ".." not in noted else upload_of(address)) or _last_part(address),
        page=item.link,
        title=item.title[:_LONGEST],
        alt=item.note("_wp_attachment_image_alt")[:_LONGEST],
        caption=item.excerpt[: 2 * _LONGEST],
        credit=credits.get("credit") or credits.get("copyright") or "",
        parent=item.parent,
        order=int(item.order) if item.order.isdecimal() and len(item.order) < 10 else 0,
    )


def is_picture(file: str) -> bool:
    return file.rpartition(".")[2].lower() in PICTURES


def upload_of(address: str) -> str:
    """Return the path of a file below the folder of uploads, "" for an address outside of it."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    path = unquote(parts.path)
    if _NETWORK.search(parts.netloc.lower()):
        return path.strip("/")
    found = _UPLOADS.fullmatch(path)
    return found[1].strip("/") if found else ""


def original_of(file: str) -> str:
    """Return the name of the picture that a smaller or edited copy was made from."""
    return _COPY.sub("", file)


def host_of(address: str) -> str:
    """Return the host in one spelling, without "www."; that of the site behind a proxy for pictures."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").lower()
    except ValueError:
        return "?"
    if _PROXY.fullmatch(host):
        host = parts.path.strip("/").partition("/")[0].lower()
    return host.removeprefix("www.")


def _last_part(address: str) -> str:
    try:
        return unquote(urlsplit(address).path).rpartition("/")[2]
    except ValueError:
        return ""


def _page(address: str) -> str:
    return address.partition("://")[2].partition("#")[0].rstrip("/").lower()


def size_of_copy(name: str) -> int:
    """Return a number by which copies of one picture are compared: of the original it is the largest."""
    if original_of(name) == name:
        return 10**12
    if found := _SIZE.search(name):
        return int(found[1]) * int(found[2])
    return 10**11  # scaled from a huge one, turned or edited: as large as WordPress shows any
