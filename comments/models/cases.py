"""Reports by readers, cases opened about a comment, and appeals against decisions."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from comments.querysets_of_cases import AppealQuerySet, CaseQuerySet, ReportQuerySet
from comments.rules.cases import LONGEST_APPEAL, LONGEST_STATEMENT, Found, Measure
from comments.rules.reports import LONGEST, Outcome

from .comment import Comment


class Report(models.Model):
    """Somebody says that something is wrong with a comment: a member, or about the law anybody (M6).

    `reason` is a key of `rules/reports.py`, `weight` what the report weighed when it was made, `text_number`
    which text of the comment it speaks of. `name` and `mail` are those of somebody without an account, if
    they were given; `language` is that of the page. `entry_id` is the entry of the log that decided it.
    """

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="reports"
    )
    reason = models.CharField(_("reason"), max_length=40)
    text = models.TextField(_("in words"), max_length=LONGEST, blank=True)
    text_number = models.PositiveSmallIntegerField(default=1, db_default=1)
    name = models.CharField(max_length=80, blank=True, db_default="")
    mail = models.EmailField(blank=True, db_default="")
    language = models.CharField(max_length=5, blank=True, db_default="")
    weight = models.FloatField(default=1.0)
    reported_at = models.DateTimeField()
    outcome = models.CharField(max_length=20, blank=True)
    decided_at = models.DateTimeField(null=True)
    entry_id = models.BigIntegerField(null=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.UniqueConstraint(fields=["comment", "reporter"], name="report_once_per_person"),
            models.CheckConstraint(
                condition=Q(outcome__in=[outcome.value for outcome in Outcome]),
                name="report_outcome_is_known",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", decided_at=None) | (~Q(outcome="") & Q(decided_at__isnull=False)),
                name="report_outcome_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(reporter=None) | Q(name="", mail=""), name="report_of_a_member_names_no_guest"
            ),
        ]
        indexes = [
            models.Index(fields=["comment", "reported_at"], condition=Q(outcome=""), name="report_open"),
        ]

    def __str__(self) -> str:
        return f"{self.reason} ({self.comment_id})"


class Case(models.Model):
    """A decision against a comment, or against a change of it, that owes its author a statement of reasons.

    `entry_id` is its entry of the log, `ground` a key of `reasons.REMOVAL`, `statement` what the moderator
    wrote to the author, `text_number` which text it was about. `decided_by` is None where a rule decided
    (`automated`) or the person is gone. `reversed_at`: since when it holds no longer.
    """

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="cases")
    entry_id = models.BigIntegerField(unique=True)
    measure = models.CharField(max_length=12, choices=[(measure.value, measure.value) for measure in Measure])
    ground = models.CharField(max_length=40, blank=True)
    statement = models.TextField(max_length=LONGEST_STATEMENT, blank=True)
    found = models.CharField(max_length=12, choices=[(found.value, found.value) for found in Found])
    automated = models.BooleanField(default=False)
    text_number = models.PositiveSmallIntegerField(default=1)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    opened_at = models.DateTimeField()
    reversed_at = models.DateTimeField(null=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")

    def __str__(self) -> str:
        return f"{self.measure} ({self.comment_id})"


class Appeal(models.Model):
    """The author asks somebody else to look again. One appeal for one case.

    `granted` is the decision about it, `answer` the reason. `by_same_person`: whoever made the first decision
    made this one too, which the author is told.
    """

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="appeal")
    text = models.TextField(max_length=LONGEST_APPEAL)
    made_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    granted = models.BooleanField(null=True)
    answer = models.TextField(max_length=LONGEST_STATEMENT, blank=True)
    by_same_person = models.BooleanField(default=False)

    objects = AppealQuerySet.as_manager()

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_at=None, granted=None)
                | Q(decided_at__isnull=False, granted__isnull=False),
                name="appeal_decision_has_a_time",
            )
        ]
        indexes = [
            models.Index(fields=["made_at", "id"], condition=Q(decided_at=None), name="appeal_waiting"),
        ]

    def __str__(self) -> str:
        return str(self.case_id)
