"""What the checks know: the editors' watch list, and what decisions of moderators taught."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class WatchList(models.Model):
    """Words and domains that hold a comment, one a line as `rules/spam/watchlist.py` reads them; one row.

    `version` is a number made of what they say, 0 for nothing: each process keeps the lists that it has read
    under it.
    """

    words = models.TextField(_("words"), blank=True)
    domains = models.TextField(_("domains"), blank=True)
    version = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("watch list")
        verbose_name_plural = _("watch list")
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="watch_list_is_one_row")]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @classmethod
    def load(cls) -> WatchList:
        """The only row; written on the first call."""
        return cls.objects.get_or_create(pk=1)[0]


class MarkCount(models.Model):
    """In how many texts of each kind a mark stood (`rules/spam/bayes.py`), for each language.

    Marks are numbers that do not lead back to words. The mark 0 counts the texts themselves.
    """

    language = models.CharField(max_length=5)
    mark = models.BigIntegerField()
    spam = models.PositiveIntegerField(default=0)
    honest = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["language", "mark"], name="mark_is_counted_once_per_language")
        ]

    def __str__(self) -> str:
        return f"{self.language} {self.mark}: {self.spam}/{self.honest}"


class Lesson(models.Model):
    """What a decision about a comment taught, so that it can be unlearnt: which text, as what."""

    comment = models.OneToOneField("comments.Comment", on_delete=models.CASCADE, related_name="+")
    text_number = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=5)
    is_spam = models.BooleanField()
    marks_version = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return f"{self.comment_id}/{self.text_number}: {'spam' if self.is_spam else 'honest'}"
