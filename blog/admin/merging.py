"""Merging categories or tags: first what will happen, then the deed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from blog.actions import merging as actions
from blog.addresses import path_of
from blog.admin.access import actor_of

MOST = 100  # rows merged at once


@dataclass(frozen=True)
class Choice:
    """One of those that were chosen in the list."""

    row: Any
    path: str
    posts: int


def merge(request: HttpRequest, newsroom: ModelAdmin, chosen: QuerySet[Any]) -> HttpResponse | None:
    """Ask which one is kept and show what will happen; with `kept`, do it and return to the list."""
    rows = list(chosen.order_by("name", "pk")[: MOST + 1])
    if not 2 <= len(rows) <= MOST:
        messages.warning(request, _("Choose at least two, and at most %(most)d.") % {"most": MOST})
        return None
    kept = next((row for row in rows if str(row.pk) == request.POST.get("kept")), None)
    if kept is None or "really" not in request.POST:
        return _page(request, newsroom, rows, kept)
    others = [row for row in rows if row != kept]
    try:
        posts = actions.merge_sorting(kept=kept, others=others, actor=actor_of(request), now=timezone.now())
    except (actions.MergeRefused, actions.ChangedMeanwhile):
        messages.warning(
            request, _("Somebody changed one of them or one of their posts meanwhile. Nothing was merged.")
        )
        return None
    text = ngettext(
        "“%(kept)s” took the place of the others in %(count)d post. Their addresses lead there now.",
        "“%(kept)s” took the place of the others in %(count)d posts. Their addresses lead there now.",
        posts,
    )
    messages.success(request, text % {"kept": kept, "count": posts})
    return None


def _page(request: HttpRequest, newsroom: ModelAdmin, rows: list[Any], kept: Any) -> HttpResponse:
    """The page between: which one stays, and then what becomes of the others."""
    others = [row for row in rows if row != kept]
    context = {
        **newsroom.admin_site.each_context(request),
        "title": _("Merge"),
        "opts": newsroom.opts,
        "choices": [Choice(row, path_of(row), row.posts_count or 0) for row in rows],
        "kept": kept,
        "kept_path": path_of(kept) if kept else "",
        "others": [Choice(row, path_of(row), row.posts_count or 0) for row in others] if kept else [],
        "changed": actions.posts_sorted_under(others).count() if kept else 0,
        "checkbox": ACTION_CHECKBOX_NAME,
    }
    return TemplateResponse(request, "admin/blog/merge.html", context)
