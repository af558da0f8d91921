"""How every feed is answered: one language, three spellings, and 304 for those who have it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.templatetags.static import static
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from blog.conditional import unless_known
from blog.models import SiteSettings
from blog.rules.feeds import Entry, Feed, atom, json_feed, rss

ENTRIES = 20
SITE_BORN = datetime.fromisoformat("1970-01-01T00:00:00+00:00")

FeedView = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Spelling:
    """One format: what stands below the address of the feed, its media type, and who writes it."""

    path: str
    type: str
    write: Callable[[Feed], bytes]


ATOM = Spelling("", "application/atom+xml", atom)
SPELLINGS = {
    "atom": ATOM,
    "rss": Spelling("rss/", "application/rss+xml", rss),
    "json": Spelling("json/", "application/feed+json", json_feed),
}


@dataclass(frozen=True)
class Told:
    """What a feed tells. `page` is the path that it follows; without `title` it speaks for the site."""

    page: str
    entries: tuple[Entry, ...]
    changed_at: datetime
    title: str = ""
    subtitle: str = ""


def feed_view(view: FeedView) -> FeedView:
    """The feed below /en/ is the feed: the same addresses, the same bytes."""

    @wraps(view)
    def wrapped(request: HttpRequest, **kwargs: str) -> HttpResponseBase:
        with translation.override(settings.LANGUAGE_CODE):
            return view(request, **kwargs)

    return require_safe(wrapped)


def answer(request: HttpRequest, told: Told, spelling: str, base: str = "") -> HttpResponseBase:
    """The feed, or 304 for a reader who has it. `base` is the feed's path, if not below the page."""
    chosen = SPELLINGS[spelling]
    site = SiteSettings.load()
    below = whole(base or f"{told.page}feed/")
    feed = Feed(
        id=below,
        title=f"{told.title} – {site.name}" if told.title else site.name,
        subtitle=told.subtitle if told.title else site.tagline,
        language=settings.LANGUAGE_CODE,
        author=site.name,
        address=whole(told.page),
        own_address=f"{below}{chosen.path}",
        updated=timezone.localtime(told.changed_at),
        icon=whole(static("icons/favicon.svg")),
        entries=told.entries,
    )
    response = HttpResponse(chosen.write(feed), content_type=f"{chosen.type}; charset=utf-8")
    return unless_known(request, response, changed_at=told.changed_at, now=timezone.now())


def whole(address: str) -> str:
    return address if "://" in address else settings.SITE_URL + address
