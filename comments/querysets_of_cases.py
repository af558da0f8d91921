"""The words in which the rest of the code asks for reports, cases and appeals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from comments.rules.states import State

if TYPE_CHECKING:
    from accounts.models import User


class ReportQuerySet(models.QuerySet):
    def open(self) -> Self:
        """Reports about which nobody has decided. The words are those of the index `report_open`."""
        return self.filter(outcome="")

    def of(self, person: User) -> Self:
        return self.filter(reporter=person)

    def oldest_first(self) -> Self:
        return self.order_by("reported_at", "id")

    def by_comment(self) -> models.QuerySet:
        """The ids of the comments about which these are, those first that were reported first."""
        grouped = self.order_by().values("comment").annotate(first=models.Min("reported_at"))
        return grouped.order_by("first", "comment")


class CaseQuerySet(models.QuerySet):
    def standing(self) -> Self:
        """Decisions that still hold."""
        return self.filter(reversed_at=None)

    def newest_first(self) -> Self:
        return self.order_by("-id")

    def with_context(self) -> Self:
        """With the comment, its thread and its author."""
        return self.select_related("comment__thread", "comment__author", "appeal")


class AppealQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        """Appeals about which nobody has decided, the oldest first; what was withdrawn needs no decision.

        Asked for each appeal by itself: with a join a database may begin with all comments there are.
        """
        comments = apps.get_model("comments", "Comment").objects
        withdrawn = comments.filter(pk=OuterRef("case__comment"), state=State.WITHDRAWN)
        return self.filter(~Exists(withdrawn), decided_at=None).order_by("made_at", "id")

    def by_name(self, name: str) -> Self:
        """Appeals of those whose visible name contains `name`."""
        theirs = Q(case__comment__author__username__icontains=name)
        return self.filter(theirs | Q(case__comment__guest_name__icontains=name))

    def with_context(self) -> Self:
        """With the case, the comment, its thread, its author and the author's record, for the queue."""
        return self.select_related(
            "case__decided_by",
            "case__comment__thread",
            "case__comment__author__standing",
            "case__comment__parent__author",
        )
