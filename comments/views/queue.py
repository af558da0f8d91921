"""The queue of the moderators, and the history of one comment (M4)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any, Concatenate, cast
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.gate import MemberRequest, staff_page
from comments.casework import LongList, counts, last_ruling
from comments.models import Comment, SecondOpinion
from comments.querysets import CommentQuerySet
from comments.rules import reasons
from comments.rules.casework import count_line
from comments.rules.numbers import LONGEST_PAGE, whole_number
from comments.rules.paging import page_row
from comments.rules.states import State
from comments.views.cases import buttons, case_rows
from comments.views.decisions import last_line
from comments.views.work import OPINIONS

ROWS_A_PAGE = 25
WAITING, EDITS, SPAM, REMOVED, ALL = "waiting", "edits", "spam", "removed", "all"
REPORTED, APPEALS, NEWCOMERS, ASKED = "reported", "appeals", "new", "opinions"
LISTS = {WAITING, ASKED, SPAM, REMOVED, ALL}  # of this page
OWN_PAGES = {
    EDITS: "comments:edits",
    REPORTED: "comments:reported",
    APPEALS: "comments:appeals",
    NEWCOMERS: "comments:newcomers",
}


@dataclass(frozen=True)
class Chosen:
    """Which comments are looked at: one of the lists, an author's name or a part of it, a page."""

    state: str = WAITING
    author: str = ""
    page: int = 1

    @property
    def list_address(self) -> str:
        """Where the list is shown, without what narrows it. Some have a page of their own."""
        return reverse(OWN_PAGES.get(self.state, "comments:queue"))

    @property
    def address(self) -> str:
        asked = {"state": self.state, "author": self.author, "page": self.page}
        plain = {"state": self.state if self.state in OWN_PAGES else WAITING, "author": "", "page": 1}
        given = {key: value for key, value in asked.items() if value != plain[key]}
        return self.list_address + (f"?{urlencode(given)}" if given else "")


@dataclass(frozen=True)
class Tab:
    label: str
    href: str
    current: bool
    count: str


def for_moderators[**P](
    view: Callable[Concatenate[MemberRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Open a staff page to those who may moderate; an editor alone may not."""

    @never_cache
    @staff_page
    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        member = cast(MemberRequest, request)
        if not member.user.as_actor().may_moderate:
            raise PermissionDenied
        return view(member, *args, **kwargs)

    return guarded


@for_moderators
@require_safe
def queue(request: MemberRequest) -> HttpResponse:
    return show_queue(request, chosen_by(request.GET))


def show_queue(
    request: MemberRequest,
    chosen: Chosen,
    *,
    told: Sequence[str] = (),
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """Render the queue; `told` says what others did meanwhile, `problem` what is wrong with a form."""
    found = LongList(_comments(chosen), ROWS_A_PAGE).get_page(chosen.page)
    comments = list(with_context(cast(CommentQuerySet, found.object_list).chosen_first()))
    rows = case_rows(comments, viewer=request.user.pk, now=timezone.now())
    chosen = replace(chosen, page=found.number)
    context: dict[str, Any] = {
        **head_of(request, chosen),
        "rows": rows,
        "bulk_moves": buttons(*{State(row.comment.state) for row in rows}) or buttons(),
        "reasons": reasons.REMOVAL.items(),
        "pages": page_row(
            found.number, found.paginator.num_pages, lambda number: replace(chosen, page=number).address
        ),
        "anchors": {row.anchor for row in rows},
        "told": told,
        "problem": problem,
        "decide": reverse("comments:moderate"),
    }
    return render(request, "comments/queue.html", context, status=status)


def chosen_by(asked: QueryDict) -> Chosen:
    """Read the list that is asked for; nonsense counts as not asked."""
    state, page = asked.get("state", WAITING), asked.get("page", "")
    return Chosen(
        state=state if state in LISTS else WAITING,
        author=asked.get("author", "").replace("\0", "").strip()[:80],
        page=whole_number(page, longest=LONGEST_PAGE) or 1,
    )


def returning_to(asked: QueryDict) -> Chosen:
    """Read to which list of any page of the queue one comes back."""
    state, chosen = asked.get("state", ""), chosen_by(asked)
    return replace(chosen, state=state) if state in OWN_PAGES else chosen


def _comments(chosen: Chosen) -> CommentQuerySet:
    comments = Comment.objects.all()
    match chosen.state:
        case "waiting":
            comments = comments.waiting()
        case "opinions":
            asked = SecondOpinion.objects.open().order_by().values("comment")
            comments = comments.filter(pk__in=asked).order_by("posted_at", "id")
        case "spam":
            comments = comments.in_state(State.SPAM).newest_first()
        case "removed":
            comments = comments.in_state(State.REMOVED).newest_first()
        case _:
            comments = comments.newest_first()
    return comments.by_name(chosen.author) if chosen.author else comments


def with_context(comments: CommentQuerySet) -> CommentQuerySet:
    return comments.with_threads().with_authors().with_standing().with_parents()


def head_of(request: MemberRequest, chosen: Chosen) -> dict[str, Any]:
    """What the head of every list shows: the lists, and the own decision that can still be undone."""
    last = last_ruling(request.user.pk, timezone.now())
    return {
        "chosen": chosen,
        "tabs": tabs(chosen),
        "last": last,
        "last_line": last_line(last) if last else "",
        "opinions": OPINIONS.items(),
    }


def tabs(chosen: Chosen) -> list[Tab]:
    """The lists; those that mean work with their number."""
    found = counts()
    numbers = {
        WAITING: found.waiting,
        REPORTED: found.reported,
        APPEALS: found.appeals,
        ASKED: found.opinions,
        EDITS: found.edits,
        SPAM: found.spam,
        REMOVED: found.removed,
    }
    labels = {
        WAITING: _("Waiting"),
        REPORTED: _("Reported"),
        NEWCOMERS: _("New members"),
        ASKED: _("Second opinion"),
        APPEALS: _("Appeals"),
        EDITS: _("Changes"),
        SPAM: _("Spam"),
        REMOVED: _("Removed"),
        ALL: _("All"),
    }
    return [
        Tab(
            label,
            replace(chosen, state=key, page=1).address,
            key == chosen.state,
            count_line(numbers[key]) if key in numbers else "",
        )
        for key, label in labels.items()
    ]
