"""The words in which the rest of the code asks for threads and comments."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Self, cast

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce

from comments.rules.paths import PAST_ALL_PATHS
from comments.rules.states import State
from comments.rules.visits import MOST_NEWS

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

SHOWN = Q(state=State.PUBLIC) | Q(public_below__gt=0)
"""What a reader sees in its place: public comments, and tombstones of others that have public ones below."""


def visible_span(now: datetime, prefix: str = "") -> Q:
    """The condition that the page of a thread is public at `now`; `prefix` leads to the thread."""
    return Q(**{f"{prefix}visible_from__lte": now}) & (
        Q(**{f"{prefix}visible_until": None}) | Q(**{f"{prefix}visible_until__gt": now})
    )


class ThreadQuerySet(models.QuerySet):
    def visible(self, now: datetime) -> Self:
        """Threads whose page is public at `now`."""
        return self.filter(visible_span(now))

    def with_news(self, thread_id: int, after: int) -> Self:
        """The thread with `news`, how many of its public comments came after a place in the public sequence,
        and `first_new`, the first of them. At most `MOST_NEWS`, so that it costs the same in any thread.
        """
        comments = apps.get_model("comments", "Comment").objects.in_thread(thread_id)
        return self.filter(pk=thread_id).annotate(
            news=comments.became_public_after(after).counted_up_to(MOST_NEWS),
            first_new=models.Subquery(comments.became_public_after(after).values("pk")[:1]),
        )


class VisitQuerySet(models.QuerySet):
    def of(self, person: User) -> Self:
        """What `person` visited."""
        return self.filter(person=person)

    def beyond(self, count: int) -> Self:
        """All but the `count` latest of these."""
        older = self.order_by("-at", "-pk").values_list("pk", flat=True)[count:]
        return cast(Self, self.model._default_manager.filter(pk__in=list(older)))


class LogQuerySet(models.QuerySet):
    def last_public_move(self, thread_id: int | None = None) -> datetime | None:
        """When a comment last became public or ceased to be: in one thread, or anywhere."""
        moves = self.filter(Q(from_state=State.PUBLIC) | Q(to_state=State.PUBLIC))
        if thread_id is None:
            return moves.order_by("-at").values_list("at", flat=True).first()
        return moves.filter(thread_id=thread_id).order_by("-id").values_list("at", flat=True).first()

    def ended_waits(self, *, since: datetime) -> Self:
        """Decisions about what waited. The words are those of the index `log_of_waits`.

        A parameter in their place would hide the index from SQLite, which plans before it knows the values.
        """
        waited = RawSQL("comments_logentry.from_state = 'pending'", (), output_field=models.BooleanField())
        return self.filter(waited, at__gt=since)


class DraftQuerySet(models.QuerySet):
    def of(self, person: User) -> Self:
        """What `person` has typed; to anybody else it does not exist."""
        return self.filter(person=person)

    def at(self, thread_id: int, parent_id: int | None) -> Self:
        """The draft of each person in one place."""
        return self.filter(thread_id=thread_id, parent_id=parent_id, edited=None)

    def of_edit(self, comment_id: int) -> Self:
        """Another text for an own comment."""
        return self.filter(edited_id=comment_id)

    def not_posted(self) -> Self:
        """Without those whose text was posted while an older page kept it once more."""
        comments = apps.get_model("comments", "Comment").objects
        return self.exclude(Exists(comments.filter(submission=OuterRef("submission"))))

    def older_than(self, moment: datetime) -> Self:
        return self.filter(saved_at__lt=moment)

    def newest_first(self) -> Self:
        return self.order_by("-saved_at", "-id")


class CommentQuerySet(models.QuerySet):
    def public(self) -> Self:
        """Comments in the state public, wherever they stand; for readers ask `visible`."""
        return self.filter(state=State.PUBLIC)

    def picked(self) -> Self:
        """Those that editors picked and that are public; a pick that is looked at again is none meanwhile."""
        return self.public().filter(picked_at__isnull=False)

    def visible(self, now: datetime) -> Self:
        """Public comments under pages that are public at `now`: what a reader may find anywhere."""
        threads = apps.get_model("comments", "Thread").objects.visible(now)
        return self.public().filter(Exists(threads.filter(pk=OuterRef("thread"))))

    def official(self) -> Self:
        """Public comments that were said for the house."""
        return self.public().exclude(office="")

    def unheard_by(self, reader: User) -> Self:
        """Words of people whom `reader` muted (A4); what they say for the house is heard by all."""
        muted = apps.get_model("accounts", "Mute").objects.filter(person=reader.pk).values("muted")
        return self.filter(author__in=muted, office="")

    def heard_by(self, reader: User | AnonymousUser | None) -> Self:
        """Without the words of people whom `reader` muted; None and strangers mute nobody."""
        if reader is None or not reader.is_authenticated:
            return self
        muted = apps.get_model("accounts", "Mute").objects.filter(person=reader.pk).values("muted")
        return self.exclude(author__in=muted, office="")

    def shown(self) -> Self:
        """What stands on the page of a thread: public comments and tombstones above such."""
        return self.filter(SHOWN)

    def waiting(self) -> Self:
        """Comments that wait to be read, the oldest first; what was reported has a list of its own."""
        return self.filter(state=State.PENDING).order_by("posted_at", "id")

    def in_state(self, state: State) -> Self:
        return self.filter(state=state)

    def by_name(self, name: str) -> Self:
        """Comments of members or guests whose visible name contains `name`."""
        return self.filter(Q(author__username__icontains=name) | Q(guest_name__icontains=name))

    def roots(self) -> Self:
        """First-level comments."""
        return self.filter(parent=None)

    def of(self, person: User) -> Self:
        """Comments that `person` wrote."""
        return self.filter(author=person)

    def answering(self, person: User) -> Self:
        """Answers of others to what `person` wrote."""
        return self.filter(parent__author=person).exclude(author=person)

    def in_thread(self, thread_id: int) -> Self:
        return self.filter(thread_id=thread_id)

    def since(self, moment: datetime) -> Self:
        return self.filter(posted_at__gt=moment)

    def at(self, thread_id: int, paths: Iterable[str]) -> Self:
        """The comments of a thread that stand at these paths."""
        return self.filter(thread_id=thread_id, path__in=list(paths))

    def below(self, path: str) -> Self:
        """Answers to the comment at `path` and answers to those, of one thread."""
        return self.filter(path__gt=path, path__lt=f"{path}{PAST_ALL_PATHS}")

    def in_reading_order(self) -> Self:
        return self.order_by("path")

    def newest_first(self) -> Self:
        return self.order_by("-posted_at", "-id")

    def newest(self, count: int) -> Self:
        """The newest `count` of these."""
        return self.newest_first()[:count].chosen_first()

    def chosen_first(self) -> Self:
        """The same rows in the same order, chosen before anything is joined.

        With a join in the same query a database may begin with all threads and sort every comment there is.
        """
        rows = cast(Self, self.model._default_manager.filter(pk__in=self.values("pk")))
        return rows.order_by(*self.query.order_by)

    def last_public_first(self) -> Self:
        """Those that became public last first; of one thread, whose sequence it is."""
        return self.order_by("-public_seq", "-id")

    def became_public_after(self, public_seq: int | OuterRef) -> Self:
        """Public comments of one thread that readers who know it up to `public_seq` have not had yet."""
        return self.public().filter(public_seq__gt=public_seq).order_by("public_seq")

    def counted_up_to(self, most: int) -> Coalesce:
        """How many these are, as an expression in another query; more than `most` are not looked at."""
        rows = self.model._default_manager.filter(pk__in=self.values("pk")[:most])
        counted = rows.values("thread").annotate(number=models.Count("pk")).values("number")
        return Coalesce(models.Subquery(counted), 0)

    def with_authors(self) -> Self:
        return self.select_related("author")

    def with_threads(self) -> Self:
        return self.select_related("thread")

    def with_parents(self) -> Self:
        """With the comment that each answers, and its author."""
        return self.select_related("parent__author")

    def with_standing(self) -> Self:
        """With the record of each author, for the queue."""
        return self.select_related("author__standing")


class VersionQuerySet(models.QuerySet):
    """The texts of comments (C6)."""

    def waiting(self) -> Self:
        """Held edits of public comments, the oldest first; while a comment is away, its edit rests."""
        return self.filter(state=State.PENDING, comment__state=State.PUBLIC).order_by("written_at", "id")

    def held(self) -> Self:
        """Held edits, whatever became of their comments."""
        return self.filter(state=State.PENDING)

    def of(self, person: User) -> Self:
        """Texts of comments that `person` wrote."""
        return self.filter(comment__author=person)

    def by_name(self, name: str) -> Self:
        """Texts of comments of those whose visible name contains `name`."""
        theirs = Q(comment__author__username__icontains=name) | Q(comment__guest_name__icontains=name)
        return self.filter(theirs)

    def edits_since(self, moment: datetime, person: User) -> Self:
        """What `person` wrote anew since then; the first text of a comment is no edit."""
        return self.filter(written_by=person, written_at__gt=moment, number__gt=1)

    def for_readers(self) -> Self:
        """Texts that readers may read: what is shown now, and what was replaced too late to disappear."""
        shown = Q(number=models.F("comment__text_number"))
        return self.filter(Q(stays=True) | shown, state=State.PUBLIC)

    def known_to_readers(self) -> Self:
        """The same and those that moderators removed, of which readers learn no more than that."""
        return self.for_readers() | self.filter(removed_in__isnull=False)

    def removable(self) -> Self:
        """Earlier texts that readers may read: what can be taken from them without the comment."""
        return self.for_readers().exclude(number=models.F("comment__text_number"))

    def in_order(self) -> Self:
        return self.order_by("comment_id", "number")

    def newest_first(self) -> Self:
        """The texts of one comment, the last one first."""
        return self.order_by("-number")

    def with_context(self) -> Self:
        """With the comment, its thread, its author and the author's record, for the queue."""
        return self.select_related("comment__thread", "comment__author__standing", "comment__parent__author")
