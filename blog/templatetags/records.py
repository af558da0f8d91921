"""What the margin of a post says."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from blog.models import Byline
from markup import SafeHTML, excerpt, with_scrollers

register = template.Library()


@register.filter
def authors(bylines: Iterable[Byline]) -> list[Byline]:
    """Those who wrote; the others are named with what they did."""
    return [byline for byline in bylines if byline.role == Byline.Role.AUTHOR]


@register.filter
def helpers(bylines: Iterable[Byline]) -> list[Byline]:
    return [byline for byline in bylines if byline.role != Byline.Role.AUTHOR]


@register.filter
def names(bylines: Iterable[Byline]) -> SafeString:
    """Their names on one line, without links."""
    return format_html_join(", ", '<span dir="auto">{}</span>', ((str(byline),) for byline in bylines))


@register.filter
def as_read(html: SafeHTML) -> SafeHTML:
    """The text of a post with tables and code that move inside themselves."""
    return with_scrollers(html, table=_("Table"), code=_("Code"))


@register.filter
def begins(html: SafeHTML, length: int) -> str:
    """The first words of a text, at most `length` characters."""
    return excerpt(html, length)
