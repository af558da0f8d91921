"""Ranges of the log that are sealed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class LogSeal(models.Model):
    """A range of the log, by ids, and the digest over it and over all before it (`rules/seals.py`).

    It is noted first and sealed an hour later, when whatever was being written then is in. The last one
    may still be open: no `sealed_at`, no `digest`.
    """

    number = models.PositiveIntegerField(unique=True)
    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField()
    entries = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    noted_at = models.DateTimeField()
    sealed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(condition=Q(last_id__gte=models.F("first_id")), name="seal_has_a_range"),
            models.CheckConstraint(
                condition=Q(sealed_at=None, digest="") | (Q(sealed_at__isnull=False) & ~Q(digest="")),
                name="seal_has_a_digest_when_sealed",
            ),
            models.UniqueConstraint(
                models.Value(1), condition=Q(sealed_at=None), name="seal_only_one_is_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.first_id}–{self.last_id}"
