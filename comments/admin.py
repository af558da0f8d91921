"""Comments, conversations and the log in the admin: the same queue with the same rules."""

from dataclasses import replace
from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.gate import MemberRequest
from accounts.lists import OfferedQuestions
from comments.actions.picks import NotPickable, OtherWords, OwnWords, pick_all, unpick_all
from comments.actions.threads import rules_of, set_thread_rules
from comments.actions.watching import save_watch_list
from comments.admin_queue import QueueActions
from comments.history import decisions_about, decisions_about_rules
from comments.models import Comment, Discussion, LogEntry, Thread, WatchList
from comments.moderation_forms import WatchListForm
from comments.redactions import with_bars_in_words
from comments.thread_forms import WordsForm
from comments.views import words
from comments.views.decisions import decision_line
from comments.views.stopping import turn_switch
from comments.views.thread_lines import rules_line


class _ReadOnly(OfferedQuestions):
    """Rows that are looked at here and written elsewhere."""

    actions_on_bottom = True

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def _may_moderate(request: HttpRequest) -> bool:
    return cast(MemberRequest, request).user.as_actor().may_moderate


def _may_edit(request: HttpRequest) -> bool:
    return cast(MemberRequest, request).user.as_actor().may_edit


@admin.register(Comment)
class CommentAdmin(QueueActions, _ReadOnly):
    """The queue with Django's means. Nothing is written but by the actions of the queue."""

    change_list_template = "admin/comments/comment/change_list.html"

    list_display = ["words", "said_by", "state", "posted_at", "picked_at", "thread"]
    list_filter = ["state", "posted_at", ("picked_at", admin.EmptyFieldListFilter)]
    search_fields = ["author__username", "guest_name", "source"]
    list_select_related = ["author", "thread"]
    list_per_page = 25
    date_hierarchy = None
    show_full_result_count = False
    ordering = ["-posted_at", "-id"]
    actions = ["approve", "remove", "spam", "hold", "undo", "pick", "unpick"]
    readonly_fields = [
        "thread", "number", "parent", "said_by", "text", "state", "posted_at", "language", "history",
    ]  # fmt: skip

    def has_change_permission(self, request: HttpRequest, obj: Comment | None = None) -> bool:
        return False

    def has_moderate_permission(self, request: HttpRequest) -> bool:
        """What the actions below ask for."""
        return _may_moderate(request)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """With the way to the queue for those who may enter it."""
        more = (extra_context or {}) | {"may_moderate": _may_moderate(request)}
        return super().changelist_view(request, more)

    def has_pick_permission(self, request: HttpRequest) -> bool:
        """What picking asks for."""
        return _may_edit(request)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Comment]:
        """Whoever may not moderate finds what readers find."""
        rows = super().get_queryset(request)
        return rows if _may_moderate(request) else rows.filter(pk__in=Comment.objects.visible(timezone.now()))

    def get_fields(self, request: HttpRequest, obj: Comment | None = None) -> Any:
        """Who decided what is the moderators' affair."""
        return [name for name in self.readonly_fields if name != "history" or _may_moderate(request)]

    @admin.display(description=gettext_lazy("author"), ordering="author__username")
    def said_by(self, comment: Comment) -> str:
        return words.name_of(comment)

    @admin.display(description=gettext_lazy("text"))
    def text(self, comment: Comment) -> SafeString:
        return with_bars_in_words(comment.html)

    @admin.display(description=gettext_lazy("decisions"))
    def history(self, comment: Comment) -> SafeString:
        """The log of this comment, and the way to the buttons."""
        lines = [
            (date_format(timezone.localtime(d.entry.at), "SHORT_DATETIME_FORMAT"), decision_line(d))
            for d in decisions_about([comment]).get(comment.pk, [])
        ]
        return format_html(
            '<ul>{}</ul><a href="{}">{}</a>',
            format_html_join("", "<li>{} {}</li>", lines),
            reverse("comments:history", args=[comment.pk]),
            _("Decide"),
        )

    @admin.action(description=gettext_lazy("Pick"), permissions=["pick"])
    def pick(self, request: HttpRequest, chosen: QuerySet[Comment]) -> None:
        """All or none; in the second case say why."""
        actor = cast(MemberRequest, request).user.as_actor()
        try:
            count = pick_all(comments=chosen, actor=actor, now=timezone.now())
        except (OwnWords, NotPickable):
            problem = _("Nothing was picked: editors pick public words of others, not their own.")
            self.message_user(request, problem, messages.ERROR)
        except OtherWords:
            problem = _("Nothing was picked: the text of one of them was changed at this moment.")
            self.message_user(request, problem, messages.ERROR)
        else:
            self.message_user(request, _picked_line(count), messages.SUCCESS)

    @admin.action(description=gettext_lazy("Take the pick back"), permissions=["pick"])
    def unpick(self, request: HttpRequest, chosen: QuerySet[Comment]) -> None:
        actor = cast(MemberRequest, request).user.as_actor()
        count = unpick_all(comments=chosen, actor=actor, now=timezone.now())
        self.message_user(request, _unpicked_line(count), messages.SUCCESS)


@admin.register(Thread)
class ThreadAdmin(_ReadOnly):
    """How one conversation differs from the others. Title and path are the page's."""

    list_display = ["title", "path", "public_count", "publication", "closed", "closes_at"]
    list_filter = ["closed", "publication"]
    search_fields = ["title", "path"]
    ordering = ["-id"]
    set_here = ["publication", "slow_seconds", "closed", "closes_at"]
    fields = ["title", "path", *set_here, "public_count"]
    readonly_fields = ["title", "path", "public_count"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Thread]:
        """Whoever may not read drafts does not read their titles here either."""
        rows = super().get_queryset(request)
        if cast(MemberRequest, request).user.as_actor().may_edit:
            return rows
        return rows.filter(visible_from__lte=timezone.now())

    def has_change_permission(self, request: HttpRequest, obj: Thread | None = None) -> bool:
        return super().has_change_permission(request, obj) and _may_moderate(request)

    def save_model(self, request: HttpRequest, obj: Thread, form: ModelForm, change: bool) -> None:
        found = Thread.objects.get(pk=obj.pk)  # `obj` bears the new values already
        set_thread_rules(
            thread=found,
            rules=replace(rules_of(found), **{name: form.cleaned_data[name] for name in self.set_here}),
            actor=cast(MemberRequest, request).user.as_actor(),
            now=timezone.now(),
        )


@admin.register(Discussion)
class DiscussionAdmin(_ReadOnly):
    """The switch that stops all posting. The rules are the site's: editors in chief set them there."""

    def has_change_permission(self, request: HttpRequest, obj: Discussion | None = None) -> bool:
        return _may_moderate(request)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Lead to the only row."""
        return redirect("admin:comments_discussion_change", Discussion.load().pk)

    def change_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the switch that stops all posting, or turn it. Nothing else is written here."""
        may_turn = self.has_change_permission(request)
        if not (may_turn or self.has_view_permission(request)):
            raise PermissionDenied
        problem = ""
        if request.method == "POST":
            if not may_turn or request.POST.get("do") not in {"stop", "go on"}:
                raise PermissionDenied
            problem = turn_switch(request, cast(MemberRequest, request).user.as_actor())
            if not problem:
                return redirect(request.path)
        decisions = decisions_about_rules(0)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": capfirst(self.opts.verbose_name),
            "discussion": Discussion.load(),
            "last": next(iter(decisions), None),
            "decisions": [{"decision": each, "sentence": rules_line(each)} for each in decisions],
            "form": WordsForm(request.POST if problem else None, label_suffix=""),
            "problem": problem,
            "may_set": request.user.has_perm("blog.change_sitesettings"),
        }
        template = "admin/comments/discussion/form.html"
        return TemplateResponse(request, template, context, status=422 if problem else 200)


@admin.register(WatchList)
class WatchListAdmin(_ReadOnly):
    """Words and domains that hold a comment; one row, so one page."""

    form = WatchListForm

    def has_module_permission(self, request: HttpRequest) -> bool:
        return _may_moderate(request)

    def has_view_permission(self, request: HttpRequest, obj: WatchList | None = None) -> bool:
        return _may_moderate(request)

    def has_change_permission(self, request: HttpRequest, obj: WatchList | None = None) -> bool:
        return _may_moderate(request)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Lead to the only row."""
        if not _may_moderate(request):
            raise PermissionDenied
        return redirect("admin:comments_watchlist_change", WatchList.load().pk)

    def save_model(self, request: HttpRequest, obj: WatchList, form: ModelForm, change: bool) -> None:
        save_watch_list(
            words=form.cleaned_data["words"],
            domains=form.cleaned_data["domains"],
            actor=cast(MemberRequest, request).user.as_actor(),
        )


@admin.register(LogEntry)
class LogEntryAdmin(_ReadOnly):
    """What was decided, by whom, when and why. It only grows, so it is only read."""

    list_display = ["at", "move", "actor_kind", "actor_id", "comment_id", "from_state", "to_state", "reason"]
    list_filter = ["move", "actor_kind", "reason"]
    ordering = ["-id"]
    list_per_page = 50
    show_full_result_count = False

    def has_change_permission(self, request: HttpRequest, obj: LogEntry | None = None) -> bool:
        return False


def _picked_line(count: int) -> str:
    """Return what picking `count` comments came to."""
    if not count:
        return _("They were picked already.")
    return ngettext("One comment picked.", "%(number)d comments picked.", count) % {"number": count}


def _unpicked_line(count: int) -> str:
    """Return what taking back `count` picks came to."""
    if not count:
        return _("None of them was picked.")
    return ngettext("One pick taken back.", "%(number)d picks taken back.", count) % {"number": count}
