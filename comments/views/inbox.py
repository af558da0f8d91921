"""What one was told, and how one wants to be told."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.exporting import readable_export
from accounts.gate import MemberRequest
from comments.actions.following import unfollow
from comments.actions.inbox import mark_entry_read, mark_read
from comments.actions.noticing import set_notices
from comments.forms import NoticesForm
from comments.inbox import items_of, settings_of
from comments.models import Follow, InboxEntry
from comments.rules.numbers import LONGEST_ID, whole_number
from comments.rules.paging import page_row
from comments.views.answers import SeeOther

ENTRIES_A_PAGE = 20
FOLLOWED_SHOWN = 200


@never_cache
@login_required
@require_safe
def inbox(request: MemberRequest) -> HttpResponse:
    """All entries, the newest first; what is unread is marked. Above them, an archive that can be fetched."""
    entries = InboxEntry.objects.of(request.user).on_site().newest_first().with_comments()
    page = Paginator(entries, ENTRIES_A_PAGE).get_page(request.GET.get("page"))
    now = timezone.now()
    items = items_of(page.object_list, now)
    context = {
        "items": items,
        "archive": readable_export(request.user, now=now),
        "newest": max((item.entry.pk for item in items), default=0),
        "unread": InboxEntry.objects.of(request.user).unread().count(),
        "pages": page_row(page.number, page.paginator.num_pages, lambda number: f"?page={number}"),
    }
    return render(request, "comments/inbox.html", context)


@login_required
@require_POST
def read(request: MemberRequest) -> HttpResponse:
    """Mark one entry as read and go to it, or mark all that were shown."""
    now = timezone.now()
    if number := whole_number(request.POST.get("entry", ""), longest=LONGEST_ID):
        entry = InboxEntry.objects.of(request.user).filter(pk=number).with_comments().first()
        mark_entry_read(person=request.user, entry=number, now=now)
        path = items_of([entry], now)[0].path if entry else ""
        return SeeOther(path) if path else redirect("comments:inbox")
    up_to = whole_number(request.POST.get("up_to", ""), longest=LONGEST_ID) or 0
    if mark_read(person=request.user, up_to=up_to, now=now):
        messages.success(request, _("Everything is marked as read."))
    return redirect("comments:inbox")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def notice_settings(request: MemberRequest) -> HttpResponse:
    """Each topic and each way in one form, and the conversations that are followed."""
    form = NoticesForm(
        settings_of([request.user.pk])[request.user.pk],
        request.POST or None,
        moderates=request.user.as_actor().may_moderate,
    )
    if request.method == "POST":
        if form.is_valid():
            set_notices(person=request.user, wanted=form.wanted)
            messages.success(request, _("Saved."))
            return redirect("comments:notice_settings")
        return _settings_page(request, form, status=422)
    return _settings_page(request, form)


@login_required
@require_POST
def unfollow_many(request: MemberRequest) -> HttpResponse:
    """Stop following the conversation of the button that was pressed."""
    number = whole_number(request.POST.get("thread", ""), longest=LONGEST_ID)
    if number and unfollow(person=request.user, thread_id=number):
        messages.success(request, _("You no longer follow this conversation."))
    return redirect("comments:notice_settings")


def _settings_page(request: MemberRequest, form: NoticesForm, status: int = 200) -> HttpResponse:
    followed = Follow.objects.filter(person=request.user).select_related("thread").order_by("-since")
    context = {"form": form, "followed": followed[:FOLLOWED_SHOWN]}
    return render(request, "comments/notice_settings.html", context, status=status)
