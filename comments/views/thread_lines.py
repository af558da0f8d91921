"""What applies in one conversation and why, and what was decided about it: for moderators (M2, M4)."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from comments.history import Decision
from comments.models import Discussion, LogEntry, Thread
from comments.rules.policy import AS_ALWAYS, WAIT, Terms, days_after
from comments.rules.thread_rules import (
    CLOSING,
    GO_ON,
    LOCK,
    PIN,
    PUBLICATION,
    SLOW,
    STOP,
    UNLOCK,
    UNPIN,
    moment_in,
    seconds_in,
)
from comments.views.applying import moment, pause

DECISIONS = {
    LOCK: gettext_lazy("%(who)s locked it."),
    UNLOCK: gettext_lazy("%(who)s unlocked it."),
    CLOSING: gettext_lazy("%(who)s set when it closes: %(becomes)s."),
    PUBLICATION: gettext_lazy("%(who)s set how comments appear: %(becomes)s."),
    SLOW: gettext_lazy("%(who)s set the slow mode: %(becomes)s."),
    PIN: gettext_lazy("%(who)s pinned #%(number)s."),
    UNPIN: gettext_lazy("%(who)s took #%(number)s away from above the conversation."),
    STOP: gettext_lazy("%(who)s stopped all posting."),
    GO_ON: gettext_lazy("%(who)s let posting go on."),
}


def lines_about(thread: Thread, discussion: Discussion, terms: Terms) -> list[str]:
    """Return what applies, a sentence each."""
    lines = [*_about_writing(thread, discussion, terms), _about_reading(thread, discussion, terms)]
    if not terms.reads_all and terms.first_comments_wait:
        lines.append(_about_first_comments(terms.first_comments_wait))
    if discussion.unstaffed != AS_ALWAYS:
        lines.append(_about_hours(discussion, terms))
    lines.append(_about_pace(thread, terms))
    return lines


def rules_line(decision: Decision, number: int | None = None) -> str:
    """Return one entry about a conversation as a sentence for moderators; `number` is that of its comment."""
    entry = decision.entry
    facts = {"who": decision.who or _("The system"), "becomes": _value(entry), "number": number or "–"}
    return str(DECISIONS[entry.move]) % facts


def _value(entry: LogEntry) -> str:
    if not entry.to_state:
        return _("as on the whole site")
    if entry.move == CLOSING:
        return moment(moment_in(entry.to_state))
    if entry.move == SLOW:
        return pause(seconds) if (seconds := seconds_in(entry.to_state)) else _("none")
    return _("read first") if entry.to_state == "read first" else _("at once")


def _about_writing(thread: Thread, discussion: Discussion, terms: Terms) -> Iterator[str]:
    if not terms.is_visible:
        yield _("The page is not public, so nobody can write here.")
    if terms.is_stopped:
        facts = {"when": moment(discussion.stopped_at)}
        yield _("All posting on the site is stopped since %(when)s.") % facts
    if thread.closed:
        yield _("It is locked: nobody can write here until somebody unlocks it.")
    yield _about_closing(thread, discussion, terms)


def _about_closing(thread: Thread, discussion: Discussion, terms: Terms) -> str:
    if terms.closes_at is None:
        return _("It never closes by itself: no date is set here, and none for the whole site.")
    facts = {"when": moment(terms.closes_at), "days": discussion.closes_after_days}
    if thread.closes_at is not None:
        if terms.is_closed and not thread.closed:
            return _("It closed on %(when)s: that date was set here.") % facts
        return _("It closes on %(when)s: that date was set here.") % facts
    if terms.is_closed and not thread.closed:
        return (
            _("It closed on %(when)s, %(days)d days after it appeared: the rule of the whole site.") % facts
        )
    return _("It closes on %(when)s, %(days)d days after it appeared: the rule of the whole site.") % facts


def _about_reading(thread: Thread, discussion: Discussion, terms: Terms) -> str:
    if thread.publication:
        if terms.reads_all:
            return _("Every comment is read before it appears: that was chosen here.")
        return _("Comments appear at once: that was chosen here.")
    facts = {"days": discussion.read_first_after_days}
    if terms.is_old:
        return _("Every comment is read before it appears, as on all pages older than %(days)d days.") % facts
    if terms.reads_all:
        return _("Every comment is read before it appears: the rule of the whole site.")
    old_from = days_after(thread.visible_from, discussion.read_first_after_days)
    if old_from is None:
        return _("Comments appear at once: the rule of the whole site.")
    return _("Comments appear at once; from %(when)s on they are read first, for the age of the page.") % {
        "when": moment(old_from)
    }


def _about_first_comments(number: int) -> str:
    return ngettext(
        "The first comment of a new member is read first: the rule of the whole site.",
        "The first %(number)d comments of a new member are read first: the rule of the whole site.",
        number,
    ) % {"number": number}


def _about_hours(discussion: Discussion, terms: Terms) -> str:
    facts = {"when": moment(terms.staffed_from or terms.changes_at)}
    if terms.unstaffed == AS_ALWAYS:
        if discussion.unstaffed == WAIT:
            return _("A moderator is there. In other hours comments wait until somebody is.")
        return _("A moderator is there. In other hours nobody but the staff can write.")
    if terms.unstaffed == WAIT:
        return _("No moderator is there until %(when)s: comments wait.") % facts
    return _("No moderator is there until %(when)s: nobody but the staff can write.") % facts


def _about_pace(thread: Thread, terms: Terms) -> str:
    facts = {"pause": pause(terms.slow_seconds)}
    if not terms.slow_seconds:
        if thread.slow_seconds is None:
            return _("There is no slow mode, as on the whole site.")
        return _("There is no slow mode: that was chosen here.")
    if thread.slow_seconds is None:
        return _("Slow mode: %(pause)s between two comments of one person, as on the whole site.") % facts
    return _("Slow mode: %(pause)s between two comments of one person; that was chosen here.") % facts
