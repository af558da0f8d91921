"""What became of comments after they were said: reports, decisions, appeals and measures, each at its time.

A row of `afterwards` says `what` happens (a key of `SCENES`), `about` which row of `comments` (from 1 on), by
whom (`by`; appeals are their author's), and `after_minutes` since publication. Besides, where they belong: a
`reason` of the fixed lists, `days`, and a `text`: what the report, the appeal, the answer, the decision says.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from accounts.models import Measure, User
from accounts.rules.measures import Sanction
from comments.actions.appeals import appeal, decide_appeal
from comments.actions.measures import answer_appeal, appeal_measure, take_measure
from comments.actions.moderate import moderate
from comments.actions.reporting import decide_reports, report_comment, report_illegal
from comments.models import Appeal, Case, Comment, Report
from comments.rules.states import APPROVE, REMOVE, Move

from .people import Cast


@dataclass(frozen=True)
class Scene:
    """One row, the comment that it is about as it is now, and when it happens."""

    row: dict[str, Any]
    comment: Comment
    cast: Cast
    now: datetime

    @property
    def person(self) -> User:
        """Whoever acts; roles are asked for anew, because a ban takes them away."""
        return User.objects.get(pk=self.cast.people[self.row["by"]].pk)

    @property
    def text(self) -> str:
        return self.row.get("text", "").strip()

    @property
    def author(self) -> User:
        if self.comment.author is None:
            raise LookupError(f"comment {self.comment.pk} has no author")
        return self.comment.author


def write_what_followed(
    table: dict[str, Any], *, said: Sequence[Comment], published_at: datetime, cast: Cast, now: datetime
) -> None:
    """Let everything of the table of a post happen, never later than now; `said` are its comments."""
    for row in table.get("afterwards", []):
        comment = Comment.objects.with_threads().select_related("author").get(pk=said[row["about"] - 1].pk)
        at = min(published_at + timedelta(minutes=row["after_minutes"]), now)
        SCENES[row["what"]](Scene(row, comment, cast, at))


def _report(scene: Scene) -> None:
    report_comment(
        comment=scene.comment,
        reporter=scene.person,
        reason=scene.row["reason"],
        text=scene.text,
        now=scene.now,
    )


def _report_from_outside(scene: Scene) -> None:
    report_illegal(
        comment=scene.comment,
        name=scene.row["by"],
        mail="",
        text=scene.text,
        language=scene.comment.thread.language,
        now=scene.now,
    )


def _leave_up(scene: Scene) -> None:
    newest = Report.objects.open().filter(comment=scene.comment).latest("pk")
    decide_reports(
        comments=[scene.comment],
        seen={scene.comment.pk: newest.pk},
        move=APPROVE,
        actor=scene.person.as_actor(),
        now=scene.now,
    )


def _move(move: Move, scene: Scene) -> None:
    moderate(
        comment=scene.comment,
        move=move,
        actor=scene.person.as_actor(),
        reason=scene.row.get("reason", ""),
        statement=scene.text,
        now=scene.now,
    )


def _appeal(scene: Scene) -> None:
    case = Case.objects.standing().with_context().get(comment=scene.comment)
    appeal(case=case, by=scene.author, text=scene.text, now=scene.now)


def _decide_appeal(grant: bool, scene: Scene) -> None:
    made = Appeal.objects.waiting().with_context().get(case__comment=scene.comment)
    decide_appeal(made=made, grant=grant, answer=scene.text, actor=scene.person.as_actor(), now=scene.now)


def _measure(sanction: Sanction, scene: Scene) -> None:
    days = scene.row.get("days")
    take_measure(
        person=scene.author,
        sanction=sanction,
        ground=scene.row["reason"],
        words=scene.text,
        ends_at=scene.now + timedelta(days=days) if days else None,
        occasion=scene.comment.pk,
        actor=scene.person.as_actor(),
        now=scene.now,
    )


def _measure_on(scene: Scene) -> Measure:
    return Measure.objects.about(scene.author).latest("pk")


def _appeal_measure(scene: Scene) -> None:
    appeal_measure(measure=_measure_on(scene), person=scene.author, text=scene.text, now=scene.now)


def _answer_measure(lift: bool, scene: Scene) -> None:
    answer_appeal(
        measure=_measure_on(scene),
        lift=lift,
        answer=scene.text,
        actor=scene.person.as_actor(),
        now=scene.now,
    )


SCENES: dict[str, Callable[[Scene], None]] = {
    "report": _report,
    "report from outside": _report_from_outside,
    "leave up": _leave_up,
    "remove": partial(_move, REMOVE),
    "appeal": _appeal,
    "grant": partial(_decide_appeal, True),
    "deny": partial(_decide_appeal, False),
    "warn": partial(_measure, Sanction.WARN),
    "read first": partial(_measure, Sanction.HOLD),
    "silence": partial(_measure, Sanction.SILENCE),
    "ban": partial(_measure, Sanction.BAN),
    "appeal measure": _appeal_measure,
    "lift": partial(_answer_measure, True),
    "keep": partial(_answer_measure, False),
}
