"""`{% load conversation %}{% conversation thread %}`: the whole conversation under a page."""

from typing import Any

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language

from comments.inbox import follows
from comments.models import Thread
from comments.people import in_this_language
from comments.views.talking import blank_composer, talk_for

register = template.Library()
register.filter(in_this_language)


@register.inclusion_tag("comments/conversation.html", takes_context=True)
def conversation(context: template.Context, thread: Thread) -> dict[str, Any]:
    """Render order, page and reader as the request asks; needs `request` and `site` in the context."""
    request, discussion, now = context["request"], context["site"].discussion, timezone.now()
    reader = request.user if request.user.is_authenticated else None
    talk = talk_for(thread, request, discussion, reader, now)
    thread.on_page = talk.said
    return {
        "thread": thread,
        "talk": talk,
        "discussion": discussion,
        "composer": blank_composer(thread, request, now),
        "reader": reader,
        "follows": reader is not None and follows(reader, thread),
        "LANGUAGE_CODE": get_language(),
        "house_language": settings.LANGUAGE_CODE,
    }
