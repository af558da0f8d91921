"""Moving a post that readers have to another address, and what editors are told about old addresses."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from blog.actions import moving as actions
from blog.actions.placing import month_of
from blog.addresses import led_elsewhere, path_of
from blog.admin.access import actor_of
from blog.forms.moving import MoveForm
from blog.models import Post
from blog.models.redirect import Target

SHOWN = 50  # old addresses


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, newsroom: ModelAdmin, post: Post) -> HttpResponse:
    """Show where a post is and was, or move it."""
    if not post.was_public(timezone.now()):
        messages.info(request, _("Readers never had this post: its address follows what you write."))
        return redirect(f"{newsroom.admin_site.name}:blog_post_change", post.pk)
    form = MoveForm(post, request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, newsroom, post, form)
    year, month = form.cleaned_data["month"]
    try:
        actions.move_post(
            post=post,
            slug=form.cleaned_data["slug"],
            year=year,
            month=month,
            actor=actor_of(request),
            now=timezone.now(),
        )
    except actions.ChangedMeanwhile:
        form.add_error(None, _("Somebody saved this post at the same moment. Look again, please."))
        return _page(request, newsroom, post, form, status=409)
    except actions.AddressRefused as refusal:
        form.explain(refusal)
        return _page(request, newsroom, post, form)
    messages.success(request, _("The post is at %(address)s now.") % {"address": path_of(post)})
    tell_what_led_elsewhere(request, post)
    return redirect(f"{newsroom.admin_site.name}:blog_post_change", post.pk)


def tell_what_led_elsewhere(request: HttpRequest, target: Target) -> None:
    """Tell an editor that the address of `target` was an old one of something else: the page there wins."""
    if other := led_elsewhere(target):
        text = _("Until now %(address)s led to “%(title)s”. From now on it leads here.")
        messages.warning(request, text % {"address": path_of(target), "title": other})


def _page(
    request: HttpRequest, newsroom: ModelAdmin, post: Post, form: MoveForm, *, status: int = 200
) -> HttpResponse:
    at = post.published_at
    context = {
        **newsroom.admin_site.each_context(request),
        "title": _("Move to another address"),
        "subtitle": post.live.title if post.live else "",
        "opts": newsroom.opts,
        "post": post,
        "form": form,
        "path": path_of(post),
        "published_in": month_of(at) if at else None,
        "is_in_month": not at or month_of(at) == (post.address_year, post.address_month),
        "old": post.redirects.order_by("-remembered_at", "-pk")[:SHOWN],
    }
    status = 422 if form.errors and status == 200 else status
    return TemplateResponse(request, "admin/blog/post/move.html", context, status=status)
