"""What the moderators decided about a person, and its history (M9)."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.rules.measures import LASTING, Sanction

SANCTIONS = [
    (Sanction.WARN, pgettext_lazy("measure", "warning")),
    (Sanction.HOLD, pgettext_lazy("measure", "everything is read first")),
    (Sanction.SILENCE, pgettext_lazy("measure", "silence")),
    (Sanction.BAN, pgettext_lazy("measure", "ban")),
]


class MeasureQuerySet(models.QuerySet):
    def about(self, person: models.Model | Combinable) -> Self:
        return self.filter(person=person)

    def in_force(self, now: datetime | Combinable) -> Self:
        """Those that bind somebody at `now`: an end comes by itself, without any task."""
        lasts = Q(ends_at=None) | Q(ends_at__gt=now)
        return self.filter(lasts, kind__in=LASTING, starts_at__lte=now, lifted_at=None)

    def hardest_first(self) -> Self:
        """The one that decides comes first; of two of a kind the one that lasts longer."""
        ranks = [When(kind=kind, then=Value(rank)) for rank, kind in enumerate(LASTING)]
        return self.order_by(Case(*ranks, default=Value(len(LASTING))), F("ends_at").desc(nulls_first=True))

    def unseen(self) -> Self:
        """Those that their person has not said to have read, while they hold."""
        return self.filter(seen_at=None, lifted_at=None)

    def newest_first(self) -> Self:
        return self.order_by("-starts_at", "-pk")

    def with_people(self) -> Self:
        """With everybody whom a page about it names."""
        return self.select_related("person", "by", "lifted_by", "answered_by")

    def appealed(self) -> Self:
        """Those that somebody asked to look at again and nobody did, the oldest question first."""
        return self.filter(appealed_at__isnull=False, answered_at=None).order_by("appealed_at", "pk")


class Measure(models.Model):
    """One decision about one person. It is never changed, only lifted, and stays as history.

    `ground` is a word of a fixed list, `words` what the person is told beside it. `occasion` is the id of the
    comment that led to it, None without one. The person may ask once that somebody looks again (`appeal`).
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="measures")
    kind = models.CharField(_("measure"), max_length=8, choices=SANCTIONS)
    ground = models.CharField(_("ground"), max_length=40)
    words = models.TextField(_("reason in words"), max_length=1000, blank=True)
    occasion = models.BigIntegerField(null=True)
    starts_at = models.DateTimeField(_("since"))
    ends_at = models.DateTimeField(_("until"), null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        db_index=False,
    )
    lifted_at = models.DateTimeField(_("lifted"), null=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("lifted by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        db_index=False,
    )
    seen_at = models.DateTimeField(null=True)  # when the person said to have read it
    appeal = models.TextField(max_length=4000, blank=True)
    appealed_at = models.DateTimeField(null=True)
    answer = models.TextField(max_length=4000, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )

    objects = MeasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[sanction.value for sanction in Sanction]), name="measure_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")), name="measure_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=~Q(kind=Sanction.SILENCE) | Q(ends_at__isnull=False), name="measure_silence_ends"
            ),
            models.CheckConstraint(
                condition=~Q(kind=Sanction.WARN) | Q(ends_at=None), name="measure_warning_is_said_once"
            ),
            models.CheckConstraint(
                condition=Q(lifted_by=None) | Q(lifted_at__isnull=False), name="measure_lifted_has_a_time"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None) | Q(appealed_at__isnull=False),
                name="measure_answer_follows_an_appeal",
            ),
        ]
        indexes = [
            models.Index(
                fields=["appealed_at"],
                condition=Q(appealed_at__isnull=False, answered_at=None),
                name="measure_appealed",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.person_id})"

    def is_in_force(self, now: datetime) -> bool:
        """Whether it binds the person at `now`; the same as `in_force` of the queryset."""
        lasts = self.ends_at is None or self.ends_at > now
        return self.kind in LASTING and self.lifted_at is None and self.starts_at <= now and lasts
