"""What every template may know."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils import translation
from django.utils.encoding import escape_uri_path
from django.utils.functional import SimpleLazyObject

from blog.models import SiteSettings


def site(request: HttpRequest) -> dict[str, Any]:
    """`site`: the settings, one query and only when asked for. `other_languages`: this page elsewhere.

    `canonical` is the whole address of this page without its query, `alternates` the same in each language
    of the interface, and in the site's own for everybody else: (code, address).
    """
    here = getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE)
    return {
        "site": SimpleLazyObject(SiteSettings.load),
        "site_url": settings.SITE_URL,
        "site_language": settings.LANGUAGE_CODE,
        "canonical": settings.SITE_URL + escape_uri_path(request.path),
        "alternates": lambda: _alternates(escape_uri_path(request.path)),
        "other_languages": [
            (code, _in_language(request, code)) for code, _name in settings.LANGUAGES if code != here
        ],
    }


def _alternates(path: str) -> list[tuple[str, str]]:
    whole = [(code, settings.SITE_URL + translate_url(path, code)) for code, _name in settings.LANGUAGES]
    return [*whole, ("x-default", dict(whole)[settings.LANGUAGE_CODE])]


def _in_language(request: HttpRequest, code: str) -> str:
    """The address of this page in another language, or of the front page where this one has none."""
    here = request.get_full_path()
    there = translate_url(here, code)
    if there != here:
        return there
    with translation.override(code):
        return reverse("blog:front")
