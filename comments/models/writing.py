"""What is typed and not yet posted, and who is addressed in what was posted."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from comments.querysets import DraftQuerySet

from .comment import Comment
from .thread import Thread


class Draft(models.Model):
    """The text that a person has typed in one place: below a thread, in answer to a comment, or as another
    text for an own one, `edited` (C5). Of that, `seen_text` is the number of the text it was begun with.

    `other` are words that another device kept here and this text has not seen; they stay until the person
    says what becomes of them. `submission` is the key under which the text will be posted once. `revision`
    grows with every change, so that a form can say what it has seen; clocks of devices play no part.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts", db_index=False
    )
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="drafts")
    parent = models.ForeignKey(Comment, null=True, on_delete=models.CASCADE, related_name="drafts")
    edited = models.ForeignKey(Comment, null=True, on_delete=models.CASCADE, related_name="drafts_of_edits")
    seen_text = models.PositiveSmallIntegerField(null=True)
    text = models.TextField()
    other = models.TextField(blank=True)
    submission = models.UUIDField()
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "thread"],
                condition=Q(parent=None, edited=None),
                name="draft_once_below_a_thread",
            ),
            models.UniqueConstraint(
                fields=["person", "edited"], condition=Q(edited__isnull=False), name="draft_once_of_an_edit"
            ),
            models.CheckConstraint(condition=Q(parent=None) | Q(edited=None), name="draft_is_new_or_an_edit"),
            models.UniqueConstraint(
                fields=["person", "thread", "parent"],
                condition=Q(parent__isnull=False),
                name="draft_once_below_a_comment",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "thread"], name="draft_by_person_in_thread"),
            models.Index(fields=["saved_at"], name="draft_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} → {self.thread_id}/{self.parent_id or ''}"


class Mention(models.Model):
    """A person of the thread whom a comment addresses by name (C9). Written with the text that does."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="mentions", db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mentions")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "person"], name="mention_once_per_person")]

    def __str__(self) -> str:
        return f"{self.comment_id} → {self.person_id}"
