"""Everything that one person said, removed at once."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .comment import Comment


class Sweep(models.Model):
    """An order to remove all comments of a person up to `started_at`, and how far it has come.

    A task works on it in batches. Until ten minutes after its end it can be undone (`undo_at`), which the
    same task does; `undone_at` is when that was over.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sweeps")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    reason = models.CharField(_("reason"), max_length=40)
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    undo_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("removal of everything")
        verbose_name_plural = _("removals of everything")
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(finished_at=None) | models.Q(undo_at__isnull=False, undone_at=None),
                name="sweep_one_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.done}/{self.total}"


class Swept(models.Model):
    """One comment that a sweep removed, and the state it had before: for undoing."""

    sweep = models.ForeignKey(Sweep, on_delete=models.CASCADE, related_name="swept")
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="+")
    was = models.CharField(max_length=12)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sweep", "comment"], name="swept_once")]

    def __str__(self) -> str:
        return f"{self.comment_id} ({self.was})"
