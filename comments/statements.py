"""Statements of reasons in words, for the page and for mails: every field that DSA Art. 17 (3) asks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments.models import Case, Discussion
from comments.rules import reasons
from comments.rules.cases import BY_LAW, Found, Measure, appeal_until

MEASURES = {
    Measure.REMOVED: gettext_lazy(
        "Your comment was removed. Readers can no longer read it; where somebody has answered, a line "
        "without your words keeps its place. This holds everywhere and without an end, unless it is reversed."
    ),
    Measure.SPAM: gettext_lazy(
        "Your comment was removed as advertising. Readers can no longer read it; where somebody has "
        "answered, a line without your words keeps its place. This holds everywhere and without an end, "
        "unless it is reversed."
    ),
    Measure.HIDDEN: gettext_lazy(
        "Your comment is hidden for the time being, everywhere, until a moderator has looked at it."
    ),
    Measure.EDIT_REFUSED: gettext_lazy(
        "The change of your comment was refused. Readers go on reading the text that was there before. This "
        "holds everywhere and without an end, unless it is reversed."
    ),
    Measure.TEXT_REMOVED: gettext_lazy(
        "An earlier text of your comment was removed. Your comment stays as it is now; in the place of the "
        "earlier text readers find a line that says so. This holds everywhere and without an end, unless it "
        "is reversed."
    ),
    Measure.REDACTED: gettext_lazy(
        "Some words of your comment were made unreadable, also in its earlier texts. The rest stays. Readers "
        "see a bar in their place. This holds everywhere and without an end. The words are not kept, so they "
        "cannot be brought back: if this decision is reversed, you may write them anew."
    ),
}
FOUND = {
    Found.REPORTS: gettext_lazy("Readers reported it."),
    Found.CHECKS: gettext_lazy("An automatic check held it until a person had read it."),
    Found.OWN: gettext_lazy("A moderator came upon it; nobody had reported it."),
}
EXPLAINED: dict[str, Promise] = {
    "spam": gettext_lazy("The house rules do not allow advertising in comments."),
    "insult": gettext_lazy("The house rules do not allow words that insult, threaten or degrade somebody."),
    "off_topic": gettext_lazy("The house rules ask that comments stay with the topic of their page."),
    "illegal": gettext_lazy("We take these words to be against the law that holds where this site is run."),
    "personal_data": gettext_lazy("The house rules do not allow private details of other people."),
    "duplicate": gettext_lazy("The house rules ask to say the same thing once."),
}
OTHER = gettext_lazy("We take these words to be against the house rules.")


@dataclass(frozen=True)
class Statement:
    """One statement, field by field. `facts` are the moderator's own words, maybe empty."""

    number: int
    at: datetime
    measure: str
    ground: str
    is_law: bool
    explanation: str
    facts: str
    found: str
    automation: str
    redress: str
    last_day: datetime
    may_be_appealed: bool

    @property
    def basis(self) -> str:
        """On what the decision rests, in a word or two."""
        return _("Law") if self.is_law else _("House rules")


def statement_of(case: Case, *, months: int | None = None) -> Statement:
    """Put a case into words of the language that is spoken now; it comes with its comment and thread.

    `months` is the time for an appeal, for whoever has asked already.
    """
    measure = Measure(case.measure)
    is_law = case.ground in BY_LAW
    last_day = last_day_of(case, months)
    return Statement(
        number=case.comment.number,
        at=case.opened_at,
        measure=str(MEASURES[measure]),
        ground=str(reasons.label(case.ground or "other")),
        is_law=is_law,
        explanation=str(EXPLAINED.get(case.ground, OTHER)),
        facts=case.statement,
        found=str(FOUND[Found(case.found)]),
        automation=_automation(case),
        redress=_redress(measure, last_day),
        last_day=last_day,
        may_be_appealed=measure is not Measure.HIDDEN,
    )


def last_day_of(case: Case, months: int | None = None) -> datetime:
    """Return until when an appeal is taken; one query for the rules of the site, unless they are given."""
    months = Discussion.load().appeal_months if months is None else months
    return appeal_until(case.opened_at, months, ZoneInfo(settings.TIME_ZONE))


def _automation(case: Case) -> str:
    if case.automated:
        return _(
            "A rule decided this by itself, because the reports of readers together weighed enough. "
            "No person has looked at it yet."
        )
    return _("A person decided this. No automatic means took part in the decision.")


def _redress(measure: Measure, last_day: datetime) -> str:
    if measure is Measure.HIDDEN:
        return _("You need not do anything: a moderator looks at it, and you will be told what was decided.")
    return _(
        "Until %(day)s you can appeal on this page, once and free of charge; then another moderator looks "
        "at it again. Besides, you may turn to a certified body for out-of-court dispute settlement or to a "
        "court."
    ) % {"day": date_format(localtime(last_day, ZoneInfo(settings.TIME_ZONE)), "DATE_FORMAT")}
