"""Words for templates about language, time and addresses."""

from datetime import date, datetime

from django import template
from django.conf import settings
from django.urls import translate_url
from django.utils import formats, timezone, translation
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from markup.plain import WORDS_PER_MINUTE

register = template.Library()


@register.simple_tag
def lang_of(language: str) -> SafeString | str:
    """` lang="en"` for words that are not in the language of the page, and nothing for those that are."""
    if not language or language == translation.get_language():
        return ""
    return format_html(' lang="{}"', language)


@register.filter
def localised(address: str) -> str:
    """The same address in the language of the page; menus are written with those of the site's own."""
    language = translation.get_language() or settings.LANGUAGE_CODE
    if language == settings.LANGUAGE_CODE or not address.startswith("/"):
        return address
    with translation.override(settings.LANGUAGE_CODE):
        return translate_url(address, language)


@register.simple_tag
def moment(value: datetime) -> SafeString:
    """A day and a time of day, the local way, in the time zone that is shown."""
    return _time(timezone.localtime(value), "DATETIME_FORMAT")


@register.simple_tag
def day(value: date) -> SafeString:
    """A day without its hours."""
    return _time(timezone.localtime(value) if isinstance(value, datetime) else value, "DATE_FORMAT")


@register.filter
def reading_time(words: int) -> str:
    """How long `words` take, as a phrase."""
    minutes = max(1, round(words / WORDS_PER_MINUTE))
    return ngettext("%(count)d minute to read", "%(count)d minutes to read", minutes) % {"count": minutes}


def _time(value: date, style: str) -> SafeString:
    exact = value.isoformat(timespec="minutes") if isinstance(value, datetime) else value.isoformat()
    return format_html('<time datetime="{}">{}</time>', exact, formats.date_format(value, style))
