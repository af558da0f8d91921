"""What the site says about comments: names, badges, tombstones, and what becomes of a text."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.rules.roles import Role
from comments.models import Comment, Thread
from comments.rows import Fold, Row, Tombstone
from comments.rules import reasons
from comments.rules.notice_words import NOWHERE
from comments.rules.offices import Office
from comments.rules.removals import REDACTED, TEXTS
from comments.rules.said import Said
from comments.rules.states import State


def name_of(comment: Comment | Said | None) -> str:
    """Return who speaks: a member, a guest, or somebody whose account is gone; empty for no comment."""
    return comment.speaker if comment else ""


def badge_for(roles: Iterable[str]) -> str:
    """Return what stands beside the name of somebody who speaks for the house; empty for members."""
    roles = set(roles)
    if roles & {Role.EDITOR, Role.EDITOR_IN_CHIEF}:
        return _("Editors")
    if Role.MODERATOR in roles:
        return _("Moderation")
    return _("Administration") if Role.ADMINISTRATOR in roles else ""


def office_label(office: str) -> str:
    """Return as what something was said officially; empty for words of one's own."""
    match office:
        case Office.EDITORS:
            return _("Editorial team")
        case Office.AUTHOR:
            return _("Author of the post")
    return ""


def tombstone_line(number: int, tombstone: Tombstone) -> str:
    if tombstone.by_author:
        return _("#%(number)d was withdrawn by its author.") % {"number": number}
    if not tombstone.by_moderation:
        return _("#%(number)d is being looked at by the moderators.") % {"number": number}
    if not tombstone.reason:
        return _("#%(number)d was removed by the moderators.") % {"number": number}
    return _("#%(number)d was removed by the moderators: %(reason)s.") % {
        "number": number,
        "reason": tombstone.reason_label,
    }


def muted_line(number: int) -> str:
    """Return what keeps the place of a muted comment; it names nobody."""
    return _("#%(number)d is by somebody you muted.") % {"number": number}


def part_title(head: Row) -> str:
    """Return what a comment with its answers alone is called."""
    facts = {"number": head.number, "name": name_of(head.comment)}
    if head.comment is None:
        return _("#%(number)d and its answers") % facts
    return _("#%(number)d by %(name)s and its answers") % facts


def fold_line(fold: Fold) -> str:
    """Return how a fold says what it holds."""
    if fold.count is None:
        return _("More answers")
    facts = {"number": fold.count}
    if fold.deeper:
        return (
            ngettext(
                "Continue this thread: %(number)d more answer",
                "Continue this thread: %(number)d more answers",
                fold.count,
            )
            % facts
        )
    return ngettext("%(number)d more answer", "%(number)d more answers", fold.count) % facts


def why_it_waits(reason: str) -> str:
    """Return what the author of a waiting comment is told."""
    why = str(reasons.label(reason)) if reason else _("A person has to look at it.")
    return _("Only you see this comment yet. %(why)s") % {"why": why}


def posted_line(comment: Comment) -> str:
    """Return what is said where the form stood, once its text is posted."""
    facts = {"number": comment.number}
    if comment.state == State.PUBLIC:
        return _("Your answer is posted as #%(number)d.") % facts
    return _("Your answer #%(number)d waits to be read.") % facts


def edit_notice(*, waits: bool, free_until: datetime | None, public: bool) -> str:
    """Return what an author is told before an edit: what becomes of the text that stands there."""
    if not public:
        return _("Nobody else can read this comment yet. Moderators will read the new text.")
    if waits:
        return _("A moderator reads your change before it appears. Until then the present text stays.")
    if free_until is None:
        return _("Others may have read or answered this: the earlier text stays readable beside the new one.")
    return _("Until %(time)s your text is replaced without a trace, unless somebody answers before.") % {
        "time": date_format(localtime(free_until), "TIME_FORMAT")
    }


def title_of(thread: Thread) -> str:
    """Return the title of a page, or that it is not public: who moderates need not be one who edits."""
    return thread.title if thread.is_visible(timezone.now()) else str(NOWHERE)


def removed_line(removals: Mapping[str, int]) -> str:
    """Return how many comments of a conversation were removed, and why, and what else went; or empty (M8)."""
    figures = dict(removals)
    texts, redacted = figures.pop(TEXTS, 0), figures.pop(REDACTED, 0)
    sentences = [_removed_comments(figures)] if figures else []
    if texts:
        facts = {"number": texts}
        sentences.append(
            ngettext("An earlier text was removed.", "%(number)d earlier texts were removed.", texts) % facts
        )
    if redacted:
        facts = {"number": redacted}
        sentences.append(
            ngettext(
                "In one comment words were made unreadable.",
                "Words were made unreadable %(number)d times.",
                redacted,
            )
            % facts
        )
    return " ".join(sentences)


def _removed_comments(removals: Mapping[str, int]) -> str:
    ordered = sorted(removals.items(), key=lambda item: (-item[1], item[0]))
    parts = [f"{reasons.label(reason)} ({number})" for reason, number in ordered]
    count = sum(removals.values())
    facts = {"number": count, "reasons": ", ".join(parts)}
    return (
        ngettext(
            "%(number)d comment was removed here: %(reasons)s.",
            "%(number)d comments were removed here: %(reasons)s.",
            count,
        )
        % facts
    )
