"""The words in which the rest of the code asks for claims, second opinions and rulings."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models

from comments.rules.casework import UNDO_FOR


class ClaimQuerySet(models.QuerySet):
    def in_force(self, now: datetime) -> Self:
        """Those that are not over."""
        return self.filter(until__gt=now)

    def of_others(self, person_id: int | None) -> Self:
        return self.exclude(person=person_id)

    def with_people(self) -> Self:
        return self.select_related("person")


class OpinionQuerySet(models.QuerySet):
    def open(self) -> Self:
        """Those about whose comment nobody has decided. The words are those of the index `opinion_open`."""
        return self.filter(closed_at=None)

    def wanted(self) -> Self:
        """Open ones that nobody has answered."""
        return self.open().filter(answered_at=None)

    def with_people(self) -> Self:
        """With who asked and who answered."""
        return self.select_related("asked_by", "answered_by")


class RulingQuerySet(models.QuerySet):
    def can_be_undone(self, now: datetime) -> Self:
        """Those of the last ten minutes that nobody has undone; `rules.casework.may_undo` says it of one."""
        return self.filter(undone_at=None, at__gt=now - UNDO_FOR)

    def latest_first(self) -> Self:
        return self.order_by("-at", "-pk")
