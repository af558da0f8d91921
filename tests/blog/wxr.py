"""Exports made on the spot, for tests that need many or odd entries."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from io import BytesIO
from xml.sax.saxutils import escape

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Kleine Probe</title><link>https://probe.example</link><language>de-DE</language>
<pubDate>Sat, 01 Feb 2025 10:00:00 +0000</pubDate><wp:wxr_version>1.2</wp:wxr_version>
"""
TAIL = "</channel></rss>\n"

_numbers = itertools.count(1)


def an_export(*parts: str) -> bytes:
    """The parts of a channel with everything around them."""
    return (HEAD + "\n".join(parts) + TAIL).encode()


def opened(*parts: str) -> BytesIO:
    return BytesIO(an_export(*parts))


def an_author(
    login: str = "ada", mail: str = "ada@probe.example", name: str = "Ada Quill", number: int = 1
) -> str:
    return (
        f"<wp:author><wp:author_id>{number}</wp:author_id><wp:author_login>{login}</wp:author_login>"
        f"<wp:author_email>{mail}</wp:author_email>"
        f"<wp:author_display_name>{escape(name)}</wp:author_display_name></wp:author>"
    )


def an_item(
    *children: str,
    kind: str = "post",
    number: int | str | None = None,
    title: str = "Ein Beitrag",
    text: str = "<p>Ein Satz.</p>",
    excerpt: str = "",
    status: str = "publish",
    slug: str | None = None,
    date: str = "2025-01-05 18:00:00",
    author: str = "",
    extra: str = "",
) -> str:
    """A post or page; `children` are its comments and labels."""
    number = next(_numbers) if number is None else number
    slug = f"beitrag-{number}" if slug is None else slug
    fields = {
        "post_id": number,
        "post_date_gmt": date,
        "post_name": slug,
        "status": status,
        "post_type": kind,
    }
    words = "".join(
        f"<wp:{name}>{escape(str(value))}</wp:{name}>" for name, value in fields.items() if value != ""
    )
    return (
        f"<item><title>{escape(title)}</title><dc:creator>{author}</dc:creator>"
        f"<content:encoded>{escape(text)}</content:encoded><excerpt:encoded>{escape(excerpt)}</excerpt:encoded>"
        f"{words}{extra}{''.join(children)}</item>"
    )


def a_label(name: str, domain: str = "category", slug: str = "") -> str:
    return f'<category domain="{domain}" nicename="{slug or name.lower()}">{escape(name)}</category>'


def a_remark(
    number: int | str,
    text: str = "Ein Kommentar.",
    *,
    parent: int | str = 0,
    approved: str = "1",
    date: str = "2025-01-06 08:00:00",
    author: str = "Holm",
    mail: str = "",
    url: str = "",
    person: int = 0,
    kind: str = "comment",
) -> str:
    fields = {
        "comment_id": number,
        "comment_author": author,
        "comment_author_email": mail,
        "comment_author_url": url,
        "comment_date_gmt": date,
        "comment_content": text,
        "comment_approved": approved,
        "comment_type": kind,
        "comment_parent": parent,
        "comment_user_id": person,
    }
    words = (f"<wp:{name}>{escape(str(value))}</wp:{name}>" for name, value in fields.items())
    return f"<wp:comment>{''.join(words)}</wp:comment>"


def a_note(key: str, value: str) -> str:
    """What WordPress or a plugin noted about an item; for `extra`."""
    return (
        f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key>"
        f"<wp:meta_value>{escape(value)}</wp:meta_value></wp:postmeta>"
    )


def an_attachment(
    number: int,
    file: str,
    *,
    title: str = "",
    alt: str = "",
    caption: str = "",
    parent: int = 0,
    order: int = 0,
    link: str = "",
    host: str = "probe.example",
) -> str:
    """A picture or file of the library there; `file` is its path below wp-content/uploads."""
    address = f"https://{host}/wp-content/uploads/{file}"
    return an_item(
        kind="attachment",
        number=number,
        title=title or file,
        text="",
        excerpt=caption,
        status="inherit",
        extra=(
            f"<link>{link}</link><wp:attachment_url>{address}</wp:attachment_url>"
            f"<wp:post_parent>{parent}</wp:post_parent><wp:menu_order>{order}</wp:menu_order>"
            f"{a_note('_wp_attached_file', file)}{a_note('_wp_attachment_image_alt', alt) if alt else ''}"
        ),
    )


def many(count: int, *, remarks: int = 0) -> Sequence[str]:
    """So many posts, each with so many comments, every third an answer to the one before."""
    numbers = itertools.count(1)
    posts = []
    for post in range(1, count + 1):
        thread: list[str] = []
        for _ in range(remarks):
            number = next(numbers)
            parent = number - 1 if len(thread) % 3 else 0
            date = f"2025-01-07 {len(thread) // 60 % 24:02}:{len(thread) % 60:02}:00"
            thread.append(a_remark(number, f"Antwort {number}, mit Wörtern.", parent=parent, date=date))
        posts.append(
            an_item(*thread, number=post, title=f"Beitrag {post}", text=f"Satz {post}.\n\nNoch einer.")
        )
    return posts
