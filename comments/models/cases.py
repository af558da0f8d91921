"""Reports by readers, cases opened about a comment, and appeals against decisions."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .comment import Comment


class Report(models.Model):
    """A reader says that something is wrong with a comment."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="reports"
    )
    reason = models.CharField(max_length=40)
    text = models.TextField(max_length=2000, blank=True)
    weight = models.FloatField(default=1.0)
    reported_at = models.DateTimeField()
    outcome = models.CharField(max_length=20, blank=True)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [models.UniqueConstraint(fields=["comment", "reporter"], name="report_once_per_person")]

    def __str__(self) -> str:
        return f"{self.reason} ({self.comment_id})"


class Case(models.Model):
    """A decision about a comment with its statement of reasons."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="cases")
    entry_id = models.BigIntegerField(unique=True)
    ground = models.CharField(max_length=40)
    statement = models.TextField(blank=True)
    opened_at = models.DateTimeField()
    reversed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")

    def __str__(self) -> str:
        return f"{self.ground} ({self.comment_id})"


class Appeal(models.Model):
    """The author asks another moderator to look again. One appeal for one case."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="appeal")
    text = models.TextField(max_length=4000)
    made_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    upheld = models.BooleanField(null=True)

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decided_at=None, upheld=None)
                | models.Q(decided_at__isnull=False, upheld__isnull=False),
                name="appeal_decision_has_a_time",
            )
        ]

    def __str__(self) -> str:
        return str(self.case_id)
