"""Pictures of an import: found in a folder or fetched, taken into the library once, and shown in texts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import BinaryIO
from urllib.parse import urljoin

from django.conf import settings

from accounts.actions.fetching import DestinationRefused, FetchFailed
from accounts.rules.picture_files import MAX_BYTES, read_picture
from accounts.rules.roles import Actor
from blog.actions.images import LONGEST_SIDE, PictureRefused, take_in_image
from blog.actions.importing.drafting import line_of
from blog.actions.importing.folder import MediaFolder
from blog.actions.importing.report import ImportReport, Kind, Outcome
from blog.models import Image, ImportedPicture
from blog.rules.wordpress import Survey
from blog.rules.wordpress.attachments import Attachment, is_picture
from blog.rules.wordpress.elements import Picture, Reference
from blog.rules.wordpress.identity import picture_key
from blog.rules.wordpress.losses import Loss

LONGEST_WORDS, LONGEST_CREDIT = 500, 200  # characters, as the library has room

type Fetch = Callable[[str], bytes]


@dataclass(frozen=True)
class MediaSources:
    """Where the files of pictures may come from: a folder, their old address, both, or nowhere."""

    folder: MediaFolder | None = None
    fetch: Fetch | None = None


class Media:
    """Finds the picture of ours that a text over there means; takes it in at its first use.

    In a dry run files are read and judged and nothing is stored.
    """

    def __init__(
        self,
        site: str,
        seen: Survey,
        sources: MediaSources,
        report: ImportReport,
        *,
        actor: Actor,
        now: datetime,
    ) -> None:
        self._site = site
        self._base = seen.channel.address
        self._attachments = seen.attachments
        self._sources = sources
        self._report = report
        self._actor = actor
        self._now = now
        self._known: dict[str, Picture | None] = {}  # in this run, by key
        self._ids: dict[str, int] = {}
        self._there = _taken_in_before(site)

    def find(self, reference: Reference) -> Picture | None:
        """Return the picture that a reference means, None where we do not have it and cannot get it."""
        file, attachment = self._attachments.meant_by(reference)
        return self._picture(file, attachment, reference) if file and is_picture(file) else None

    def cover(self, number: str) -> tuple[str, int | None]:
        """Return key and id of the picture that stands for a post; the id is None in a dry run.

        `number` is that of the attachment; ("", None) where there is none.
        """
        attachment = self._attachments.by_number.get(number)
        if attachment is None or not attachment.is_picture:
            return "", None
        picture = self._picture(attachment.file, attachment, Reference(attachment.address))
        return (picture.key, self._ids.get(picture.key)) if picture else ("", None)

    def take_in_the_rest(self) -> None:
        """Take in pictures of the library there that no text shows."""
        pictures = [each for each in self._attachments.by_number.values() if each.is_picture]
        if pictures and not (self._sources.folder or self._sources.fetch):
            missing = [each for each in pictures if picture_key(self._site, each.file) not in self._there]
            self._report.tell(Loss.NO_MEDIA, missing[0].file if missing else "", len(missing))
        for each in pictures:
            self._picture(each.file, each, Reference(each.address))

    def _picture(self, file: str, attachment: Attachment | None, reference: Reference) -> Picture | None:
        key = picture_key(self._site, file)
        if key not in self._known:
            self._known[key] = self._there_already(key) or self._new(key, file, attachment, reference)
        return self._known[key]

    def _there_already(self, key: str) -> Picture | None:
        image = self._there.get(key)
        if image is None:
            return None
        self._report.count(Kind.PICTURE, Outcome.UNCHANGED)
        self._ids[key] = image.pk
        return _shown(key, image)

    def _new(
        self, key: str, file: str, attachment: Attachment | None, reference: Reference
    ) -> Picture | None:
        words = _words_about(attachment, reference)
        try:
            content = self._content(file, attachment, reference)
            if content is None:
                return None
            with content:
                take = self._judged if self._report.is_dry else self._stored
                picture = take(key, content, words)
        except PictureRefused as refused:
            self._report.tell(Loss.REFUSED_FILES, f"{file}: {refused.message}")
            return None
        except OSError as error:
            self._report.tell(Loss.REFUSED_FILES, f"{file}: {error.strerror or error}")
            return None
        self._report.count(Kind.PICTURE, Outcome.NEW)
        self._report.tell(Loss.NO_ALT, file, number=not words["alt"])
        return picture

    def _content(self, file: str, attachment: Attachment | None, reference: Reference) -> BinaryIO | None:
        folder, fetch = self._sources.folder, self._sources.fetch
        if folder and (path := folder.find(file)):
            return folder.open(path)
        if fetch:
            return self._fetched(fetch, file, attachment.address if attachment else reference.address)
        if folder:
            self._report.tell(Loss.MISSING_FILES, file)
        return None

    def _fetched(self, fetch: Fetch, file: str, address: str) -> BinaryIO | None:
        try:
            return BytesIO(fetch(urljoin(self._base, address)))
        except (DestinationRefused, FetchFailed, ValueError) as error:
            self._report.tell(Loss.NOT_FETCHED, f"{file}: {error}")
            return None

    def _judged(self, key: str, content: BinaryIO, _words: dict[str, str]) -> Picture:
        read_picture(content.read(MAX_BYTES + 1), within=LONGEST_SIDE)
        return Picture(key, f"{settings.MEDIA_URL}{key.rpartition(':')[2]}", "")

    def _stored(self, key: str, content: BinaryIO, words: dict[str, str]) -> Picture:
        image = take_in_image(file=content, **words, actor=self._actor, now=self._now)
        ImportedPicture.objects.get_or_create(foreign_id=key, defaults={"image": image})
        self._ids[key] = image.pk
        return _shown(key, image)


def _taken_in_before(site: str) -> dict[str, Image]:
    prefix = picture_key(site, "").rpartition(":")[0]
    rows = ImportedPicture.objects.filter(foreign_id__startswith=f"{prefix}:")
    return {row.foreign_id: row.image for row in rows.select_related("image")}


def _shown(key: str, image: Image) -> Picture:
    return Picture(key, image.file.url, image.alt, image.width, image.height)


def _words_about(attachment: Attachment | None, reference: Reference) -> dict[str, str]:
    """Return what is known about a picture, on one line each and as long as there is room."""
    alt = (attachment.alt if attachment else "") or reference.alt
    return {
        "alt": line_of(alt)[:LONGEST_WORDS],
        "caption": line_of(attachment.caption)[:LONGEST_WORDS] if attachment else "",
        "credit": line_of(attachment.credit)[:LONGEST_CREDIT] if attachment else "",
    }
