"""A comment by somebody whom the reader muted, shown once because the reader asks for it (A4)."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.gate import MemberRequest
from comments.models import Comment
from comments.places import comment_address
from comments.views.answers import in_place


@never_cache
@login_required
@require_safe
def muted(request: MemberRequest, comment_id: int) -> HttpResponse:
    """Say that the comment is by a muted person; with `?show=1` also what it says. Changes nothing."""
    visible = Comment.objects.visible(timezone.now()).with_threads().with_authors()
    comment = get_object_or_404(visible, pk=comment_id)
    if not Comment.objects.unheard_by(request.user).filter(pk=comment.pk).exists():
        return redirect("comments:permalink", comment.pk)
    context = {
        "comment": comment,
        "shown": bool(request.GET.get("show")),
        "back": comment_address(comment),
    }
    part = "#once" if in_place(request) else ""
    return render(request, f"comments/muted.html{part}", context)
