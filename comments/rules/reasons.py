"""Why a comment waits or went: fixed words, so that they can be counted, translated and shown (M7, M8)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REMOVAL: dict[str, str | Promise] = {
    "spam": _("advertising"),
    "insult": _("insult"),
    "off_topic": _("off topic"),
    "illegal": _("illegal content"),
    "personal_data": _("personal data"),
    "duplicate": _("said twice"),
    "other": _("against the house rules"),
}
"""What a moderator may give as the reason for a removal; it stands on the tombstone."""

WAITING: dict[str, str | Promise] = {
    "read_first": _("Comments are read before they appear."),
    "old_page": _("Comments on older pages are read before they appear."),
    "no_staff": _("At this hour no moderator is there; comments wait until somebody is."),
    "first_comment": _("The first comments of a new member are read before they appear."),
    "measure": _("By a decision of the moderators, comments from this account are read before they appear."),
    "checked": _("An automatic check asked a person to read it first."),
}
"""Why a new comment was held; the queue and its author see it."""

OTHER = "other"  # what counts where no reason was given


class UnknownReason(ValueError):
    """The reason stands in no list."""


def check_reason(reason: str) -> None:
    """Raise UnknownReason unless `reason` is empty or one that a moderator may give."""
    if reason and reason not in REMOVAL:
        raise UnknownReason(reason)


def label(reason: str) -> str | Promise:
    """Return the words for a reason of either list, and the key itself for one that was given up since."""
    return REMOVAL.get(reason) or WAITING.get(reason) or reason
