"""What other sites answered when an editor asked whether a link still leads somewhere."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class CheckedLink(models.Model):
    """One address elsewhere, whatever number of texts link to it. Asked for, and later answered.

    `status` is that of HTTP, of the last hop; none with a `problem` where nothing answered. `leads_to` is
    where redirects ended, if they did elsewhere.
    """

    digest = models.CharField(max_length=64, unique=True)
    address = models.CharField(max_length=2000)
    asked_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True)
    status = models.PositiveSmallIntegerField(null=True)
    leads_to = models.CharField(max_length=2000, blank=True)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(checked_at=None) | Q(status__isnull=False) | ~Q(problem=""),
                name="checked_link_says_what_was_found",
            )
        ]

    def __str__(self) -> str:
        return self.address

    @property
    def is_waiting(self) -> bool:
        return self.checked_at is None or self.checked_at < self.asked_at

    @property
    def is_broken(self) -> bool:
        return self.status is None or self.status >= 400
