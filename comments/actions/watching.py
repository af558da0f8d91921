"""The editors' watch list."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.rules.roles import Actor
from comments.models import WatchList
from comments.rules.spam.watchlist import read_lists
from comments.rules.spam.words import number_of


@transaction.atomic
def save_watch_list(*, words: str, domains: str, actor: Actor) -> None:
    """Write the lists; comments are judged by them from the next one on.

    Raises PermissionDenied for all but moderators, and ListRefused, after which nothing is changed.
    """
    if not actor.may_moderate:
        raise PermissionDenied
    read_lists(words, domains)
    said = "\0".join((words, domains)) if words.strip() or domains.strip() else ""
    version = number_of(said, "list") if said else 0
    row = WatchList.load()
    WatchList.objects.filter(pk=row.pk).update(words=words, domains=domains, version=version)
