"""The comment that moderators pinned above a conversation (M4)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from accounts.ready import Blank, Ready
from accounts.templatetags.people import face
from comments.models import Comment
from comments.people import in_this_language
from comments.reading import ThreadPage
from comments.views import words
from markup import SafeHTML

_COLUMNS = (
    "id", "number", "author_id", "author__username", "author__picture", "author__is_active", "guest_name",
    "html", "language", "posted_at", "office",
)  # fmt: skip


@dataclass(frozen=True)
class Pinned:
    """A whole comment beside its place. `member`: the address of its author's page, empty without one."""

    number: int
    name: str
    member: str
    face: SafeString
    office: str
    html: SafeHTML
    language: str
    posted_at: datetime
    address: str


def pinned_above(page: ThreadPage, muted: Collection[int]) -> Pinned | None:
    """Return what is pinned, on the first page of every order, while it is public.

    One query, and none where nothing is pinned. Readers who muted its author do not get it, unless it was
    said for the house.
    """
    comment_id = page.thread.pinned_id
    if comment_id is None or page.page > 1 or page.branch or not page.terms.is_visible:
        return None
    row = _PINNED.one(comment=comment_id)
    if row is None:
        return None
    said = dict(zip(_COLUMNS, row, strict=True))
    if said["author_id"] in muted and not said["office"]:
        return None
    name = said["author__username"] or ""
    return Pinned(
        number=said["number"],
        name=name or said["guest_name"] or gettext("former member"),
        member=reverse("comments:member", args=[name]) if said["author__is_active"] else "",
        face=face(said["author_id"], said["author__picture"] or ""),
        office=words.office_label(said["office"]),
        html=in_this_language(said["html"]),
        language=said["language"],
        posted_at=said["posted_at"],
        address=reverse("comments:permalink", args=[said["id"]]),
    )


_PINNED = Ready(
    lambda: Comment.objects.public().filter(pk=Blank("comment", Comment._meta.pk)).values_list(*_COLUMNS)
)
