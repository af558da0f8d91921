"""What moderators know of each other's work: who looks at a case, what was noted, what another one thinks."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from comments.querysets_of_casework import ClaimQuerySet, OpinionQuerySet, RulingQuerySet
from comments.rules.casework import LONGEST_NOTE
from comments.rules.states import BY_MODERATORS

from .comment import Comment


class Claim(models.Model):
    """A moderator looks at a comment, so that others leave it alone until `until`; nothing has to end it."""

    comment = models.OneToOneField(Comment, on_delete=models.CASCADE, primary_key=True, related_name="claim")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="claims")
    until = models.DateTimeField()

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")

    def __str__(self) -> str:
        return f"{self.person_id}: {self.comment_id}"


class CaseNote(models.Model):
    """What a moderator wrote about a comment without deciding; it may speak of people, and can be erased."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="notes")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="case_notes"
    )
    text = models.TextField(max_length=LONGEST_NOTE)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")

    def __str__(self) -> str:
        return str(self.comment_id)


class SecondOpinion(models.Model):
    """A moderator asks what others would do, and one of them answers; a decision closes it.

    `opinion` is the name of a move, empty while nobody has answered.
    """

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="opinions")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="opinions_asked"
    )
    question = models.TextField(max_length=LONGEST_NOTE, blank=True)
    asked_at = models.DateTimeField()
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="opinions_given"
    )
    opinion = models.CharField(max_length=12, blank=True)
    words = models.TextField(max_length=LONGEST_NOTE, blank=True)
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    objects = OpinionQuerySet.as_manager()

    class Meta:
        verbose_name = _("second opinion")
        verbose_name_plural = _("second opinions")
        constraints = [
            models.UniqueConstraint(
                fields=["comment"], condition=Q(closed_at=None), name="opinion_one_question_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, opinion="")
                | Q(answered_at__isnull=False, opinion__in=[move.name for move in BY_MODERATORS]),
                name="opinion_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(answered_by=None) | Q(asked_by=None) | ~Q(answered_by=F("asked_by")),
                name="opinion_is_of_somebody_else",
            ),
        ]
        indexes = [
            models.Index(fields=["asked_at", "id"], condition=Q(closed_at=None), name="opinion_open"),
        ]

    def __str__(self) -> str:
        return str(self.comment_id)


class Ruling(models.Model):
    """A decision of a moderator about one comment or many, kept for as long as it can be undone."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="rulings")
    move = models.CharField(max_length=20)
    count = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    objects = RulingQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision that can be undone")
        verbose_name_plural = _("decisions that can be undone")
        indexes = [
            models.Index(fields=["at"], name="ruling_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.by_id}: {self.move}"


class Ruled(models.Model):
    """One comment of a ruling: where it was, where it went, and what else the decision changed.

    `entry_id` is the entry of the log. `before` holds ids and moments alone: the pick, the reports as they
    were, and the cases and appeals that the decision settled.
    """

    ruling = models.ForeignKey(Ruling, on_delete=models.CASCADE, related_name="ruled")
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="+")
    entry_id = models.BigIntegerField()
    was = models.CharField(max_length=12)
    made = models.CharField(max_length=12)
    text_number = models.PositiveSmallIntegerField()
    before = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ruling", "comment"], name="ruled_once")]

    def __str__(self) -> str:
        return f"{self.comment_id} ({self.was})"
