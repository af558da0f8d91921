"""New members and what they have written: one row a person (M4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts.gate import MemberRequest
from accounts.models import User
from comments.casework import LongList
from comments.models import Comment
from comments.newcomers import Newcomer, newcomers_at, with_comments
from comments.redactions import with_bars_in_words
from comments.rules.paging import page_row
from comments.rules.states import TAKEN_DOWN, State
from comments.views.decisions import one_line
from comments.views.queue import NEWCOMERS, Chosen, chosen_by, for_moderators, head_of
from markup import excerpt

PEOPLE_A_PAGE = 20
EXCERPT = 400  # characters of a comment that was decided about; what waits is shown whole


@dataclass(frozen=True)
class SaidRow:
    """One comment of a new member."""

    comment: Comment

    @property
    def token(self) -> str:
        """What a decision says it has seen."""
        return f"{self.comment.pk}:{self.comment.state}:{self.comment.text_number}"

    @property
    def waits(self) -> bool:
        return self.comment.state == State.PENDING

    @property
    def excerpt(self) -> str:
        return excerpt(with_bars_in_words(self.comment.html), EXCERPT)


@dataclass(frozen=True)
class NewcomerRow:
    """One new member: since when, what became of the comments, and those that are shown."""

    found: Newcomer

    @property
    def person(self) -> User:
        return self.found.person

    @property
    def anchor(self) -> str:
        return f"p{self.person.pk}"

    @property
    def said(self) -> list[SaidRow]:
        return [SaidRow(comment) for comment in self.found.comments]

    @property
    def tokens(self) -> list[str]:
        """All that wait and are shown: nobody decides about unread words."""
        return [row.token for row in self.said if row.waits]

    @property
    def not_shown(self) -> int:
        """How many more wait."""
        return self.found.counts[State.PENDING] - len(self.tokens)

    @property
    def record(self) -> str:
        """What became of all comments so far, in a line."""
        counts = self.found.counts
        removed = sum(counts[state] for state in TAKEN_DOWN)
        waiting, public = counts[State.PENDING] + counts[State.HIDDEN], counts[State.PUBLIC]
        parts = [
            ngettext("%(number)d waits", "%(number)d wait", waiting) % {"number": waiting},
            ngettext("%(number)d public", "%(number)d public", public) % {"number": public},
            ngettext("%(number)d removed", "%(number)d removed", removed) % {"number": removed},
        ]
        return one_line(parts)

    @property
    def measures(self) -> list[str]:
        return [str(measure.get_kind_display()) for measure in self.found.measures]

    @property
    def approve_all(self) -> str:
        number = len(self.tokens)
        return ngettext("Approve %(number)d comment", "Approve all %(number)d comments", number) % {
            "number": number
        }


@for_moderators
@require_safe
def newcomers(request: MemberRequest) -> HttpResponse:
    return show_newcomers(request, replace(chosen_by(request.GET), state=NEWCOMERS))


def show_newcomers(
    request: MemberRequest,
    chosen: Chosen,
    *,
    told: Sequence[str] = (),
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """Render new members, the last who wrote first; `told` and `problem` are those of `show_queue`."""
    now = timezone.now()
    people = newcomers_at(now)
    if chosen.author:
        people = people.filter(username__icontains=chosen.author)
    page = LongList(people, PEOPLE_A_PAGE).get_page(chosen.page)
    chosen = replace(chosen, page=page.number)
    rows = [NewcomerRow(found) for found in with_comments(page.object_list, now)]
    context: dict[str, Any] = head_of(request, chosen) | {
        "rows": rows,
        "pages": page_row(
            page.number, page.paginator.num_pages, lambda number: replace(chosen, page=number).address
        ),
        "told": told,
        "problem": problem,
        "decide": reverse("comments:moderate"),
    }
    return render(request, "comments/newcomers.html", context, status=status)
