"""How measures are said to the person they bind: what is not possible, and until when."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from accounts.rules.measures import Sanction

REFUSALS = {
    (Sanction.SILENCE, True): _("By a decision of the moderators you cannot write here until %(until)s."),
    (Sanction.BAN, True): _(
        "By a decision of the moderators you can read here until %(until)s, but not take part."
    ),
    (Sanction.BAN, False): _("By a decision of the moderators you can read here, but not take part."),
}

# What it means for the person, in one sentence or two.
EFFECTS = {
    (Sanction.WARN, False): _("This is a warning. Nothing changes for your account."),
    (Sanction.HOLD, True): _("Until %(until)s whatever you write is read by a moderator before it appears."),
    (Sanction.HOLD, False): _("Whatever you write is read by a moderator before it appears."),
    (Sanction.SILENCE, True): _(
        "Until %(until)s you cannot write or change anything that others read. You can go on reading, "
        "calling comments useful, reporting, and keeping drafts."
    ),
    (Sanction.BAN, True): _(
        "Until %(until)s you cannot write, change, react or report, nor change your name or picture. You can "
        "go on reading, take back what you wrote, and take your data with you."
    ),
    (Sanction.BAN, False): _(
        "You cannot write, change, react or report, nor change your name or picture. You can go on reading, "
        "take back what you wrote, and take your data with you."
    ),
}


def effect_line(kind: str, ends_at: datetime | None) -> str:
    """Return what a measure means for the person it binds."""
    return str(EFFECTS[Sanction(kind), ends_at is not None]) % {"until": moment(ends_at)}


def refusal_line(kind: str, ends_at: datetime | None) -> str:
    """Return why something is not possible for somebody under this measure; the time is the reader's."""
    sentence = REFUSALS[Sanction(kind), ends_at is not None]
    return str(sentence) % {"until": moment(ends_at)}


def moment(at: datetime | None) -> str:
    """Return a moment as the reader's clock says it; empty without one."""
    return date_format(localtime(at), "DATETIME_FORMAT") if at else ""
