"""The report of an import, in lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blog.actions.importing.report import ImportReport, Kind, Outcome, Tallies, Tally
from comments.models.comment import STATES
from markup.characters import normalised

KINDS: dict[Kind, Promise] = {
    Kind.POST: gettext_lazy("Posts"),
    Kind.PAGE: gettext_lazy("Pages"),
    Kind.COMMENT: gettext_lazy("Comments"),
    Kind.CATEGORY: gettext_lazy("Categories"),
    Kind.TAG: gettext_lazy("Tags"),
    Kind.PERSON: gettext_lazy("Authors"),
    Kind.PICTURE: gettext_lazy("Pictures"),
    Kind.REDIRECT: gettext_lazy("Redirects"),
}
OUTCOMES: dict[Outcome, Promise] = {
    Outcome.NEW: gettext_lazy("new"),
    Outcome.CHANGED: gettext_lazy("changed"),
    Outcome.UNCHANGED: gettext_lazy("unchanged"),
    Outcome.LEFT: gettext_lazy("left alone"),
}
GROUPS: dict[str, Promise] = {
    "changed": gettext_lazy("Kept in another form:"),
    "lost": gettext_lazy("Not kept:"),
    "left": gettext_lazy("Left alone:"),
}


def report_lines(report: ImportReport) -> Iterator[str]:
    """Yield the lines of a report: where it comes from, what was kept, what was not and why."""
    channel = report.survey.channel
    yield normalised(f"{channel.title or '?'} · {channel.address or '?'} · WXR {channel.version or '?'}")
    yield ""
    yield from table_lines(report, KINDS)
    yield from loss_lines(report)
    yield ""


def loss_lines(report: Tallies[Any]) -> Iterator[str]:
    """Yield what was kept in another form, not kept, and left alone."""
    for group, title in GROUPS.items():
        told = [(loss, tally) for loss, tally in report.losses.items() if loss.group == group]
        if told:
            yield ""
            yield str(title)
            for loss, tally in told:
                yield _line(loss.words, tally)


def table_lines(report: Tallies[Any], kinds: Mapping[Kind, Promise]) -> Iterator[str]:
    """Yield how many of each kind are new, changed, unchanged or left alone, and the states of comments."""
    yield " " * 14 + "".join(f"{words!s:>14}" for words in OUTCOMES.values())
    for kind, name in kinds.items():
        counts = [report.outcomes[kind, outcome] for outcome in OUTCOMES]
        yield f"{name!s:<14}" + "".join(f"{count:>14}" for count in counts)
    if report.comment_states:
        names = dict(STATES)
        states = sorted(report.comment_states.items())
        yield _("New comments: %(states)s") % {"states": ", ".join(f"{n} {names[s]}" for s, n in states)}


def _line(words: Promise, tally: Tally) -> str:
    examples = ", ".join(f"“{example}”" for example in tally.examples)
    return f"{tally.count:>7}  {words}" + (f" ({examples})" if examples else "")
