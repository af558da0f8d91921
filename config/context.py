"""What every template may know."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.functional import SimpleLazyObject

from blog.models import SiteSettings


def site(request: HttpRequest) -> dict[str, Any]:
    """`site`: the settings, one query and only when asked for. `other_languages`: this page elsewhere."""
    return {
        "site": SimpleLazyObject(SiteSettings.load),
        "site_url": settings.SITE_URL,
        "other_languages": [
            (code, translate_url(request.path, code))
            for code, _name in settings.LANGUAGES
            if code != getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE)
        ],
    }
