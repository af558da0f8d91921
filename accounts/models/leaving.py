"""People who asked to be erased, and how far that is (A5)."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.rules.leaving import REASONS, Choice


class LeavingQuerySet(models.QuerySet):
    def of(self, person: models.Model) -> Self:
        """What `person` asked for and did not undo: one at most."""
        return self.filter(person=person, undone_at=None)

    def can_be_undone(self) -> Self:
        return self.filter(undone_at=None, started_at=None)

    def due(self, now: datetime) -> Self:
        """Those whose time has come and that are not over, also the ones that somebody died over."""
        return self.filter(due_at__lte=now, undone_at=None, done_at=None).order_by("due_at", "pk")


class Leaving(models.Model):
    """A person asked to be erased, or an administrator did for them; until `due_at` it can be undone.

    `started_at`: since when the worker is at it, so that it cannot be undone any more. What stays when it is
    done (`person` is gone then) is that somebody left, when, and what was chosen; no word leads to whom.
    `by` is the administrator who ordered it for `reason`, None where people asked for it themselves.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="leavings"
    )
    choice = models.CharField(max_length=8, choices=[(choice.value, choice.value) for choice in Choice])
    takes_name = models.BooleanField(default=False)  # from the by-lines of own posts as well
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    reason = models.CharField(_("reason"), max_length=20, choices=REASONS, blank=True)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    objects = LeavingQuerySet.as_manager()

    class Meta:
        verbose_name = _("deletion of an account")
        verbose_name_plural = _("deletions of accounts")
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(undone_at=None), name="leaving_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None) | Q(started_at=None), name="leaving_is_undone_before_it_starts"
            ),
            models.CheckConstraint(condition=Q(due_at__gt=F("asked_at")), name="leaving_waits"),
            models.CheckConstraint(
                condition=Q(choice__in=[choice.value for choice in Choice]), name="leaving_choice_is_known"
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(undone_at=None, done_at=None), name="leaving_due")
        ]

    def __str__(self) -> str:
        return f"{self.pk} ({self.choice})"
