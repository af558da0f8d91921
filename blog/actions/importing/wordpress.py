"""The two passes over an export, and the order in which things are written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import BinaryIO
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from accounts.rules.roles import Actor
from blog.actions.cards import order_cards
from blog.actions.importing.drafting import Source, date_of, draft_of
from blog.actions.importing.forwarding import Forwarding
from blog.actions.importing.media import Media, MediaSources
from blog.actions.importing.pages import (
    PageAddresses,
    PlannedPage,
    page_outcome,
    stored_pages,
    tell_page,
    thread_of,
    write_pages,
)
from blog.actions.importing.people import People
from blog.actions.importing.posts import (
    Addresses,
    Keyed,
    KnownPosts,
    outcome_of,
    place_of,
    plan_of,
    stored,
    tell_address,
    write_changed,
    write_new,
)
from blog.actions.importing.remarks import Remarks
from blog.actions.importing.report import ImportReport, Kind, Outcome
from blog.actions.importing.terms import Terms
from blog.actions.permission import ask_to_lead
from blog.models import Page, Post
from blog.rules.addresses import post_path
from blog.rules.exports import repeated
from blog.rules.wordpress import Channel, Item, Survey, read_export, survey
from blog.rules.wordpress.content import Context, convert
from blog.rules.wordpress.dates import moment_of
from blog.rules.wordpress.identity import item_key, site_key
from blog.rules.wordpress.losses import Loss
from comments.models import Thread

BATCH_ITEMS = 100  # posts of one transaction
BATCH_SIZE = 2_000_000  # characters of one transaction

NO_MEDIA = MediaSources()

# Kinds of items of which something is kept.
TAKEN_IN = frozenset({"post", "page", "", "attachment", "wp_block"})

type Progress = Callable[[int, int], None]


def import_wordpress(
    *,
    open_export: Callable[[], BinaryIO],
    is_dry: bool,
    actor: Actor,
    now: datetime,
    media: MediaSources = NO_MEDIA,
    progress: Progress = lambda done, total: None,
) -> ImportReport:
    """Read an export twice: once to its end to see that it can be read, then to store what is new in it.

    `open_export` opens the file anew for each pass, `media` says where the files of pictures are. Stored is
    a batch at a time, each with its texts in one transaction, so a run that was killed is repeated without
    harm; its pictures are taken in before, one by one. `progress` hears of items done and in all.
    Raises PermissionDenied, and ImportRefused before anything is stored.
    """
    ask_to_lead(actor)
    with open_export() as file:
        seen = survey(read_export(file))
    report = ImportReport(seen, is_dry)
    run = _Run(seen, report, media, actor, now)
    run.tell_what_stays_behind()
    done = 0
    for wanted in ({"post", "page"}, {""}):  # what has no type follows: it belongs to what has one
        if not any(seen.kinds[kind] for kind in wanted):
            continue
        with open_export() as file:
            for batch in _batches(read_export(file), wanted):
                run.take_in(batch)
                done += len(batch)
                progress(done, sum(seen.kinds[kind] for kind in ("post", "page", "")))
    run.finish()
    if not is_dry:
        order_cards.enqueue()
    return report


def _batches(records: Iterable[object], kinds: set[str]) -> Iterator[list[Item]]:
    batch: list[Item] = []
    size = 0
    for record in records:
        if isinstance(record, Item) and record.kind in kinds:
            batch.append(record)
            size += len(record.text) + sum(len(remark.text) for remark in record.remarks)
        if len(batch) >= BATCH_ITEMS or size > BATCH_SIZE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def source_of(channel: Channel, now: datetime) -> Source:
    """Return what the export says about all of its items. Its dates are read in the zone of our site."""
    language = channel.language[:2].lower()
    zone = ZoneInfo(settings.TIME_ZONE)
    return Source(
        site=site_key(channel),
        language=language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE,
        zone=zone,
        exported_at=moment_of(gmt="", local="", zone=zone, feed=channel.published) or now,
    )


class _Run:
    """One import: what it found out so far, and the parts that do the work."""

    def __init__(
        self, seen: Survey, report: ImportReport, media: MediaSources, actor: Actor, now: datetime
    ) -> None:
        self._seen = seen
        self._report = report
        self._actor = actor
        self._now = now
        self._source = source_of(seen.channel, now)
        self._media = Media(self._source.site, seen, media, report, actor=actor, now=now)
        self._terms = Terms(self._source.site, report)
        self._people = People(self._source.site, seen, report, self._source.language, now)
        self._remarks = Remarks(self._source, self._people, report, now)
        self._known = KnownPosts(self._source.site)
        self._addresses = Addresses()
        self._page_addresses = PageAddresses()
        self._old = Forwarding(seen, report, now)
        self._times: Counter[str] = Counter()
        self._by_number: dict[str, str] = {}  # keys by type-less number, for entries without type
        with transaction.atomic():
            self._terms.take_in(seen.terms)
            self._old.of_terms(self._terms)

    def tell_what_stays_behind(self) -> None:
        """Name what no pass will touch."""
        for kind, count in sorted(self._seen.kinds.items()):
            if kind not in TAKEN_IN:
                self._report.tell(Loss.OTHER_KINDS, f"{kind}: {count}", count)
            if kind not in {"post", "page", ""}:
                self._report.tell(Loss.REMARKS_ELSEWHERE, kind, self._seen.remarks_in[kind])
        language = self._seen.channel.language
        self._report.tell(
            Loss.LANGUAGE, language, number=bool(language) and language[:2].lower() != self._source.language
        )

    def take_in(self, batch: Sequence[Item]) -> None:
        """Store the posts and pages of a batch with their old addresses, then their comments."""
        keyed = [self._keyed(item) for item in batch]
        posts = [each for each in keyed if each.item.kind == "post"]
        pages = [each for each in keyed if each.item.kind == "page"]
        with transaction.atomic():
            self._take_in_posts(posts)
            self._take_in_pages(pages)
            self._old.of_items(keyed)
        self._take_in_remarks(keyed)

    def finish(self) -> None:
        """Store what belongs to no single post: pictures that no text shows, and the last old addresses."""
        self._media.take_in_the_rest()
        with transaction.atomic():
            self._old.of_attachments(self._by_number)
            self._old.of_people(self._people)

    def _keyed(self, item: Item) -> Keyed:
        """Find the key of an item and turn its text into HTML; its pictures are taken in on the way."""
        key = self._key(item)
        context = Context(self._seen.attachments, self._seen.blocks, item.number)
        converted = convert(item.text, context, self._media.find)
        return Keyed(key, item, converted, *self._media.cover(item.note("_thumbnail_id")))

    def _key(self, item: Item) -> str:
        if not item.kind:
            return self._by_number.get(item.number, "")
        key = item_key(self._source.site, item)
        self._times[key] += 1
        self._report.tell(Loss.DOUBLED, item.title, number=self._times[key] > 1)
        key = repeated(key, self._times[key])
        if item.kind == "post":
            key = self._known.key_for(key, item)
        if item.number:
            self._by_number.setdefault(item.number, key)
        return key

    def _take_in_posts(self, items: Sequence[Keyed]) -> None:
        there = stored([each.key for each in items])
        new = []
        for each in items:
            post = there.get(each.key)
            outcome = outcome_of(post, each, self._source)
            self._report.count(Kind.POST, outcome)
            if outcome is Outcome.LEFT:
                self._report.tell(Loss.EDITED_HERE, each.item.title)
            if outcome not in {Outcome.NEW, Outcome.CHANGED}:
                continue
            bylines = self._people.bylines(each.item)
            plan = plan_of(each, self._source, self._report, self._terms.sort(each.item), bylines)
            if post is None:
                new.append((plan, *place_of(plan, self._addresses)))
                tell_address(plan, new[-1][2], self._report)
            elif not self._report.is_dry:
                write_changed(post, plan, self._actor, self._source, self._now)
        for plan, month, slug in new:
            self._old.places[plan.key] = post_path(*month, slug) if month else ""
        if new and not self._report.is_dry:
            write_new(new, self._source, self._now)

    def _take_in_pages(self, items: Sequence[Keyed]) -> None:
        there = stored_pages([each.key for each in items])
        plans, slugs = [], []
        for each in items:
            page = there.get(each.key)
            # What is there is converted only to be compared: its losses were told when it was new.
            told = self._report if page is None else ImportReport(self._seen, is_dry=True)
            draft = draft_of(each.item, self._source, told, each.converted)
            outcome = page_outcome(page, draft)
            self._report.count(Kind.PAGE, outcome)
            if outcome is Outcome.LEFT:
                self._report.tell(Loss.EDITED_HERE, each.item.title)
            if page is None:
                plans.append(PlannedPage(each.key, each.item, draft))
                slugs.append(self._page_addresses.take(draft.slug))
                tell_page(each.item, slugs[-1], self._report)
                self._old.places[each.key] = f"/{slugs[-1]}/"
        if plans and not self._report.is_dry:
            write_pages(plans, slugs, self._source, self._now)

    def _take_in_remarks(self, keyed: Sequence[Keyed]) -> None:
        talking = [(each.key, each.item) for each in keyed if each.item.remarks]
        keys = [key for key, _ in talking]
        posts, pages = stored(keys), stored_pages(keys)
        for key, item in talking:
            if not key:
                self._report.tell(Loss.REMARKS_ELSEWHERE, item.title, len(item.remarks))
                continue
            self._report.tell(Loss.WITHOUT_TYPE, item.title, number=not item.kind)
            at = date_of(item, self._source)
            thread = None
            if not self._report.is_dry:
                thread = self._thread(posts.get(key), pages.get(key), item, at)
            self._remarks.take_in(key, item, thread, at)

    def _thread(self, post: Post | None, page: Page | None, item: Item, at: datetime | None) -> Thread:
        if post is not None:
            return post.thread
        assert page is not None  # noqa: S101 - it was stored a moment ago
        return thread_of(page, at=at, closed=item.comments == "closed", now=self._now)
