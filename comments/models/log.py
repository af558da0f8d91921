"""The log of decisions, which only grows, and the notes beside it, which can be erased."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from comments.querysets import LogQuerySet
from comments.rules.transparency import DECISIONS


class LogEntry(models.Model):
    """One move of one comment, or one measure about one person. The database refuses to change or delete it.

    Opaque ids instead of foreign keys: the log outlives what it speaks of, and holds no personal data.
    """

    at = models.DateTimeField(_("time"))
    move = models.CharField(_("move"), max_length=20)
    actor_kind = models.CharField(_("by"), max_length=10)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=60, blank=True)
    thread_id = (
        models.BigIntegerField()
    )  # 0 in a line about a person: SQLite would copy the log to allow null
    comment_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True)  # whom a measure is about; None in a line about a comment
    from_state = models.CharField(_("from"), max_length=12, blank=True)
    to_state = models.CharField(_("to"), max_length=12, blank=True)
    reason = models.CharField(_("reason"), max_length=40, blank=True)

    objects = LogQuerySet.as_manager()

    class Meta:
        verbose_name = _("log entry")
        verbose_name_plural = _("log")
        indexes = [
            models.Index(fields=["comment_id", "id"], name="log_by_comment"),
            models.Index(fields=["thread_id", "id"], name="log_by_thread"),
            models.Index(fields=["at"], name="log_by_time"),
            # What ended a wait; `history.waits` asks in the same words, or SQLite would not use it.
            models.Index(fields=["at"], condition=Q(from_state="pending"), name="log_of_waits"),
            # What is published; `comments/transparency.py` asks in the same words.
            models.Index(fields=["at"], condition=Q(move__in=DECISIONS), name="log_of_decisions"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.move}"


class LogNote(models.Model):
    """What a moderator wrote beside a decision. It may speak of people, so it can be erased."""

    entry_id = models.BigIntegerField(unique=True)
    text = models.TextField(max_length=2000)

    def __str__(self) -> str:
        return str(self.entry_id)
