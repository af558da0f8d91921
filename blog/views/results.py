"""Results of a search as HTML: templates are rendered once for each kind of row, then blanks are filled.

Why so: docs/decisions/0006-printing-comments.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import get_language, gettext, ngettext

from accounts.templatetags.people import avatar
from blog.models import Post
from blog.searching.hits import Hit
from blog.templatetags.reading import day, lang_of
from blog.templatetags.records import authors, names
from comments.addresses import address_with, name_in_address
from comments.models import Comment
from markup import Mould, SafeHTML, blank, fill

BLANKS = (
    "category", "category_lang", "comments", "day", "face", "lang", "people", "title", "title_lang", "who",
    "words",
)  # fmt: skip
STAND_INS = {"year": "2987", "month": "12", "slug": "stand-in"}  # what addresses are made with


@dataclass(frozen=True)
class Kind:
    """What the markup of one row has. A comment has none of the parts of a post."""

    comment: bool = False
    category: bool = False
    people: bool = False
    discussed: bool = False


def printed(hits: Iterable[Hit]) -> SafeHTML:
    """Return the items of the list of results, in the language that is spoken now."""
    return fill(_row(hit) for hit in hits)


def _row(hit: Hit) -> tuple[Mould, Mapping[str, object]]:
    kind, blanks = _of_post(hit.post) if hit.post else _of_comment(hit.comment) if hit.comment else _NOTHING
    blanks = {"title_lang": lang_of(hit.language)} | blanks
    blanks |= {"title": hit.title, "words": hit.snippet, "lang": lang_of(hit.language)}
    return _mould_for(get_language() or "", kind), blanks


_NOTHING: tuple[Kind, dict[str, object]] = Kind(), {}


def _of_post(post: Post) -> tuple[Kind, dict[str, object]]:
    text = post.live
    assert text is not None and post.published_at is not None  # noqa: S101 - it is public
    people, count = authors(text.bylines.all()), post.thread.public_count if post.thread else 0
    blanks: dict[str, object] = {
        "year": f"{post.address_year:04}",
        "month": f"{post.address_month:02}",
        "slug": name_in_address(post.slug),
        "day": day(post.published_at),
    }
    if people:
        blanks["people"] = names(people)
    if count:
        words = ngettext("%(count)s comment", "%(count)s comments", count)
        blanks["comments"] = words % {"count": number_format(count)}
    if text.category:
        blanks |= {
            "category": text.category.name,
            "category_slug": name_in_address(text.category.slug),
            "category_lang": lang_of(settings.LANGUAGE_CODE),
        }
    kind = Kind(category=text.category is not None, people=bool(people), discussed=bool(count))
    return kind, blanks


def _of_comment(comment: Comment) -> tuple[Kind, dict[str, object]]:
    author = comment.author
    return Kind(comment=True), {
        "id": comment.pk,
        "title_lang": lang_of(comment.thread.language),
        "face": avatar(author),
        "who": (author and str(author)) or comment.guest_name or gettext("Somebody"),
        "day": day(comment.posted_at),
    }


@lru_cache(maxsize=64)
def _mould_for(language: str, kind: Kind) -> Mould:
    """Return the markup of one kind of row in a language, which is the one spoken now."""
    blanks = {name: blank(name) for name in BLANKS}
    blanks["permalink"] = address_with("comments:permalink", blank("id"))
    blanks["category_address"] = _address("blog:category", slug="category_slug")
    blanks["address"] = _address("blog:post", year="year", month="month", slug="slug")
    template = "components/hit_comment.html" if kind.comment else "components/hit_post.html"
    return Mould(render_to_string(template, {"kind": kind, "blank": blanks}))


def _address(view: str, **places: str) -> str:
    """Return the address of a view in the language spoken now, with blanks for its arguments."""
    address = reverse(view, kwargs={name: STAND_INS[name] for name in places})
    for name, place in places.items():
        address = address.replace(STAND_INS[name], blank(place))
    return address
