"""The words in which the rest of the code asks for claims and second opinions."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models


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
