"""The desk: the page on which one post is written, and its buttons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from blog.actions import posts as actions
from blog.actions.readiness import lacks
from blog.actions.revisions import content_of
from blog.actions.sorting import tags_named
from blog.admin.access import actor_of
from blog.admin.links import links_of_post
from blog.admin.moving import tell_what_led_elsewhere
from blog.forms.posts import PostDesk
from blog.models import Post, PostRevision
from blog.rules.content import BylineEntry, PostContent
from blog.rules.readiness import Lack, Missing
from blog.rules.states import PostState
from markup import clean_post, reading_minutes, words_in
from markup.difference import Block, difference, paragraphs_of


@dataclass(frozen=True)
class Conflict:
    """What somebody else saved meanwhile, and how it differs from what was typed here."""

    theirs: PostRevision
    blocks: list[Block]


def write(request: HttpRequest, newsroom: ModelAdmin, post: Post | None) -> HttpResponse:
    """Show the desk, or take what was written and pressed there."""
    now = timezone.now()
    content = _content(post, request)
    desk = PostDesk(post=post, content=content, tags=_tag_names(post), data=request.POST or None)
    if request.method != "POST":
        return _page(request, newsroom, post, desk)
    if not desk.is_valid():
        return _page(request, newsroom, post, desk, status=422)
    try:
        revision = _save(request, post, desk, now)
    except actions.ChangedMeanwhile:
        conflict = _conflict(post, desk)
        return _page(request, newsroom, post, desk, conflict=conflict, status=409)
    except (actions.AddressRefused, actions.ContentRefused, actions.NotReady) as refusal:
        _explain(desk, refusal)
        return _page(request, newsroom, post, desk, status=422)
    _press(request, revision, desk, post, now)
    return redirect(f"{newsroom.admin_site.name}:blog_post_change", revision.post_id)


@transaction.atomic
def _save(request: HttpRequest, post: Post | None, desk: PostDesk, now: datetime) -> PostRevision:
    actor = actor_of(request)
    tags = tags_named(desk.form.tag_names, actor=actor)
    return actions.save_post(
        post=post,
        slug=desk.form.cleaned_data["slug"],
        content=desk.content(tuple(tag.pk for tag in tags)),
        actor=actor,
        note=desk.form.cleaned_data["note"],
        now=now,
        based_on=desk.form.cleaned_data["seen"],
    )


def _press(
    request: HttpRequest, revision: PostRevision, desk: PostDesk, before: Post | None, now: datetime
) -> None:
    """Do what the pressed button says, after the text is safe. What cannot be done is told, not lost."""
    post = Post.objects.select_related("live", "thread").get(pk=revision.post_id)
    actor = actor_of(request)
    button = request.POST.get("press", "save")
    at = desk.form.cleaned_data["published_at"]
    moved = "published_at" in desk.form.changed_data
    try:
        if button == "publish" or (post.state == PostState.PUBLISHED and button == "save" and moved):
            actions.publish_post(post=post, at=at, actor=actor, now=now)
            if not (before and before.was_public(now)):
                tell_what_led_elsewhere(request, post)
        elif button == "review":
            actions.send_to_review(post=post, actor=actor, now=now)
        elif button == "unpublish":
            actions.unpublish_post(post=post, actor=actor, now=now)
        elif button == "withdraw":
            actions.withdraw_post(post=post, actor=actor, now=now)
    except actions.NotReady as refusal:
        messages.warning(request, _("The text is saved, but not published yet.") + " " + refusal.words)
    except actions.AddressTaken as refusal:
        text = _("The text is saved, but its address is taken in that month. Free is: %(address)s")
        messages.warning(request, text % {"address": refusal.suggestion})
    except (actions.ImpossibleWay, actions.ChangedMeanwhile):
        messages.warning(
            request, _("The text is saved. Its state had changed meanwhile, so the button did nothing.")
        )
    else:
        messages.success(request, _done(post, revision, before, now))


def _done(post: Post, revision: PostRevision, before: Post | None, now: datetime) -> str:
    if post.state == PostState.PUBLISHED and not post.is_public(now):
        return _("Saved. Readers get it at the time that is set.")
    if post.state == PostState.PUBLISHED:
        return _("Saved. Readers have this text now.")
    if post.state == PostState.IN_REVIEW:
        return _("Saved. A colleague can read it now.")
    if post.state == PostState.WITHDRAWN:
        return _("Withdrawn. Its address says so.")
    if before and before.live_id == revision.pk and before.state == post.state:
        return _("Nothing had changed.")
    return _("Saved as a draft.")


def _explain(desk: PostDesk, refusal: Exception) -> None:
    """Say in the form what the action refused."""
    form = desk.form
    match refusal:
        case actions.AddressTaken():
            text = _("Another post has this address in that month. Free is: %(address)s")
            form.add_error("slug", text % {"address": refusal.suggestion})
        case actions.AddressFixed():
            form.add_error("slug", _("Readers have this address already, so it stays."))
        case actions.AddressRefused():
            form.add_error(
                "slug", _("Small letters, digits and hyphens, and no word that the site needs itself.")
            )
        case actions.ContentRefused():
            form.add_error(refusal.field if refusal.field in form.fields else None, _("This is too long."))
        case actions.NotReady():
            for missing in refusal.missing:
                form.add_error(_field_of(missing.kind), missing.words)


def _field_of(missing: Missing) -> str | None:
    return {
        Missing.TITLE: "title",
        Missing.BODY: "body",
        Missing.ALTERNATIVE_TEXT: "body",
        Missing.WORDS_OF_COVER: "cover",
    }.get(missing)


def _conflict(post: Post | None, desk: PostDesk) -> Conflict:
    """Compare what is stored with what was typed, and let the next press be a deliberate one."""
    theirs = PostRevision.objects.select_related("saved_by").filter(post=post).newest_first()[0]
    mine = desk.content(())
    stored = [theirs.title, theirs.lead, *paragraphs_of(theirs.body)]
    typed = [mine.title, mine.lead, *paragraphs_of(clean_post(mine.body))]
    desk.form.data = {**dict(desk.form.data.items()), "seen": str(theirs.number)}
    return Conflict(theirs, difference(stored, typed))


def _content(post: Post | None, request: HttpRequest) -> PostContent:
    if post and post.live:
        return content_of(post.live)
    own = BylineEntry(person_id=request.user.pk)
    return PostContent(title="", language=get_language() or "de", bylines=(own,))


def _tag_names(post: Post | None) -> list[str]:
    return [tag.name for tag in post.live.tags.all()] if post and post.live else []


def _page(
    request: HttpRequest,
    newsroom: ModelAdmin,
    post: Post | None,
    desk: PostDesk,
    *,
    conflict: Conflict | None = None,
    status: int = 200,
) -> HttpResponse:
    now = timezone.now()
    context: dict[str, Any] = {
        **newsroom.admin_site.each_context(request),
        "title": post.live.title if post and post.live else _("New post"),
        "opts": newsroom.opts,
        "post": post,
        "desk": desk,
        "conflict": conflict,
        "missing": _missing(post),
        "links": links_of_post(post),
        "state": state_of(post, now),
        "was_public": bool(post and post.was_public(now)),
        "words": words_in(post.live.body) if post and post.live else 0,
        "minutes": reading_minutes(post.live.body) if post and post.live else 0,
        "pictures": reverse(f"{newsroom.admin_site.name}:blog_image_pick"),
        "zone": timezone.get_current_timezone_name(),
    }
    return TemplateResponse(request, "admin/blog/post/desk.html", context, status=status)


def _missing(post: Post | None) -> list[Lack]:
    if post is None or post.live is None or post.state == PostState.PUBLISHED:
        return []
    return lacks(content_of(post.live), post.live.body)


def state_of(post: Post | None, now: datetime) -> str:
    """The state in one word for a badge; a published post whose time is to come is `scheduled`."""
    if post is None:
        return "new"
    if post.state == PostState.PUBLISHED and not post.is_public(now):
        return "scheduled"
    return str(post.state)
