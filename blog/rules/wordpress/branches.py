"""One branch of the XML becomes one record."""

from __future__ import annotations

import re
from collections.abc import Callable

from blog.rules.exports import Branch
from blog.rules.wordpress.records import KEPT_NOTES, Author, Channel, ForeignRemark, Item, Label, Record, Term

# Each version has a namespace of its own, and some makers write it with https.
_EXPORT = re.compile(r"https?://(?:www\.)?wordpress\.org/export/\d+(?:\.\d+)*/(?P<excerpt>excerpt/?)?")
_SPACES = {"http://purl.org/rss/1.0/modules/content/": "content", "http://purl.org/dc/elements/1.1/": "dc"}


NOTE, NOTE_KEY, NOTE_VALUE = "wp:postmeta", "wp:meta_key", "wp:meta_value"


def space_of(name: str) -> str:
    """Return `wp:post_id` for the name that expat gives, whatever the version; "?:x" for a foreign one."""
    space, _space, local = name.rpartition(" ")
    if not space:
        return local
    if found := _EXPORT.fullmatch(space):
        return f"excerpt:{local}" if found["excerpt"] else f"wp:{local}"
    return f"{_SPACES.get(space, '?')}:{local}"


def is_kept_note(branch: Branch) -> bool:
    """Whether a note says something about what we keep."""
    return branch.word(NOTE_KEY) in KEPT_NOTES


def record_of(branch: Branch) -> Record | None:
    """Return what a child of `<channel>` says, or None where it is no record."""
    make = _RECORDS.get(branch.name)
    return make(branch) if make else None


def channel_of(words: dict[str, str]) -> Channel:
    """Return the channel from the plain texts that stand directly in it."""
    # On wordpress.com the "site" is the whole network, so the blog comes first.
    addresses = (words.get(name, "") for name in ("wp:base_blog_url", "link", "wp:base_site_url"))
    return Channel(
        title=words.get("title", ""),
        address=next(filter(None, addresses), ""),
        language=words.get("language", ""),
        version=words.get("wp:wxr_version", ""),
        published=words.get("pubDate", ""),
    )


def _author(branch: Branch) -> Author:
    names = f"{branch.word('wp:author_first_name')} {branch.word('wp:author_last_name')}"
    return Author(
        number=branch.word("wp:author_id"),
        login=branch.word("wp:author_login"),
        mail=branch.word("wp:author_email"),
        name=branch.word("wp:author_display_name") or names.strip(),
    )


def _category(branch: Branch) -> Term:
    return Term(
        kind="category",
        slug=branch.word("wp:category_nicename"),
        name=branch.word("wp:cat_name"),
        parent=branch.word("wp:category_parent"),
        description=branch.word("wp:category_description"),
        number=branch.word("wp:term_id"),
    )


def _tag(branch: Branch) -> Term:
    return Term(
        kind="tag",
        slug=branch.word("wp:tag_slug"),
        name=branch.word("wp:tag_name"),
        description=branch.word("wp:tag_description"),
        number=branch.word("wp:term_id"),
    )


def _term(branch: Branch) -> Term:
    """A term of any taxonomy; those of the two that we know are written here by some makers."""
    taxonomy = branch.word("wp:term_taxonomy")
    return Term(
        kind="tag" if taxonomy == "post_tag" else taxonomy,
        slug=branch.word("wp:term_slug"),
        name=branch.word("wp:term_name"),
        parent=branch.word("wp:term_parent"),
        description=branch.word("wp:term_description"),
        number=branch.word("wp:term_id"),
    )


def _item(branch: Branch) -> Item:
    return Item(
        line=branch.line,
        kind=branch.word("wp:post_type"),
        number=branch.word("wp:post_id"),
        title=branch.word("title"),
        text=branch.whole("content:encoded"),
        excerpt=branch.whole("excerpt:encoded"),
        status=branch.word("wp:status"),
        slug=branch.word("wp:post_name"),
        link=branch.word("link"),
        guid=branch.word("guid"),
        author=branch.word("dc:creator", "wp:author"),
        date=branch.word("wp:post_date"),
        date_gmt=branch.word("wp:post_date_gmt"),
        published=branch.word("pubDate"),
        password=branch.word("wp:post_password"),
        parent=branch.word("wp:post_parent"),
        comments=branch.word("wp:comment_status"),
        is_sticky=branch.word("wp:is_sticky") == "1",
        labels=tuple(_label(child) for child in branch.all("category")),
        remarks=tuple(_remark(child) for child in branch.all("wp:comment")),
        attachment=branch.word("wp:attachment_url"),
        order=branch.word("wp:menu_order"),
        notes=tuple((note.word(NOTE_KEY), note.word(NOTE_VALUE)) for note in branch.all(NOTE)),
    )


def _label(branch: Branch) -> Label:
    # The oldest exports mark a tag with "tag" and a category with nothing.
    domain = {"": "category", "tag": "post_tag"}.get(branch.attributes.get("domain", ""))
    name = branch.text.strip()
    return Label(
        domain=domain or branch.attributes["domain"],
        slug=branch.attributes.get("nicename", "") or name,
        name=name,
    )


def _remark(branch: Branch) -> ForeignRemark:
    return ForeignRemark(
        line=branch.line,
        number=branch.word("wp:comment_id"),
        author=branch.word("wp:comment_author"),
        mail=branch.word("wp:comment_author_email"),
        url=branch.word("wp:comment_author_url"),
        date=branch.word("wp:comment_date"),
        date_gmt=branch.word("wp:comment_date_gmt"),
        text=branch.whole("wp:comment_content"),
        approved=branch.word("wp:comment_approved"),
        kind=branch.word("wp:comment_type"),
        parent=branch.word("wp:comment_parent"),
        person=branch.word("wp:comment_user_id"),
    )


_RECORDS: dict[str, Callable[[Branch], Record]] = {
    "item": _item,
    "wp:author": _author,
    "wp:wp_author": _author,
    "wp:category": _category,
    "wp:tag": _tag,
    "wp:term": _term,
}
