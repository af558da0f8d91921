"""What can become of the words of somebody who leaves, and when (A5)."""

from datetime import timedelta
from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Choice(StrEnum):
    """The three ways out. Whatever names the person goes with each of them; they differ in the words."""

    NAMELESS = "nameless"  # the words stay, and nobody knows whose they were
    REDACT = "redact"  # the places of the words stay, the words go
    DELETE = "delete"  # the words go, and their places wherever nothing hangs on them


WAIT = timedelta(days=7)  # in which it can be undone
NAMES_KEPT = timedelta(days=365)  # for which nobody else gets the name of somebody who left

REASONS = [
    ("asked", _("The person asked for it outside of the site")),
    ("law", _("A court or an authority ordered it")),
    ("other", _("Something else")),
]
"""Why an administrator starts it for somebody: a word of a fixed list, so that it says nothing about them."""
