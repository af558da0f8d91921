"""One switch that stops all posting on the site (M4)."""

import logging
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet

from accounts.actions.pulse import pulse
from accounts.models import Pulse
from accounts.rules.roles import Actor
from comments.actions.log import entry_about_rules
from comments.models import Discussion, LogNote
from comments.rules.thread_rules import GO_ON, STOP

logger = logging.getLogger(__name__)


class AlreadySo(Exception):
    """Somebody else was faster: posting is stopped already, or goes on already."""


@transaction.atomic
def stop_posting(*, words: str = "", actor: Actor, now: datetime) -> None:
    """Let nobody write or change a comment from now on; `words` say to the readers why, or nothing.

    Reading, reacting, reporting, withdrawing and drafts go on. Raises PermissionDenied and AlreadySo.
    """
    _ask_whether_allowed(actor)
    if not _row().filter(stopped_at=None).update(stopped_at=now, stop_words=words):
        raise AlreadySo
    _settle(STOP, actor, now, words)


@transaction.atomic
def let_posting_go_on(*, actor: Actor, now: datetime) -> None:
    """Take back that posting is stopped. Raises PermissionDenied and AlreadySo."""
    _ask_whether_allowed(actor)
    if not _row().exclude(stopped_at=None).update(stopped_at=None, stop_words=""):
        raise AlreadySo
    _settle(GO_ON, actor, now)


def _ask_whether_allowed(actor: Actor) -> None:
    if not actor.may_moderate:
        raise PermissionDenied


def _row() -> QuerySet[Discussion]:
    return Discussion.objects.filter(pk=Discussion.load().pk)


def _settle(move: str, actor: Actor, now: datetime, words: str = "") -> None:
    """Log it, and give every page another name: all of them say that nobody can write."""
    entry = entry_about_rules(move, actor=actor, now=now)
    entry.save(force_insert=True)
    if words:
        LogNote.objects.create(entry_id=entry.pk, text=words)
    pulse(Pulse.About.SITE)
    logger.warning("posting.stopped" if move == STOP else "posting.goes_on")
