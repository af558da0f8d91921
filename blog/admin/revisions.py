"""What a post said before, how it changed, and the way back (E4)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from blog.actions import posts as actions
from blog.admin.access import actor_of
from blog.models import Post, PostRevision
from markup.difference import difference, paragraphs_of, words_changed

A_PAGE = 50


@require_safe
def all_of(request: HttpRequest, newsroom: ModelAdmin, post: Post) -> HttpResponse:
    """List every save, the newest first."""
    saved = post.revisions.newest_first().select_related("saved_by").defer("body", "lead")
    page = Paginator(saved, A_PAGE).get_page(request.GET.get("page"))
    return _answer(request, newsroom, post, "list", page=page, title=_("Revisions"))


@require_safe
def compare(request: HttpRequest, newsroom: ModelAdmin, post: Post) -> HttpResponse:
    """Show which words changed between two saves: `?from=3&to=5`."""
    new = _revision(post, request.GET.get("to") or (post.live.number if post.live else 0))
    before = PostRevision.objects.before(new).first()
    wanted = request.GET.get("from") or (before.number if before else new.number)
    old = _revision(post, wanted)
    if old.number > new.number:
        old, new = new, old
    blocks = difference(_paragraphs(old), _paragraphs(new))
    added, removed = words_changed(blocks)
    facts = {"old": old, "new": new, "blocks": blocks, "added": added, "removed": removed}
    return _answer(request, newsroom, post, "compare", title=_("What changed"), **facts)


@require_POST
def restore(request: HttpRequest, newsroom: ModelAdmin, post: Post, number: int) -> HttpResponse:
    """Save an earlier text again; it becomes the newest revision."""
    try:
        actions.restore_revision(
            post=post, revision=_revision(post, number), actor=actor_of(request), now=timezone.now()
        )
    except actions.ChangedMeanwhile:
        messages.warning(request, _("Somebody saved this post at the same moment. Look again, please."))
    except actions.NotReady as refusal:
        messages.warning(
            request, _("Readers have this post, and that text is not complete.") + " " + refusal.words
        )
    else:
        messages.success(request, _("Revision %(number)d is the text again.") % {"number": number})
    return redirect(f"{newsroom.admin_site.name}:blog_post_revisions", post.pk)


def _revision(post: Post, number: int | str) -> PostRevision:
    found = post.revisions.select_related("saved_by", "category", "cover")
    revision = (
        found.filter(number=number).first() if str(number).isdecimal() and len(str(number)) < 9 else None
    )
    if revision is None:
        raise Http404
    return revision


def _paragraphs(revision: PostRevision) -> list[str]:
    return [revision.title, revision.lead, *paragraphs_of(revision.body)]


def _answer(
    request: HttpRequest, newsroom: ModelAdmin, post: Post, template: str, **facts: Any
) -> HttpResponse:
    context = {
        **newsroom.admin_site.each_context(request),
        "opts": newsroom.opts,
        "post": post,
        "subtitle": post.live.title if post.live else "",
        **facts,
    }
    return TemplateResponse(request, f"admin/blog/post/{template}.html", context)
