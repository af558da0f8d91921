"""Feeds of comments: those under one page, and all that readers can find."""

from __future__ import annotations

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponseGone
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.stored import Shows, stored
from blog.feeds.answering import ENTRIES, SITE_BORN, Told, answer, feed_view, whole
from blog.models import Page, Post
from blog.rules.feeds import Answered, Entry, Person, comment_id
from blog.rules.states import PostState
from comments.models import Comment, LogEntry, Thread
from comments.people import in_this_language
from comments.querysets import CommentQuerySet
from markup import with_whole_addresses


@stored(Shows.COMMENTS)
@feed_view
def everywhere(request: HttpRequest, spelling: str) -> HttpResponseBase:
    """The newest comments of all conversations that readers find."""
    now = timezone.now()
    comments = list(_with_pages(Comment.objects.visible(now).newest(ENTRIES)))
    told = Told(
        page=reverse("blog:front"),
        entries=tuple(_entry(comment, _owner_of(comment.thread), alone=False) for comment in comments),
        changed_at=_latest(
            LogEntry.objects.last_public_move(), Post.objects.last_change(now), *map(_changed, comments)
        ),
        title=_("All comments"),
        subtitle=_("What is being said, the newest first"),
    )
    return answer(request, told, spelling, base=reverse("blog:comments-feed"))


@stored(Shows.COMMENTS)
@feed_view
def post(request: HttpRequest, year: int, month: int, slug: str, spelling: str) -> HttpResponseBase:
    """What is said about one post; its address answers as that of the post does."""
    now = timezone.now()
    found = get_object_or_404(Post.objects.select_related("thread").at_address(year, month, slug))
    if found.state == PostState.WITHDRAWN and found.was_public(now):
        return HttpResponseGone()
    if not found.is_public(now):
        raise Http404
    return _of_thread(request, found.thread, found.guid, found.changed_at, spelling)


@stored(Shows.COMMENTS)
@feed_view
def page(request: HttpRequest, slug: str, spelling: str) -> HttpResponseBase:
    """Only imported pages have a conversation."""
    found = get_object_or_404(Page.objects.public().discussed(), slug=slug)
    thread: Thread = found.thread  # type: ignore[assignment]
    return _of_thread(request, thread, found.foreign_id or found.slug, found.changed_at, spelling)


def _of_thread(
    request: HttpRequest, thread: Thread, owner: str, changed_at: datetime, spelling: str
) -> HttpResponseBase:
    """Those that became public last come first: one that was approved late is not missed."""
    found = thread.comments.visible(timezone.now()).last_public_first()
    comments = list(found.with_authors().with_parents()[:ENTRIES])
    told = Told(
        page=thread.get_absolute_url(),
        entries=tuple(_entry(comment, owner, alone=True) for comment in comments),
        changed_at=_latest(
            LogEntry.objects.last_public_move(thread.pk), changed_at, *map(_changed, comments)
        ),
        title=_("Comments on “%(title)s”") % {"title": thread.title},
    )
    return answer(request, told, spelling)


def _with_pages(comments: CommentQuerySet) -> CommentQuerySet:
    """With author, parent, conversation, and what this stands under: one query."""
    owners = comments.with_authors().with_parents().select_related("thread__post", "thread__page")
    return owners.defer("thread__page__body")


def _owner_of(thread: Thread) -> str:
    """The lasting id of the page under which a conversation stands."""
    if hasattr(thread, "post"):
        return thread.post.guid
    return thread.page.foreign_id or thread.page.slug if hasattr(thread, "page") else thread.path


def _changed(comment: Comment) -> datetime:
    return comment.edited_at or comment.posted_at


def _latest(*moments: datetime | None) -> datetime:
    return max(moment for moment in [*moments, SITE_BORN] if moment)


def _entry(comment: Comment, owner: str, *, alone: bool) -> Entry:
    """One comment; `alone` in the feed of its conversation, where the title need not be said each time."""
    facts = {"name": comment.speaker, "number": comment.number, "title": comment.thread.title}
    address = whole(comment.get_absolute_url())
    return Entry(
        id=comment_id(owner, comment.number),
        title=(_("#%(number)d by %(name)s") if alone else _("%(name)s on “%(title)s”")) % facts,
        address=address,
        language=comment.language,
        published=timezone.localtime(comment.posted_at),
        updated=timezone.localtime(_changed(comment)),
        content=with_whole_addresses(in_this_language(comment.html), address),
        authors=(_person(comment),),
        conversation=f"{whole(comment.thread.get_absolute_url())}#thread",
        answers=_answered(comment, owner),
    )


def _person(comment: Comment) -> Person:
    if comment.author is not None and comment.author.is_active:
        return Person(comment.speaker, whole(reverse("comments:member", args=[comment.author.username])))
    return Person(comment.speaker)


def _answered(comment: Comment, owner: str) -> Answered:
    if comment.parent is None:
        return Answered(owner, whole(comment.thread.get_absolute_url()))
    return Answered(comment_id(owner, comment.parent.number), whole(comment.parent.get_absolute_url()))
