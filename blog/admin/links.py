"""The links of a post: what our own tables say at once, and what other sites answered when asked."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from blog.actions.links import ask_about_links
from blog.admin.access import actor_of
from blog.links import CheckedText, links_in
from blog.models import Post


@require_http_methods(["GET", "HEAD", "POST"])
def links(request: HttpRequest, newsroom: ModelAdmin, post: Post) -> HttpResponse:
    """List the links of the stored text; pressed, have those that lead elsewhere visited by the worker."""
    found = links_of_post(post)
    if request.method == "POST":
        count = ask_about_links(addresses=found.outside, actor=actor_of(request), now=timezone.now())
        text = ngettext(
            "%(count)d address elsewhere is visited now. Load this page again in a moment.",
            "%(count)d addresses elsewhere are visited now. Load this page again in a moment.",
            count,
        )
        messages.info(request, text % {"count": count})
        return redirect(f"{newsroom.admin_site.name}:blog_post_links", post.pk)
    context = {
        **newsroom.admin_site.each_context(request),
        "title": _("Links"),
        "subtitle": post.live.title if post.live else "",
        "opts": newsroom.opts,
        "post": post,
        "links": found,
    }
    return TemplateResponse(request, "admin/blog/post/links.html", context)


def links_of_post(post: Post | None) -> CheckedText:
    """The links of the text as it is stored."""
    if post is None or post.live is None:
        return CheckedText(())
    return links_in(post.live.body, page=post, now=timezone.now())
