"""Why a text was not taken, in words and as a status."""

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actions.measures import UnderMeasure
from comments.actions.admitting import NobodyReads, PostingStopped, SlowedDown, ThreadClosed
from comments.actions.drafts import DraftChanged, DraftTooLong, TooManyDrafts
from comments.actions.offices import NotInOffice
from comments.actions.post import NotAnswerable, OtherTextPosted, PostingTooFast
from comments.rules.drafts import LONGEST, MOST
from comments.views.applying import moment
from markup import MarkupRefused

EXPIRED = gettext_lazy("This form had expired. Your text is still here: please send it once more.")
FILLED_BY_A_MACHINE = gettext_lazy(
    "A field was filled in that has to stay empty. Please send your text once more."
)
MANY_PREVIEWS = gettext_lazy(
    "That were many previews in one minute. Your text is still here: please wait a moment."
)
REFUSALS = (
    ThreadClosed, NotAnswerable, PostingTooFast, SlowedDown, MarkupRefused, OtherTextPosted, PermissionDenied,
)  # fmt: skip
Refusal = (
    ThreadClosed
    | NotAnswerable
    | PostingTooFast
    | SlowedDown
    | MarkupRefused
    | OtherTextPosted
    | PermissionDenied
)


SENTENCES = {
    ThreadClosed: gettext_lazy(
        "This conversation is closed. Your text is still here, so that you can copy it."
    ),
    NotAnswerable: gettext_lazy(
        "The comment you wanted to answer is no longer there. You can post this on its own."
    ),
    PostingTooFast: gettext_lazy(
        "That was many comments in one minute. Your text is still here: please wait a moment."
    ),
    NotInOffice: gettext_lazy(
        "You cannot speak for the house here, or not before your second factor was shown. "
        "Your text is still here."
    ),
}


def sentence_of(refusal: Refusal) -> str:
    """Return why a text was not taken, for its writer."""
    match refusal:
        case MarkupRefused():
            return str(refusal)
        case UnderMeasure():
            return with_text_kept(refusal)
        case PostingStopped() | NobodyReads() | SlowedDown():
            return not_now(refusal)
        case OtherTextPosted():
            return _(
                "Another text from this form was posted already, as #%(number)d. If this one is meant to be "
                "posted as well, please send it once more."
            ) % {"number": refusal.comment.number}
    otherwise = _("This could not be posted from your account. Your text is still here.")
    return str(SENTENCES.get(type(refusal), otherwise))


def not_now(refusal: PostingStopped | NobodyReads | SlowedDown) -> str:
    """Return why nobody, or this person, can write at this moment, and from when on it goes on."""
    match refusal:
        case PostingStopped(words="") | NobodyReads(until=None) | SlowedDown(until=None):
            return _("Nobody can write at this moment. Your text is still here.")
        case PostingStopped():
            return _("Nobody can write at this moment: “%(words)s” Your text is still here.") % {
                "words": refusal.words
            }
        case SlowedDown(until=datetime() as until):
            facts = {"when": moment(until + timedelta(seconds=59))}  # minutes are shown: none too early
            return _("Slow mode: you can post here again from %(when)s on. Your text is still here.") % facts
    facts = {"when": moment(refusal.until)}
    return (
        _("No moderator is there at this hour. From %(when)s on you can write; your text is still here.")
        % facts
    )


def with_text_kept(refusal: UnderMeasure) -> str:
    """Return what a measure forbids and until when, and that nothing is lost."""
    kept = _("Your text is still here.")  # outside of the f-string, where the catalogue's tools find it
    return f"{refusal} {kept}"


def status_of(refusal: Refusal) -> int:
    """Return the status of the answer that gives the text back."""
    match refusal:
        case ThreadClosed() | NotAnswerable() | OtherTextPosted():
            return 409
        case PostingTooFast() | SlowedDown():
            return 429
        case MarkupRefused():
            return 422
    return 403


def why_not_kept(problem: DraftTooLong | TooManyDrafts | DraftChanged) -> str:
    """Return why a text is no draft, for its writer."""
    match problem:
        case DraftTooLong():
            return _("A draft can have at most %(most)s characters. Your text is still here.") % {
                "most": number_format(LONGEST, force_grouping=True)
            }
        case TooManyDrafts():
            return _("You keep %(most)d drafts already. Post or discard one; your text is still here.") % {
                "most": MOST
            }
    return _("Another device writes here at the same moment. Your text is still here.")
