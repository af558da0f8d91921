"""Pages beside the stream of posts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.rules.roles import Actor
from blog.actions.permission import ask_to_edit
from blog.actions.placing import (
    AddressRefused,
    AddressTaken,
    ChangedMeanwhile,
    address_for,
    holding_address,
    touch_site,
)
from blog.actions.readiness import NotReady, ask_for_words
from blog.actions.redirects import lead_on
from blog.addresses import path_of
from blog.models import Page
from comments.actions.threads import place_thread
from comments.models import Thread
from markup import clean_post

__all__ = ["AddressRefused", "AddressTaken", "ChangedMeanwhile", "NotReady", "save_page"]


@transaction.atomic
def save_page(
    *,
    page: Page | None,
    title: str,
    slug: str,
    body: str,
    language: str,
    public: bool,
    actor: Actor,
    now: datetime,
    foreign_id: str | None = None,
    based_on: int | None = None,
) -> Page:
    """Store an editable page. An empty `slug` keeps the address or makes one from the title.

    The address that a page had before leads to it. `based_on` is the version that the editor had on the
    screen; without it, the one that was loaded.
    Raises PermissionDenied, AddressRefused, AddressTaken, ChangedMeanwhile, and NotReady for a public page
    with a picture without alternative text.
    """
    ask_to_edit(actor)
    text = clean_post(body)
    if public:
        ask_for_words(text, actor)
    others = Page.objects.exclude(pk=page.pk) if page else Page.objects.all()
    slug = address_for(typed=slug, own=page.slug if page else "", title=title, others=others)
    columns = {
        "title": title,
        "slug": slug,
        "body": text,
        "language": language,
        "public": public,
        "changed_at": now,
    }
    was = path_of(page) if page else ""
    with holding_address(slug, others):
        if page is None:
            page = Page.objects.create(foreign_id=foreign_id, **columns)
        else:
            _change(page, page.version if based_on is None else based_on, columns)
    if was and was != path_of(page):
        lead_on(was=was, target=page, now=now)
    if page.thread:
        _place_conversation(page, page.thread, now)
    touch_site()
    return page


def _change(page: Page, seen: int, columns: dict[str, Any]) -> None:
    if not Page.objects.filter(pk=page.pk, version=seen).update(version=seen + 1, **columns):
        raise ChangedMeanwhile
    page.version = seen + 1
    for name, value in columns.items():
        setattr(page, name, value)


def _place_conversation(page: Page, thread: Thread, now: datetime) -> None:
    """Tell the thread what its page is called, where it is, and whether readers see it."""
    place_thread(
        thread=thread,
        title=page.title,
        path=f"/{page.slug}/",
        language=page.language,
        visible_from=(thread.visible_from or now) if page.public else None,
        visible_until=None,
    )
