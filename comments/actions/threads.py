"""Opening a conversation, and moving it with its page."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F

from comments.models import Thread


def open_thread(
    *,
    title: str,
    path: str,
    language: str,
    visible_from: datetime | None = None,
    visible_until: datetime | None = None,
    closes_at: datetime | None = None,
) -> Thread:
    """Make a conversation for a page. Without `visible_from` nobody sees it yet."""
    return Thread.objects.create(
        title=title,
        path=path,
        language=language,
        visible_from=visible_from,
        visible_until=visible_until,
        closes_at=closes_at,
    )


def place_thread(
    *,
    thread: Thread,
    title: str,
    path: str,
    language: str,
    visible_from: datetime | None,
    visible_until: datetime | None,
) -> None:
    """Write where the page of a conversation is now, what it is called and when it is visible."""
    thread.title, thread.path, thread.language = title, path, language
    thread.visible_from, thread.visible_until = visible_from, visible_until
    Thread.objects.filter(pk=thread.pk).update(
        title=title,
        path=path,
        language=language,
        visible_from=visible_from,
        visible_until=visible_until,
        version=F("version") + 1,
    )
