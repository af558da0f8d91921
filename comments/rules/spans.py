"""Spans of time in words."""

from datetime import timedelta
from math import ceil

from django.utils.translation import ngettext


def time_span(span: timedelta) -> str:
    """Return a span of time in whole minutes, hours or days, rounded up."""
    minutes = max(ceil(span / timedelta(minutes=1)), 1)
    if minutes < 60:
        return ngettext("%(number)d minute", "%(number)d minutes", minutes) % {"number": minutes}
    hours = ceil(minutes / 60)
    if hours < 48:
        return ngettext("%(number)d hour", "%(number)d hours", hours) % {"number": hours}
    days = ceil(hours / 24)
    return ngettext("%(number)d day", "%(number)d days", days) % {"number": days}
