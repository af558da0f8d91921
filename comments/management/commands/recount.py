"""`manage.py recount`: compute the figures of all conversations anew from their comments."""

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand

from comments.actions.recount import Recount, recount_standings, recount_thread
from comments.models import Comment, Thread
from comments.querysets import ThreadQuerySet

BATCH = 500  # rows fetched at once


class Command(BaseCommand):
    help = "Compute paths and counters of conversations and the records of people anew; print what differed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--thread", type=int, help="only this conversation, by its id")
        parser.add_argument(
            "--after", type=int, default=0, help="go on behind this id, where an earlier run was stopped"
        )

    def handle(self, **options: Any) -> None:
        """Recount; each conversation and each batch of people is a transaction of its own."""
        chosen = Thread.objects.filter(pk=options["thread"]) if options["thread"] else Thread.objects.all()
        seen = wrong = 0
        for thread in in_batches(chosen, options["after"]):
            found = recount_thread(thread=thread)
            seen += 1
            if found.differs:
                wrong += 1
                self.stdout.write(f"{thread.pk} {thread.path}: {in_words(found)}")
        people = 0 if options["thread"] else self._recount_people()
        self.stdout.write(
            f"{seen} conversations recounted, {wrong} differed; {people} people's records differed."
        )

    def _recount_people(self) -> int:
        authors = Comment.objects.order_by("author_id").values_list("author_id", flat=True)
        wrong, last = 0, 0
        while batch := list(authors.filter(author_id__gt=last).distinct()[:BATCH]):
            wrong += recount_standings(people=batch)
            last = batch[-1]
        return wrong


def in_batches(threads: ThreadQuerySet, after: int) -> Iterator[Thread]:
    """Go through threads by id without holding a query open while they are written."""
    while batch := list(threads.filter(pk__gt=after).order_by("pk")[:BATCH]):
        yield from batch
        after = batch[-1].pk


def in_words(found: Recount) -> str:
    """Say what was wrong: `public_count 3 → 4, path of 2 comments`."""
    figures = [f"{name} {stored} → {true}" for name, (stored, true) in found.figures.items()]
    comments = [f"{name} of {count} comments" for name, count in found.comments.items()]
    return ", ".join(figures + comments)
