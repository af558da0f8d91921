"""Pages beside the stream of posts."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.rules.roles import Actor
from blog.actions.permission import ask_to_edit
from blog.actions.placing import AddressRefused, AddressTaken, touch_site
from blog.models import Page
from blog.rules.addresses import free_slug, is_reserved, is_slug, slug_of
from comments.actions.threads import place_thread
from comments.models import Thread
from markup import clean_post

__all__ = ["AddressRefused", "AddressTaken", "save_page"]

WRITTEN = ("title", "slug", "body", "language", "public", "changed_at")


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
) -> Page:
    """Store an editable page. An empty `slug` keeps the address or makes one from the title.

    Raises PermissionDenied, AddressRefused and AddressTaken.
    """
    ask_to_edit(actor)
    others = Page.objects.exclude(pk=page.pk) if page else Page.objects.all()
    taken = set(others.values_list("slug", flat=True))
    slug = slug or (page.slug if page else free_slug(slug_of(title), taken))
    if not is_slug(slug) or is_reserved(slug):
        raise AddressRefused(slug)
    if slug in taken:
        raise AddressTaken(free_slug(slug, taken))
    page = page or Page(foreign_id=foreign_id)
    page.title, page.slug, page.body = title, slug, clean_post(body)
    page.language, page.public, page.changed_at = language, public, now
    page.save(update_fields=WRITTEN if page.pk else None)
    if page.thread:
        _place_conversation(page, page.thread, now)
    touch_site()
    return page


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
