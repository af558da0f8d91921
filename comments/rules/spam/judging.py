"""All checks over one text; one that raises holds it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from comments.rules.spam.checks import CERTAIN, CHECKS, Check
from comments.rules.spam.facts import Facts
from comments.rules.spam.findings import Evidence, Finding

UNFINISHED = Evidence("all", Finding("unfinished", CERTAIN))
"""What is found where the checks did not end in time."""

BROKEN = Evidence("all", Finding("failed", CERTAIN))
"""What is found where a text could not even be read for the checks."""


def judged(facts: Facts, checks: Sequence[Check] = CHECKS) -> Iterator[Evidence]:
    """Yield what each check finds, one after the other. Never raises."""
    for check in checks:
        try:
            finding = check(facts)
        except Exception:
            finding = Finding("failed", CERTAIN)
        if finding is not None:
            yield Evidence(check.__name__, finding)
