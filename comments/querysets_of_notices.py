"""The words in which the rest of the code asks for what people are told."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from comments.rules.notices import NEWS

if TYPE_CHECKING:
    from accounts.models import User


class UntoldQuerySet(models.QuerySet):
    def due(self, now: datetime) -> Self:
        """What may be told: not what can still be undone."""
        return self.filter(Q(held_until=None) | Q(held_until__lte=now))


class InboxQuerySet(models.QuerySet):
    def of(self, person: User) -> Self:
        return self.filter(person=person)

    def heard_by_owner(self) -> Self:
        """Without what people said whom the owner muted since."""
        mutes = apps.get_model("accounts", "Mute").objects
        muted = mutes.filter(person=OuterRef("person"), muted=OuterRef("comment__author"))
        return self.exclude(Exists(muted) & Q(kind__in=NEWS))

    def on_site(self) -> Self:
        """What the inbox shows."""
        return self.filter(on_site=True).heard_by_owner()

    def unread(self) -> Self:
        return self.on_site().filter(read_at=None)

    def newest_first(self) -> Self:
        return self.order_by("-id")

    def with_comments(self) -> Self:
        """With all that is needed to put them into words."""
        return self.select_related("comment__thread", "comment__author")
