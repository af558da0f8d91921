"""What readers do besides writing: find something useful, follow."""

from django.conf import settings
from django.db import models

from .comment import Comment
from .thread import Thread


class Reaction(models.Model):
    """One person found one comment useful (C8)."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="reactions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reactions")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "person"], name="reaction_once_per_person")]

    def __str__(self) -> str:
        return f"{self.person_id} → {self.comment_id}"


class Follow(models.Model):
    """A person wants to hear of a thread (C10)."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="follows")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows")
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "person"], name="follow_once_per_person")]

    def __str__(self) -> str:
        return f"{self.person_id} → {self.thread_id}"
