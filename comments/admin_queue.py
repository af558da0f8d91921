"""The moves of the queue as actions of the admin's list: the same function, the same questions (M4)."""

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.gate import MemberRequest
from comments.actions.casework import ClaimedByOthers
from comments.actions.moderate import ImpossibleMove, OwnComment, StaleState
from comments.actions.undoing import ChangedSince, TooLate, rule_on, undo
from comments.casework import rulings_about
from comments.models import Comment
from comments.moderation_forms import MOST, SeenComments
from comments.redactions import with_bars_in_words
from comments.rules import reasons
from comments.rules.states import APPROVE, HOLD, REMOVE, SPAM, Move
from comments.views.decisions import done_line, own_comment, undone_line
from comments.views.work import claim_line
from markup import excerpt

EXCERPT = 120  # characters of a comment in the list


class DecisionForm(ActionForm):
    """What is done with the chosen comments, and for which reason some are removed."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Reason for a removal:"),
        choices=[*reasons.REMOVAL.items()],
        initial="other",
        required=False,
    )


class QueueActions:
    """Approve, remove, spam, hold and undo; part of the list of comments."""

    action_form = DecisionForm
    message_user: Any  # of the list

    @admin.display(description=gettext_lazy("comment"))
    def words(self, comment: Comment) -> SafeString:
        """The first words, and what a decision about them says it has seen."""
        return format_html(
            '<input type="hidden" name="seen" value="{}:{}:{}">#{} {}',
            comment.pk,
            comment.state,
            comment.text_number,
            comment.number,
            excerpt(with_bars_in_words(comment.html), EXCERPT),
        )

    @admin.action(description=gettext_lazy("Approve"), permissions=["moderate"])
    def approve(self, request: HttpRequest, chosen: QuerySet[Comment]) -> None:
        self._move(request, chosen, APPROVE)

    @admin.action(description=gettext_lazy("Remove"), permissions=["moderate"])
    def remove(self, request: HttpRequest, chosen: QuerySet[Comment]) -> None:
        self._move(request, chosen, REMOVE, reason=_chosen_reason(request))

    @admin.action(description=gettext_lazy("Spam"), permissions=["moderate"])
    def spam(self, request: HttpRequest, chosen: QuerySet[Comment]) -> None:
        self._move(request, chosen, SPAM)

    @admin.action(description=gettext_lazy("Hold"), permissions=["moderate"])
    def hold(self, request: HttpRequest, chosen: QuerySet[Comment]) -> None:
        self._move(request, chosen, HOLD)

    @admin.action(description=gettext_lazy("Undo my decision"), permissions=["moderate"])
    def undo(self, request: HttpRequest, chosen: QuerySet[Comment]) -> None:
        """Undo the one decision of the last ten minutes to which these comments belong, as a whole."""
        member, now = cast(MemberRequest, request).user, timezone.now()
        found = list(rulings_about(chosen, member.pk, now)[:2])
        try:
            if len(found) != 1:
                raise TooLate
            count = undo(ruling=found[0], actor=member.as_actor(), now=now)
        except TooLate:
            problem = _("Nothing was changed: choose comments of one own decision of the last ten minutes.")
            self.message_user(request, problem, messages.ERROR)
        except ChangedSince:
            problem = _("Nothing was changed: somebody has decided about one of them since.")
            self.message_user(request, problem, messages.ERROR)
        else:
            self.message_user(request, undone_line(count), messages.SUCCESS)

    def _move(self, request: HttpRequest, chosen: QuerySet[Comment], move: Move, reason: str = "") -> None:
        """All or none; in the second case say so, and why."""
        member, now = cast(MemberRequest, request).user, timezone.now()
        comments = _as_seen(request, chosen)
        try:
            if comments is None:
                raise ImpossibleMove
            rule_on(comments=comments, move=move, actor=member.as_actor(), reason=reason, now=now)
        except OwnComment:
            self.message_user(request, own_comment(), messages.ERROR)
        except ClaimedByOthers as claimed:
            line = claim_line(claimed.claims[0], member.pk, now)
            self.message_user(request, _with_way(_("Nothing was changed."), line), messages.ERROR)
        except (StaleState, ImpossibleMove):
            problem = _("Nothing was changed: not all of these comments can be moved this way any more.")
            self.message_user(request, problem, messages.ERROR)
        else:
            way = format_html('<a href="{}">{}</a>', reverse("comments:rulings"), _("Undo"))
            line = format_html("{} {}", done_line(move, len(comments or ())), way)
            self.message_user(request, line, messages.SUCCESS)


def _with_way(problem: str, line: str) -> SafeString:
    """A problem, and the way to the queue, where one can decide all the same."""
    return format_html(
        '{} {} <a href="{}">{}</a>', problem, line, reverse("comments:queue"), _("To the queue")
    )


def _chosen_reason(request: HttpRequest) -> str:
    """The reason of the form whose button was pressed: there is one above the list and one below."""
    given, index = request.POST.getlist("reason"), request.POST.get("index", "0")
    place = int(index) if index.isdecimal() else 0
    reason = given[place] if place < len(given) else ""
    return reason if reason in reasons.REMOVAL else "other"


def _as_seen(request: HttpRequest, chosen: QuerySet[Comment]) -> list[Comment] | None:
    """The comments as the list showed them; None where some were on no page that was shown."""
    comments = list(chosen[: MOST + 1])
    if len(comments) > MOST:
        return None
    seen = SeenComments().to_python(request.POST.getlist("seen"))
    if request.POST.get("select_across") == "1" and {comment.pk for comment in comments} - set(seen):
        return None
    for comment in comments:
        if comment.pk in seen:
            comment.state, comment.text_number = seen[comment.pk].state, seen[comment.pk].text_number
    return comments
