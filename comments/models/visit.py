"""What a signed-in reader has seen of a conversation."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from comments.querysets import VisitQuerySet
from comments.rules.visits import Marker, Seen

from .thread import Thread


class Visit(models.Model):
    """How far a person had a conversation before them, by `public_seq`; nobody else is shown it (R10).

    `before_seq` and `before_at` are how far it was when the visit before the present one ended: what came
    later is new. Why two: `rules/visits.py`.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="visits", db_index=False
    )
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="visits")
    public_seq = models.PositiveIntegerField()
    at = models.DateTimeField()
    before_seq = models.PositiveIntegerField()
    before_at = models.DateTimeField()

    objects = VisitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "thread"], name="visit_once_per_person_and_thread"),
            models.CheckConstraint(
                condition=Q(before_seq__lte=F("public_seq")), name="visit_saw_no_less_than_before"
            ),
        ]
        indexes = [models.Index(fields=["person", "-at"], name="visit_by_person_and_time")]

    def __str__(self) -> str:
        return f"{self.person_id} → {self.thread_id}"

    @property
    def marker(self) -> Marker:
        return Marker(Seen(self.before_seq, self.before_at), Seen(self.public_seq, self.at))
