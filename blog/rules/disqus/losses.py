"""What an import from Disqus could not keep as it was, and why."""

from __future__ import annotations

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Loss(StrEnum):
    """One kind of change or loss."""

    # changed
    ORPHANS = "orphans"
    CIRCLES = "circles"
    DOUBLED = "doubled"
    UNNAMED = "unnamed"
    DATE = "date"
    STATUS = "status"
    LONG = "long"
    UNCONFIRMED = "unconfirmed"
    GUEST_NAME = "guest name"
    SEVERAL = "several"
    # lost
    ELSEWHERE = "elsewhere"
    DELETED_THREADS = "deleted threads"
    WITHOUT_THREAD = "without thread"
    MEDIA = "media"
    GUEST_DETAILS = "guest details"
    # left alone
    OPEN = "open"

    @property
    def words(self) -> Promise:
        """What happened and why, in one sentence."""
        return _WORDS[self]

    @property
    def group(self) -> str:
        if self is Loss.OPEN:
            return "left"
        return "lost" if self in _LOST else "changed"


_LOST = frozenset({Loss.ELSEWHERE, Loss.DELETED_THREADS, Loss.WITHOUT_THREAD, Loss.MEDIA, Loss.GUEST_DETAILS})
_WORDS: dict[Loss, Promise] = {
    Loss.ORPHANS: _("Answers whose parent is not among the comments of their page: on the first level now."),
    Loss.CIRCLES: _("Comments that answered each other in a circle: the oldest is on the first level now."),
    Loss.DOUBLED: _("Comments with a number that another one had: kept under a number of their own."),
    Loss.UNNAMED: _("Comments without a number: found again by what they say."),
    Loss.DATE: _("Comments without a usable date: dated like their thread."),
    Loss.STATUS: _("Comments of which the file does not say clearly what they were: they wait."),
    Loss.LONG: _("Comments longer than new ones may be: kept whole."),
    Loss.UNCONFIRMED: _("Guests who typed the mail address of a member without signing in: kept as guests."),
    Loss.GUEST_NAME: _("Guests with a name that looks like staff or like a member's: marked as guests."),
    Loss.SEVERAL: _("Threads of which several belong to one page here: they are one conversation now."),
    Loss.ELSEWHERE: _("Comments in threads that match no page here: not imported, listed below."),
    Loss.DELETED_THREADS: _("Comments in threads that were deleted over there: not imported."),
    Loss.WITHOUT_THREAD: _("Comments of which the thread is not in the file: not imported."),
    Loss.MEDIA: _("Pictures and players in comments: dropped, the words are kept."),
    Loss.GUEST_DETAILS: _("Mail addresses of guests that are none: dropped, the comment is kept."),
    Loss.OPEN: _(
        "Threads that were closed over there, and conversations here that had comments: still open."
    ),
}
