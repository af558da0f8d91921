"""What stands in an export, as values: texts as the file has them, stripped where one line is meant."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Channel:
    """What the export says about the site it comes from."""

    title: str = ""
    address: str = ""
    language: str = ""
    version: str = ""
    published: str = ""  # when the export was made, as the file writes it


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody who may have written posts. `number` is the user id over there."""

    number: str
    login: str
    mail: str
    name: str


@dataclass(frozen=True, slots=True)
class Term:
    """A category or a tag. `kind` is "category" or "tag", `parent` the slug of the category above."""

    kind: str
    slug: str
    name: str
    parent: str = ""
    description: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """One mark on an item: `domain` is "category", "post_tag", "post_format", …"""

    domain: str
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class ForeignRemark:
    """A comment, a pingback or a trackback. `approved` and `kind` are WordPress's own words."""

    line: int
    number: str
    author: str
    mail: str
    url: str
    date: str
    date_gmt: str
    text: str
    approved: str
    kind: str
    parent: str
    person: str  # the user id over there, "0" for a guest


@dataclass(frozen=True, slots=True)
class Item:
    """A post, a page, or whatever else WordPress keeps in its table of posts."""

    line: int
    kind: str
    number: str
    title: str
    text: str
    excerpt: str
    status: str
    slug: str
    link: str
    guid: str
    author: str  # the login
    date: str
    date_gmt: str
    published: str
    password: str
    parent: str
    comments: str  # "open" or "closed"
    is_sticky: bool
    labels: tuple[Label, ...]
    remarks: tuple[ForeignRemark, ...]
    attachment: str = ""  # where the file of an attachment is
    order: str = ""
    notes: tuple[
        tuple[str, str], ...
    ] = ()  # what WordPress and its plugins note about an item; see KEPT_NOTES

    def note(self, key: str) -> str:
        """The first note with a key, or ""."""
        return next((value for name, value in self.notes if name == key), "")


# Notes that say something about what we keep; there are hundreds of others.
KEPT_NOTES = frozenset(
    {
        "_thumbnail_id",
        "_wp_attached_file",
        "_wp_attachment_image_alt",
        "_wp_attachment_metadata",
        "_wp_old_slug",
    }
)

type Record = Channel | Author | Term | Item
