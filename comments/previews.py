"""What leaving would make of somebody's words and what hangs on them, in numbers that are true now (A5)."""

from __future__ import annotations

from collections import Counter

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Measure, User
from accounts.rules.leaving import Choice
from comments.models import (
    Case,
    Comment,
    Draft,
    Follow,
    InboxEntry,
    Mention,
    NoticeSetting,
    Reaction,
    Report,
    Visit,
)
from comments.rules.leaving import Fate, fate_of
from comments.rules.states import State


def preview_of_comments(person: User, choice: Choice) -> list[str]:
    """Say how many comments stay, are emptied, or go, and what becomes of quotations. A few queries."""
    fates, answered = _fates(person, choice)
    for_the_house = 0 if choice is Choice.NAMELESS else fates.pop(Fate.STAYS, 0)
    lines = _lines(
        (
            for_the_house,
            ngettext(
                "%(count)d comment that you wrote for the house stays, without your name.",
                "%(count)d comments that you wrote for the house stay, without your name.",
                for_the_house,
            ),
        ),
        (
            fates[Fate.STAYS],
            ngettext(
                "%(count)d comment stays, without your name and picture.",
                "%(count)d comments stay, without your name and picture.",
                fates[Fate.STAYS],
            ),
        ),
        (
            fates[Fate.EMPTIED],
            ngettext(
                "%(count)d comment becomes the line “[text removed by its author]”. Its answers stay.",
                "%(count)d comments become the line “[text removed by its author]”. Their answers stay.",
                fates[Fate.EMPTIED],
            ),
        ),
        (
            fates[Fate.WITHDRAWN] - answered,
            ngettext(
                "%(count)d comment vanishes.",
                "%(count)d comments vanish.",
                fates[Fate.WITHDRAWN] - answered,
            ),
        ),
        (
            answered,
            ngettext(
                "%(count)d comment with answers leaves a line: it was withdrawn by its author.",
                "%(count)d comments with answers leave a line: they were withdrawn by their author.",
                answered,
            ),
        ),
        (
            fates[Fate.FORGOTTEN],
            ngettext(
                "The words of %(count)d comment that nobody reads any more are erased.",
                "The words of %(count)d comments that nobody reads any more are erased.",
                fates[Fate.FORGOTTEN],
            ),
        ),
    )
    return [*lines, *_others(person, choice, spoke=bool(sum(fates.values())))]


def preview_of_traces(person: User, choice: Choice) -> list[str]:
    """Say what goes whatever is chosen, and what stays as a number."""
    drafts, reactions = _count(Draft, person), _count(Reaction, person)
    follows, inbox = _count(Follow, person), _count(InboxEntry, person)
    marks = _count(Visit, person) + _count(NoticeSetting, person)
    reports = Report.objects.filter(reporter=person).count()
    decided = _decisions(person)
    lines = _lines(
        (drafts, ngettext("%(count)d draft goes.", "%(count)d drafts go.", drafts)),
        (
            follows + inbox + marks,
            ngettext(
                "%(count)d entry about what you follow, have read and were told goes.",
                "%(count)d entries about what you follow, have read and were told go.",
                follows + inbox + marks,
            ),
        ),
        (
            reactions,
            ngettext(
                "%(count)d “useful” of yours stays as a number without a name.",
                "%(count)d “useful” of yours stay as numbers without a name.",
                reactions,
            ),
        ),
        (
            reports,
            ngettext(
                "%(count)d report of yours stays as a number; your words in it go.",
                "%(count)d reports of yours stay as numbers; your words in them go.",
                reports,
            ),
        ),
        (
            decided,
            ngettext(
                "%(count)d decision about you or your comments stays in the statistics as a number; "
                "reasons, appeals and notes go.",
                "%(count)d decisions about you or your comments stay in the statistics as numbers; "
                "reasons, appeals and notes go.",
                decided,
            ),
        ),
    )
    return lines


def _fates(person: User, choice: Choice) -> tuple[Counter[Fate], int]:
    """How many comments come to which fate, and how many of those that are withdrawn have answers."""
    fates, answered = Counter[Fate](), 0
    groups = Comment.objects.of(person).order_by().values_list("state", "office")
    for state, office, count in groups.annotate(count=Count("pk")):
        fates[fate_of(choice, State(state), is_official=bool(office))] += count
    if fates[Fate.WITHDRAWN]:
        shown = Comment.objects.of(person).filter(public_below__gt=0).order_by()
        for state, office, count in shown.values_list("state", "office").annotate(count=Count("pk")):
            if fate_of(choice, State(state), is_official=bool(office)) is Fate.WITHDRAWN:
                answered += count
    return fates, answered


def _others(person: User, choice: Choice, *, spoke: bool) -> list[str]:
    named = Mention.objects.filter(person=person).count()
    lines = _lines(
        (
            named,
            ngettext(
                "In %(count)d comment of somebody else “former member” stands behind the “@”.",
                "In %(count)d comments of others “former member” stands behind the “@”.",
                named,
            ),
        )
    )
    if spoke and choice is Choice.NAMELESS:
        lines.append(_("Quotations of your words in answers stay. What you wrote about yourself stays too."))
    elif spoke:
        lines.append(_("Where others quoted your words, “[quotation removed]” stands instead."))
    return lines


def _decisions(person: User) -> int:
    cases = Case.objects.filter(comment__author=person).count()
    return cases + Measure.objects.about(person).count()


def _count(model: type[Draft | Reaction | Follow | InboxEntry | Visit | NoticeSetting], person: User) -> int:
    return model._default_manager.filter(person=person).count()


def _lines(*counted: tuple[int, str]) -> list[str]:
    """Those lines whose count is not nothing."""
    return [words % {"count": count} for count, words in counted if count]
