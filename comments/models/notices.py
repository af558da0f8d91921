"""What people hear of: what is still to be told, what they were told, and what they want to be told.

The words that `kind`, `topic` and `mail` can be stand in `rules/notices.py`.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from comments.querysets_of_notices import InboxQuerySet, UntoldQuerySet

from .comment import Comment


class Untold(models.Model):
    """Something happened to a comment, and nobody was told yet.

    One row, written in the transaction in which it happened; the worker finds out who wants to hear of it,
    and deletes the row. `after_person` is how far it has come among many. What can still be undone waits for
    `held_until`.
    """

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=12)
    at = models.DateTimeField()
    after_person = models.PositiveBigIntegerField(default=0)
    held_until = models.DateTimeField(null=True)

    objects = UntoldQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.kind} {self.comment_id}"


class InboxEntry(models.Model):
    """A person is told of a comment, or of a measure, once for each `key` (`rules/notices.py`).

    It holds no words: what is shown and mailed is made from the comment as it is at that moment. `mail_due`
    is when a mail about it is owed, `delivery` the mail that was. One that is not `on_site` is for mail only.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="inbox", db_index=False
    )
    comment = models.ForeignKey(Comment, null=True, on_delete=models.CASCADE, related_name="+")
    measure = models.ForeignKey("accounts.Measure", null=True, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12)
    key = models.CharField(max_length=80)
    at = models.DateTimeField()
    on_site = models.BooleanField()
    read_at = models.DateTimeField(null=True)
    mail = models.CharField(max_length=8)
    mail_due = models.DateTimeField(null=True)
    delivery = models.ForeignKey(
        "accounts.Delivery", null=True, on_delete=models.SET_NULL, related_name="inbox_entries"
    )

    objects = InboxQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="inbox_entry_once_per_person"),
            models.CheckConstraint(
                condition=~Q(mail="never") | Q(mail_due=None), name="inbox_entry_never_is_never_due"
            ),
            models.CheckConstraint(
                condition=Q(comment__isnull=False, measure=None) | Q(comment=None, measure__isnull=False),
                name="inbox_entry_is_about_one_thing",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-id"], condition=Q(on_site=True), name="inbox_of_person"),
            models.Index(
                fields=["person"], condition=Q(on_site=True, read_at=None), name="inbox_unread_of_person"
            ),
            models.Index(
                fields=["mail_due", "id"], condition=Q(mail_due__isnull=False), name="inbox_mail_due"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} → {self.person_id}"


class NoticeSetting(models.Model):
    """How a person wants to hear of a topic, where that differs from the usual way."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_settings"
    )
    topic = models.CharField(max_length=12)
    on_site = models.BooleanField()
    mail = models.CharField(max_length=8)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "topic"], name="notice_setting_once_per_topic")
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.topic}"


class AnswerWish(models.Model):
    """Whether the author wants to hear of answers to this comment, where that differs from their settings."""

    comment = models.OneToOneField(
        Comment, on_delete=models.CASCADE, primary_key=True, related_name="answer_wish"
    )
    wanted = models.BooleanField()

    def __str__(self) -> str:
        return f"{self.comment_id}: {self.wanted}"
