"""`{% load conversation %}{% conversation thread %}`: the whole conversation under a page."""

from datetime import datetime
from typing import Any

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from accounts.models import User
from comments.apart import Facts
from comments.history import decisions_about_rules
from comments.models import Thread
from comments.people import in_this_language
from comments.rules.notice_words import NOWHERE
from comments.thread_forms import WordsForm
from comments.views.facts import facts_for
from comments.views.talking import blank_composer, talk_for
from markup import marking

register = template.Library()
register.filter(in_this_language)
register.filter(marking)


@register.inclusion_tag("comments/conversation.html", takes_context=True)
def conversation(context: template.Context, thread: Thread) -> dict[str, Any]:
    """Render order, page and reader as the request asks; needs `request` and `site` in the context."""
    request, discussion, now = context["request"], context["site"].discussion, timezone.now()
    reader = request.user if request.user.is_authenticated else None
    facts = facts_for(request, thread.pk, now) if reader else Facts()
    talk = talk_for(thread, request, discussion, reader, facts, now)
    thread.on_page = talk.said
    return {
        "thread": thread,
        "talk": talk,
        "discussion": discussion,
        "composer": blank_composer(thread, request, facts, now),
        "reader": reader,
        "follows": facts.is_follower,
        "LANGUAGE_CODE": get_language(),
        "house_language": settings.LANGUAGE_CODE,
    }


@register.inclusion_tag("comments/stop.html", takes_context=True)
def stop_switch(context: template.Context) -> dict[str, Any]:
    """The switch that stops all posting; needs `site`. Three queries while it is on: who turned it."""
    discussion = context["site"].discussion
    last = decisions_about_rules(0, most=1) if discussion.stopped_at else []
    return {
        "discussion": discussion,
        "last": next(iter(last), None),
        "form": WordsForm(),
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_tag(takes_context=True)
def staffed_from(context: template.Context) -> datetime | None:
    """When somebody will read, if nobody does now and it is known; needs `site`."""
    moment: datetime | None = context["site"].discussion.staffed_from(timezone.now())
    return moment


@register.simple_tag
def page_of(thread: Thread, anchor: str = "", *, link: bool = True, reader: User | None = None) -> SafeString:
    """Name the page of a conversation, as a link unless told otherwise.

    A page that is not public (any more, or yet) has no title for those who once spoke there, nor for
    moderators; a `reader` who may edit posts gets the title alone.
    """
    visible = thread.is_visible(timezone.now())
    if not visible and not (reader is not None and reader.as_actor().may_edit):
        return format_html("<span>{}</span>", NOWHERE)
    if not link or not visible:
        return format_html('<span lang="{}">{}</span>', thread.language, thread.title)
    address = f"{thread.get_absolute_url()}{anchor}"
    return format_html('<a href="{}" lang="{}">{}</a>', address, thread.language, thread.title)
