"""Asking other sites whether links still lead somewhere: only when an editor wants to know (E12)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from itertools import batched

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.tasks import task
from django.utils import timezone, translation

from accounts.actions.fetching import DestinationRefused, FetchFailed, probe
from accounts.rules.roles import Actor
from blog.actions.permission import ask_to_edit
from blog.models import CheckedLink
from blog.rules.old_addresses import digest_of

MOST = 200  # addresses of one text
AT_ONCE = 10  # addresses of one task: five seconds each
LONGEST = 2000
LATER = -5  # mails come first


@transaction.atomic
def ask_about_links(*, addresses: Collection[str], actor: Actor, now: datetime) -> int:
    """Have these addresses elsewhere visited by the worker; return how many there are. At most 200.

    Raises PermissionDenied.
    """
    ask_to_edit(actor)
    wanted = [each for each in dict.fromkeys(addresses) if len(each) <= LONGEST][:MOST]
    CheckedLink.objects.bulk_create(
        [CheckedLink(digest=digest_of(each), address=each, asked_at=now) for each in wanted],
        update_conflicts=True,
        unique_fields=["digest"],
        update_fields=["asked_at"],
    )
    keys = CheckedLink.objects.filter(digest__in=[digest_of(each) for each in wanted]).order_by("pk")
    for chunk in batched(keys.values_list("pk", flat=True), AT_ONCE):
        check_links.enqueue(list(chunk), translation.get_language() or settings.LANGUAGE_CODE)
    return len(wanted)


@task(priority=LATER)
def check_links(keys: Sequence[int], language: str) -> None:
    """Visit addresses and note what they answered, in words of `language`. What was noted is not repeated."""
    waiting = CheckedLink.objects.filter(pk__in=keys).filter(
        Q(checked_at=None) | Q(checked_at__lt=F("asked_at"))
    )
    with translation.override(language):
        for link in waiting:
            look_at(link=link, now=timezone.now())


def look_at(*, link: CheckedLink, now: datetime) -> None:
    """Visit one address, at most five seconds, and note the answer. Only public addresses are called."""
    try:
        answer = probe(link.address)
    except (DestinationRefused, FetchFailed) as problem:
        note_answer(link=link, problem=str(problem), now=now)
    else:
        leads_to = answer.address if answer.address != link.address else ""
        note_answer(link=link, status=answer.status, leads_to=leads_to, now=now)


def note_answer(
    *, link: CheckedLink, status: int | None = None, leads_to: str = "", problem: str = "", now: datetime
) -> None:
    """Keep what was found at an address elsewhere; `now` is at least the moment at which it was asked."""
    CheckedLink.objects.filter(pk=link.pk).update(
        checked_at=max(now, link.asked_at),
        status=status,
        leads_to=leads_to[:LONGEST],
        problem="" if status is not None else problem[:300] or "?",
    )
