"""Small files that machines ask for at fixed addresses."""

from datetime import datetime, timedelta

from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
    JsonResponse,
)
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import Community

VALID = timedelta(days=180)
PAPER = "#fbfaf6"
ICONS = (
    ("favicon.svg", "any", "image/svg+xml", "any"),
    ("icon-192.png", "192x192", "image/png", "any"),
    ("icon-512.png", "512x512", "image/png", "any"),
    ("icon-maskable-512.png", "512x512", "image/png", "maskable"),
)
CLOSED_TO_ROBOTS = (
    "/accounts/",
    "/admin/",
    "/c/",
    "/cases/",
    "/comments/",
    "/moderation/",
    "/preview/",
    "/search/",
    "/threads/",
    "/unsubscribe/",
)


def _text(lines: list[str]) -> HttpResponse:
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be read; forms and personal pages are of no use to a search."""
    prefixes = ["", *(f"/{code}" for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE)]
    closed = [f"Disallow: {prefix}{path}" for prefix in prefixes for path in CLOSED_TO_ROBOTS]
    feed = "Allow: /comments/feed/"
    return _text(["User-agent: *", feed, *closed, "", f"Sitemap: {settings.SITE_URL}/sitemap.xml"])


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    return HttpResponsePermanentRedirect(static("icons/favicon.ico"))


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """What a device needs to keep the site like a program; the same in every language."""
    name = Community.load().name
    icons = [
        {"src": static(f"icons/{file}"), "sizes": sizes, "type": kind, "purpose": purpose}
        for file, sizes, kind, purpose in ICONS
    ]
    described = {
        "id": "/",
        "name": name,
        "short_name": name,
        "start_url": "/",
        "scope": "/",
        "display": "browser",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": icons,
    }
    return JsonResponse(described, content_type="application/manifest+json")


def security_lines(now: datetime) -> list[str]:
    """RFC 9116. Good for half a year from `now`, rounded to the month so that a copy stays the same."""
    expires = (now + VALID).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return [
        f"Contact: mailto:{settings.SECURITY_CONTACT}",
        f"Expires: {expires.isoformat()}",
        f"Preferred-Languages: {', '.join(code for code, _name in settings.LANGUAGES)}",
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
    ]


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    if not settings.SECURITY_CONTACT:
        return HttpResponse(status=404)
    return _text(security_lines(timezone.now()))


@require_safe
def change_password(request: HttpRequest) -> HttpResponse:
    """Where password managers send people."""
    return HttpResponseRedirect(reverse("account_change_password"))
