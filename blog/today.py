"""What needs a person today (E13)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.rules.roles import Actor
from blog.models import Post
from blog.querysets import PostQuerySet
from comments import alerts

ROWS = 6
LISTS: dict[str, tuple[Promise, str]] = {
    alerts.HELD: (_("Comments"), "comments:queue"),
    alerts.REPORTED: (_("Reported"), "comments:reported"),
    alerts.APPEALS: (_("Appeals"), "comments:appeals"),
    alerts.EDITS: (_("Changes"), "comments:edits"),
    alerts.MEASURES: (_("Appeals against measures"), "comments:measured"),
}


@dataclass(frozen=True)
class Pile:
    """Posts of one kind: the first few, and how many there are."""

    posts: list[Post]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.posts)


@dataclass(frozen=True)
class Waiting:
    """One of the moderators' lists in which something waits, and since when the oldest does."""

    label: Promise
    href: str
    count: int
    oldest: datetime


@dataclass(frozen=True)
class Today:
    """What the start page shows. Parts that are not this person's business are None."""

    in_review: Pile | None
    scheduled: Pile | None
    drafts: Pile | None
    published: Pile | None
    waiting: list[Waiting] | None


def today(*, actor: Actor, now: datetime) -> Today:
    """Ask what waits for an editor, for a moderator, or for both."""
    posts = Post.objects.all()
    newest_change = ("-changed_at", "-id")
    return Today(
        in_review=_pile(posts.in_review().order_by(*newest_change), actor),
        scheduled=_pile(posts.scheduled(now), actor),
        drafts=_pile(posts.drafts().order_by(*newest_change), actor),
        published=_pile(posts.public(now).newest_first(), actor),
        waiting=_waiting() if actor.may_moderate else None,
    )


def _pile(posts: PostQuerySet, actor: Actor) -> Pile | None:
    if not actor.may_edit:
        return None
    return Pile(list(posts.select_related("live", "thread", "live__saved_by")[:ROWS]), posts.count())


def _waiting() -> list[Waiting]:
    found = []
    for pile in alerts.piles():
        label, name = LISTS[pile.name]
        found.append(Waiting(label, reverse(name), pile.count, pile.oldest))
    return found
