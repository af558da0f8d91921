"""What every template may know."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils import translation
from django.utils.encoding import escape_uri_path
from django.utils.functional import SimpleLazyObject

from blog.models import SiteSettings

type Translated = Callable[[str, str], str]
"""`translate_url`, which works an address out once for a page."""


def site(request: HttpRequest) -> dict[str, Any]:
    """`site`: the settings, one query and only when asked for. `other_languages`: this page elsewhere.

    `canonical` is the whole address of this page without its query, `alternates` the same in each language
    of the interface, and in the site's own for everybody else: (code, address).
    """
    here = getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE)
    translated = cache(translate_url)
    return {
        "site": SimpleLazyObject(SiteSettings.load),
        "site_url": settings.SITE_URL,
        "site_language": settings.LANGUAGE_CODE,
        "canonical": settings.SITE_URL + escape_uri_path(request.path),
        "alternates": lambda: _alternates(escape_uri_path(request.path), here, translated),
        "other_languages": [
            (code, _in_language(request.get_full_path(), code, translated))
            for code, _name in settings.LANGUAGES
            if code != here
        ],
    }


def _alternates(path: str, here: str, translated: Translated) -> list[tuple[str, str]]:
    paths = {code: path if code == here else translated(path, code) for code, _name in settings.LANGUAGES}
    whole = [(code, settings.SITE_URL + path) for code, path in paths.items()]
    return [*whole, ("x-default", dict(whole)[settings.LANGUAGE_CODE])]


def _in_language(here: str, code: str, translated: Translated) -> str:
    """The address of this page in another language, or of the front page where this one has none."""
    there = translated(here, code)
    if there != here:
        return there
    with translation.override(code):
        return reverse("blog:front")
