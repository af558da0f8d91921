"""Pages of an import. A page has no revisions, so what is there already is never written over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from blog.actions.importing.drafting import Draft, Source
from blog.actions.importing.report import ImportReport, Outcome
from blog.actions.placing import touch_site
from blog.models import Page
from blog.rules.addresses import free_slug
from blog.rules.states import PostState
from blog.rules.wordpress import Item
from blog.rules.wordpress.losses import Loss
from comments.actions.threads import open_thread
from comments.models import Thread


@dataclass(frozen=True, slots=True)
class PlannedPage:
    key: str
    item: Item
    draft: Draft

    @property
    def is_public(self) -> bool:
        return self.draft.state is PostState.PUBLISHED


class PageAddresses:
    """Which slugs of pages are taken; asked for once."""

    def __init__(self) -> None:
        self._taken = set(Page.objects.values_list("slug", flat=True))

    def take(self, slug: str) -> str:
        free = free_slug(slug, self._taken)
        self._taken.add(free)
        return free


def stored_pages(keys: Sequence[str]) -> dict[str, Page]:
    pages = Page.objects.filter(foreign_id__in=keys).select_related("thread")
    return {page.foreign_id: page for page in pages if page.foreign_id}


def page_outcome(page: Page | None, draft: Draft) -> Outcome:
    """Compare a stored page with the export: a difference was made here or there, and is left alone."""
    if page is None:
        return Outcome.NEW
    same = (page.title, page.body) == (draft.title, draft.body)
    return Outcome.UNCHANGED if same else Outcome.LEFT


def write_pages(
    plans: Sequence[PlannedPage], slugs: Sequence[str], source: Source, now: datetime
) -> dict[str, Page]:
    """Store new pages and return them by their keys."""
    pages = Page.objects.bulk_create(
        Page(
            title=plan.draft.title,
            slug=slug,
            body=plan.draft.body,
            language=source.language,
            public=plan.is_public,
            changed_at=now,
            foreign_id=plan.key,
        )
        for plan, slug in zip(plans, slugs, strict=True)
    )
    touch_site()
    return {plan.key: page for plan, page in zip(plans, pages, strict=True)}


def thread_of(page: Page, *, at: datetime | None, closed: bool, now: datetime) -> Thread:
    """Return the conversation of a page, opened when the first comment of an import needs it."""
    if page.thread is None:
        page.thread = open_thread(
            title=page.title,
            path=f"/{page.slug}/",
            language=page.language,
            visible_from=(at or now) if page.public else None,
            closed=closed,
        )
        Page.objects.filter(pk=page.pk).update(thread=page.thread)
    return page.thread


def tell_page(item: Item, slug: str, report: ImportReport) -> None:
    report.tell(Loss.FLAT_PAGES, item.title, number=item.parent not in {"", "0"})
    report.tell(Loss.PAGE_DETAILS, item.title, number=bool(item.excerpt.strip()))
    report.tell(Loss.NEW_ADDRESS, f"{item.slug} → {slug}", number=bool(item.slug) and item.slug != slug)
