"""What a check found: a weight, a reason, and the words to mark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MOST_SPANS = 40  # that are stored and marked; more say no more

type Span = tuple[int, int]

REASONS: dict[str, Promise] = {
    "trap": _("The field that people do not see was filled in."),
    "hurried": _("It was sent %(seconds)s seconds after the page was opened."),
    "repeated": _("The same text was posted before. Times in the last 30 days: %(times)d."),
    "links": _("Links by somebody who is new here: %(links)d."),
    "many_links": _("Many links: %(links)d."),
    "only_link": _("There is little more in it than a link, and its author is new here."),
    "words": _("It has words of the watch list."),
    "domains": _("It links to domains of the watch list."),
    "alike": _("Words are written with letters of another script that look like Latin ones."),
    "styled": _("Words are set in letters that are meant for formulas or ornaments."),
    "often": _("Its author posted often. Comments in the last hour: %(times)d."),
    "network": _("Other accounts of the same network posted often. Comments in the last hour: %(times)d."),
    "bayes": _("By its words it resembles what was marked as spam: %(percent)d percent."),
    "known": _("Its author is known here: %(public)d public comments."),
    "failed": _("A check failed, so a person has to look."),
    "unfinished": _("The checks took too long, so a person has to look."),
}
"""Sentences for moderators; the figures of a finding fill them."""


@dataclass(frozen=True)
class Finding:
    """`reason` is a key of REASONS. `weight` speaks against the text, or for it where it is negative.

    `spans` are the places (start, end) in the source that show why.
    """

    reason: str
    weight: float
    spans: tuple[Span, ...] = ()
    figures: Mapping[str, int | float | str] = field(default_factory=dict)


@dataclass(frozen=True)
class Evidence:
    """A finding with the name of the check that made it."""

    check: str
    finding: Finding


def suspicion(evidence: Sequence[Evidence]) -> float:
    """Return what all findings come to."""
    return round(sum(each.finding.weight for each in evidence), 3)


def as_json(evidence: Sequence[Evidence]) -> list[dict[str, Any]]:
    """Return what is stored with a comment. It has places and figures, no words and nobody's address."""
    return [
        {
            "check": each.check,
            "reason": each.finding.reason,
            "weight": round(each.finding.weight, 3),
            "spans": [list(span) for span in each.finding.spans[:MOST_SPANS]],
            "figures": dict(each.finding.figures),
        }
        for each in evidence
    ]


def sentence(stored: Mapping[str, Any]) -> str:
    """Return a stored finding in words; empty for a reason that was given up since."""
    words = REASONS.get(stored.get("reason", ""))
    try:
        return str(words) % stored.get("figures", {}) if words else ""
    except (KeyError, TypeError, ValueError):
        return ""


def spans_of(stored: Sequence[Mapping[str, Any]]) -> list[Span]:
    """Return the places that stored findings mark, in order, overlapping ones joined."""
    joined: list[Span] = []
    for start, end in sorted((int(start), int(end)) for each in stored for start, end in each["spans"]):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
