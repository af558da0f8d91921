"""What readers do besides writing: find something useful, follow."""

from django.conf import settings
from django.db import models

from .comment import Comment
from .thread import Thread


class Reaction(models.Model):
    """One person found one comment useful (C8). It stays, without a name, when the person goes.

    `thread` is the comment's, so that a person's own of one page are found at once.
    """

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="reactions", db_index=False)
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="+", db_index=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="reactions",
        db_index=False,
    )
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "person"], name="reaction_once_per_person")]
        indexes = [models.Index(fields=["person", "thread"], name="reaction_by_person_in_thread")]

    def __str__(self) -> str:
        return f"{self.person_id} → {self.comment_id}"


class Follow(models.Model):
    """A person wants to hear of a thread (C10)."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="follows", db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows")
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "person"], name="follow_once_per_person")]

    def __str__(self) -> str:
        return f"{self.person_id} → {self.thread_id}"
