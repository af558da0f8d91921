"""Whom a person does not want to hear (A4)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class MuteQuerySet(models.QuerySet):
    def muted_by(self, person: models.Model) -> set[int]:
        """Return the ids of the people whom `person` muted: one query, from the index alone."""
        return set(self.filter(person=person).values_list("muted_id", flat=True))

    def muting(self, person: models.Model) -> set[int]:
        """Return the ids of the people who muted `person`, so that they can be left out of what is told.

        Nobody is shown this: the muted person cannot tell.
        """
        return set(self.filter(muted=person).values_list("person_id", flat=True))


class Mute(models.Model):
    """`person` does not want to meet the words of `muted`. Known to `person` alone."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mutes")
    muted = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()

    objects = MuteQuerySet.as_manager()

    class Meta:
        verbose_name = _("mute")
        verbose_name_plural = _("mutes")
        constraints = [
            models.UniqueConstraint(fields=["person", "muted"], name="mute_once_per_person"),
            models.CheckConstraint(condition=~Q(person=F("muted")), name="mute_is_of_somebody_else"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} → {self.muted_id}"
