"""What the site says about decisions: to moderators, and to the author of a comment."""

from collections.abc import Iterable, Mapping

from django.contrib.humanize.templatetags.humanize import naturaltime
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from comments.history import Decision
from comments.models import Comment, LogEntry, Report, Ruling
from comments.rules import reasons
from comments.rules.reports import Outcome
from comments.rules.spans import time_span
from comments.rules.states import MOVES, Move, State
from comments.rules.waiting import DAYS, Estimate

DECISIONS = {
    "approve": gettext_lazy("%(who)s approved it."),
    "remove because": gettext_lazy("%(who)s removed it: %(reason)s."),
    "remove": gettext_lazy("%(who)s removed it."),
    "spam": gettext_lazy("%(who)s marked it as spam."),
    "hold": gettext_lazy("%(who)s put it back into the queue."),
    "withdraw": gettext_lazy("%(who)s withdrew it."),
    "hide because": gettext_lazy("Reports hid it: %(reason)s."),
    "reports dismissed": gettext_lazy("%(who)s looked at the reports and left it up."),
    "appeal": gettext_lazy("%(who)s appealed."),
    "appeal granted": gettext_lazy("%(who)s granted the appeal."),
    "appeal denied": gettext_lazy("%(who)s denied the appeal."),
    "pick": gettext_lazy("%(who)s picked it."),
    "unpick": gettext_lazy("%(who)s took the pick back."),
    "pin": gettext_lazy("%(who)s pinned it above the conversation."),
    "unpin": gettext_lazy("%(who)s took it away from above the conversation."),
    "post held": gettext_lazy("%(who)s posted it; it was held. %(reason)s"),
    "post": gettext_lazy("%(who)s posted it; it appeared at once."),
    "edit": gettext_lazy("%(who)s changed the text."),
    "edit held": gettext_lazy("%(who)s changed the text; the change was held. %(reason)s"),
    "edit released": gettext_lazy("%(who)s released the changed text."),
    "edit refused because": gettext_lazy("%(who)s refused the changed text: %(reason)s."),
    "edit refused": gettext_lazy("%(who)s refused the changed text."),
    "edit withdrawn": gettext_lazy("%(who)s took the change back."),
    "text removed because": gettext_lazy("%(who)s removed an earlier text: %(reason)s."),
    "text removed": gettext_lazy("%(who)s removed an earlier text."),
    "text restored": gettext_lazy("%(who)s put a removed earlier text back."),
    "redact because": gettext_lazy("%(who)s made words unreadable: %(reason)s."),
    "redact": gettext_lazy("%(who)s made words unreadable."),
    "undo": gettext_lazy("%(who)s undid the decision before."),
}
STEPS = {
    "approve": gettext_lazy("A moderator read it and published it."),
    "remove because": gettext_lazy("A moderator removed it. Reason: %(reason)s."),
    "remove": gettext_lazy("A moderator removed it."),
    "spam because": gettext_lazy("A moderator removed it. Reason: %(reason)s."),
    "spam": gettext_lazy("A moderator removed it."),
    "hold": gettext_lazy("It was put back for another look."),
    "withdraw": gettext_lazy("You withdrew it."),
    "hide because": gettext_lazy("It was reported and hidden until somebody has looked. Reason: %(reason)s."),
    "reports dismissed": gettext_lazy("It was reported; a moderator looked at it and left it up."),
    "appeal": gettext_lazy("You appealed."),
    "appeal granted": gettext_lazy("The appeal was granted."),
    "appeal denied": gettext_lazy("The appeal was denied; the decision stands."),
    "pick": gettext_lazy("The editors picked it."),
    "unpick": gettext_lazy("The editors took their pick back."),
    "pin": gettext_lazy("The moderators pinned it above the conversation."),
    "unpin": gettext_lazy("It is not pinned above the conversation any more."),
    "post held": gettext_lazy("Received. %(reason)s"),
    "post": gettext_lazy("Received and published."),
    "edit": gettext_lazy("You changed the text."),
    "edit held": gettext_lazy("You changed the text; the change was held. %(reason)s"),
    "edit released": gettext_lazy("A moderator read the change and published it."),
    "edit refused because": gettext_lazy("A moderator refused the change. Reason: %(reason)s."),
    "edit refused": gettext_lazy("A moderator refused the change."),
    "edit withdrawn": gettext_lazy("You took the change back."),
    "text removed because": gettext_lazy(
        "A moderator removed an earlier text; the comment stays. Reason: %(reason)s."
    ),
    "text removed": gettext_lazy("A moderator removed an earlier text; the comment stays."),
    "text restored": gettext_lazy("A moderator put the earlier text back."),
    "redact because": gettext_lazy("A moderator made words of it unreadable. Reason: %(reason)s."),
    "redact": gettext_lazy("A moderator made words of it unreadable."),
    "undo": gettext_lazy("The decision before was a mistake, and was undone at once."),
}
OUTCOMES = {
    Outcome.UPHELD: gettext_lazy(
        "%(when)s: a moderator looked at it, and the comment was removed. Thank you."
    ),
    Outcome.MENDED: gettext_lazy(
        "%(when)s: a moderator looked at it and made words of the comment unreadable. The rest stays. "
        "Thank you."
    ),
    Outcome.DISMISSED: gettext_lazy(
        "%(when)s: a moderator looked at it and found nothing that the house rules or the law forbid. "
        "It stays."
    ),
    Outcome.LAPSED: gettext_lazy("%(when)s: its author withdrew the comment before anybody had decided."),
    Outcome.REVERSED: gettext_lazy(
        "%(when)s: the comment had been removed; after another look it is public again."
    ),
}
STANDINGS = {
    State.UNCONFIRMED: gettext_lazy("not confirmed"),
    State.PENDING: gettext_lazy("waits to be read"),
    State.PUBLIC: gettext_lazy("public"),
    State.HIDDEN: gettext_lazy("reported, hidden for now"),
    State.REMOVED: gettext_lazy("removed"),
    State.SPAM: gettext_lazy("removed"),
    State.WITHDRAWN: gettext_lazy("withdrawn"),
}


def own_comment() -> str:
    """Say why a moderator cannot publish an own comment."""
    return _("Nothing was changed: about your own comment somebody else decides.")


def record_of(person: User | None) -> str:
    """Return an author's record in one line; the standing must be loaded."""
    if person is None:
        return _("without an account")
    standing = getattr(person, "standing", None)
    public, removed = (standing.public_comments, standing.removed_comments) if standing else (0, 0)
    parts = [
        _("member since %(month)s")
        % {"month": date_format(localtime(person.date_joined), "YEAR_MONTH_FORMAT")},
        ngettext("%(number)d public", "%(number)d public", public) % {"number": public},
        ngettext("%(number)d removed", "%(number)d removed", removed) % {"number": removed},
    ]
    return one_line(parts)


def one_line(facts: Iterable[str]) -> str:
    """Return short facts side by side; a line breaks between them, never within one."""
    return "\u00a0· ".join(fact.replace(" ", "\u00a0") for fact in facts)


def decision_line(decision: Decision) -> str:
    """Return one entry of the log as a sentence for moderators."""
    entry, who = decision.entry, decision.who or _("The system")
    sentence = _for(DECISIONS, entry) or "%(who)s: %(move)s"
    return str(sentence) % {"who": who, "move": entry.move, "reason": reasons.label(entry.reason)}


def step_line(entry: LogEntry) -> str:
    """Return one entry of the log as a sentence for the author; moderators are not named."""
    sentence = _for(STEPS, entry) or _("It came here from another site.")
    return str(sentence) % {"reason": reasons.label(entry.reason)}


def _for(sentences: Mapping[str, Promise], entry: LogEntry) -> Promise | None:
    """The sentence for a move; one with a reason or for a held comment goes before the plain one."""
    special = ""
    if entry.move == "post":
        special = "held" if entry.to_state == State.PENDING else ""
    elif entry.reason:
        special = "because"
    return sentences.get(f"{entry.move} {special}") or sentences.get(entry.move)


def done_line(move: Move, count: int) -> str:
    """Return what a decision about `count` comments came to."""
    facts = {"number": count}
    match move.name:
        case "approve":
            return ngettext("%(number)d comment approved.", "%(number)d comments approved.", count) % facts
        case "remove":
            return ngettext("%(number)d comment removed.", "%(number)d comments removed.", count) % facts
        case "spam":
            return ngettext("%(number)d comment is spam.", "%(number)d comments are spam.", count) % facts
    return ngettext("%(number)d comment is held.", "%(number)d comments are held.", count) % facts


def ruled_line(move: str, count: int) -> str:
    """Return what an own decision came to, by the name of its move."""
    return done_line(MOVES[move], count)


def last_line(ruling: Ruling) -> str:
    """Return the own decision that can still be undone, and when it was made."""
    facts = {"what": ruled_line(ruling.move, ruling.count), "when": naturaltime(ruling.at)}
    return _("%(when)s: %(what)s") % facts


def undone_line(count: int) -> str:
    """Return what undoing a decision came to."""
    return ngettext(
        "Undone: %(number)d comment is where it was, and nobody was told.",
        "Undone: %(number)d comments are where they were, and nobody was told.",
        count,
    ) % {"number": count}


def standing_line(comment: Comment) -> str:
    """Return where a comment stands now, for its author."""
    match comment.state:
        case State.PUBLIC:
            return _("It is public.")
        case State.REMOVED | State.SPAM:
            return _("It was removed. Only you and the moderators can read it.")
        case State.WITHDRAWN:
            return _("You withdrew it.")
        case State.HIDDEN:
            return _("It was reported and is hidden until a moderator has looked at it.")
    return _("It waits until a moderator has read it. You need not do anything; it appears by itself.")


def short_standing(comment: Comment) -> str:
    """Return where a comment stands in two or three words, for the list of its author."""
    return str(STANDINGS[State(comment.state)])


def estimate_line(estimate: Estimate | None) -> str:
    """Return how long it may take until somebody has looked, as far as the last days tell."""
    facts = {"days": DAYS}
    if estimate is None:
        return _("Too little was decided in the last %(days)d days to say how long it takes.") % facts
    return _(
        "Of what waited in the last %(days)d days, half was looked at within %(half)s and nine of ten "
        "within %(most)s."
    ) % (facts | {"half": time_span(estimate.half), "most": time_span(estimate.nine_of_ten)})


def outcome_line(report: Report) -> str:
    """Return what became of a report, for whoever made it."""
    if report.decided_at is None:
        return _("It is with the moderators. Once they have decided, it stands here.")
    return str(OUTCOMES[Outcome(report.outcome)]) % {
        "when": date_format(localtime(report.decided_at), "DATETIME_FORMAT")
    }
