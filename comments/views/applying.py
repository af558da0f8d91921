"""What applies to whoever wants to write in a conversation, in a line each (M2)."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from comments.models import Discussion, Thread
from comments.rules.policy import Applies, Terms, Why, applying, why_not

PLAIN = {
    Applies.READ_FIRST: gettext_lazy("Comments are read by a person before they appear."),
    Applies.READ_ON_OLD_PAGES: gettext_lazy(
        "This page is older: comments are read by a person before they appear."
    ),
    Applies.READ_LATER: gettext_lazy("No moderator is there at this hour: comments wait until somebody is."),
    Applies.FIRST_COMMENTS: gettext_lazy("First comments are read by a person before they appear."),
}


def lines_for_writers(terms: Terms, *, is_staff: bool) -> list[str]:
    """Return what somebody should know who may write."""
    return [_line(each, terms) for each in applying(terms, is_staff=is_staff)]


def line_without_composer(thread: Thread, discussion: Discussion, terms: Terms, *, is_staff: bool) -> str:
    """Return why nobody can write, where there is no form; empty where there is one."""
    match why_not(terms, is_staff=is_staff):
        case None:
            return ""
        case Why.STOPPED:
            facts = {"when": moment(discussion.stopped_at)}
            return _("Since %(when)s nobody can write comments on this site. All can still be read.") % facts
        case Why.NO_STAFF if terms.staffed_from:
            facts = {"when": moment(terms.staffed_from)}
            return _("No moderator is there at this hour. From %(when)s on you can write again.") % facts
        case Why.NO_STAFF:
            return _("No moderator is there at this hour, so nobody can write now.")
    if thread.closed or terms.closes_at is None:
        return _("This conversation is closed. It can still be read.")
    facts = {"when": moment(terms.closes_at)}
    return _("This conversation closed on %(when)s. It can still be read.") % facts


def words_of_moderators(thread: Thread, discussion: Discussion, terms: Terms) -> str:
    """Return what moderators wrote to the readers about what is closed now, or nothing."""
    if terms.is_stopped:
        return discussion.stop_words
    return thread.closed_words if thread.closed else ""


def moment(when: datetime | None) -> str:
    """Return date and time as the reader's clock shows them."""
    return date_format(localtime(when), "DATETIME_FORMAT") if when else ""


def pause(seconds: int) -> str:
    """Return a span of seconds in the largest unit that says it exactly."""
    for unit, words in ((3600, _hours), (60, _minutes)):
        if seconds and seconds % unit == 0:
            return words(seconds // unit)
    return ngettext("%(number)d second", "%(number)d seconds", seconds) % {"number": seconds}


def _hours(number: int) -> str:
    return ngettext("%(number)d hour", "%(number)d hours", number) % {"number": number}


def _minutes(number: int) -> str:
    return ngettext("%(number)d minute", "%(number)d minutes", number) % {"number": number}


def _line(each: Applies, terms: Terms) -> str:
    match each:
        case Applies.READ_LATER if terms.staffed_from:
            facts = {"when": moment(terms.staffed_from)}
            return _("No moderator is there at this hour: comments wait until %(when)s.") % facts
        case Applies.SLOW:
            facts = {"pause": pause(terms.slow_seconds)}
            return _("Slow mode: between two comments of one person there are at least %(pause)s.") % facts
        case Applies.CLOSES:
            return _("The conversation closes on %(when)s.") % {"when": moment(terms.closes_at)}
    return str(PLAIN[each])
