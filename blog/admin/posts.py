"""The list of posts, and the ways to their desk and their revisions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import F, Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from blog.actions import posts as actions
from blog.admin import links, moving, revisions
from blog.admin.access import ForEditors, actor_of
from blog.admin.desk import state_of, write
from blog.models import Byline, Post

BADGES = {
    "draft": _("draft"),
    "in_review": _("in review"),
    "scheduled": _("scheduled"),
    "published": _("published"),
    "withdrawn": _("withdrawn"),
}


class WhenFilter(admin.SimpleListFilter):
    """Published posts are two kinds: those that readers have, and those whose time is to come."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return list(BADGES.items())

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        now = timezone.now()
        words: dict[str, Callable[[], Any]] = {
            "draft": queryset.drafts,
            "in_review": queryset.in_review,
            "scheduled": lambda: queryset.scheduled(now),
            "published": lambda: queryset.public(now),
            "withdrawn": queryset.withdrawn,
        }
        ask = words.get(self.value() or "")
        return ask() if ask else queryset


class CategoryFilter(admin.RelatedFieldListFilter):
    """The filter by category, headed by the translated word instead of the field's name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = _("category")


@admin.register(Post)
class PostAdmin(ForEditors, admin.ModelAdmin):
    list_display = ("headline", "state_badge", "publication", "category", "authors", "comments")
    list_display_links = ("headline",)
    list_filter = (WhenFilter, ("live__category", CategoryFilter), "live__language")
    search_fields = ("live__title", "live__lead", "live__body", "slug")
    date_hierarchy = "published_at"
    ordering = (F("published_at").desc(nulls_first=True), "-id")
    list_per_page = 50
    show_full_result_count = False
    actions = ("publish", "withdraw")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Post]:
        authors = Byline.objects.select_related("person")
        return (
            super()
            .get_queryset(request)
            .select_related("live", "live__category", "thread")
            .prefetch_related(Prefetch("live__bylines", queryset=authors))
        )

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path(
                "<int:post_id>/revisions/",
                wrap(self._opened(revisions.all_of)),
                name="blog_post_revisions",
            ),
            path(
                "<int:post_id>/revisions/compare/",
                wrap(self._opened(revisions.compare)),
                name="blog_post_compare",
            ),
            path(
                "<int:post_id>/revisions/<int:number>/restore/",
                wrap(self._opened(revisions.restore)),
                name="blog_post_restore",
            ),
            path("<int:post_id>/links/", wrap(self._opened(links.links)), name="blog_post_links"),
            path("<int:post_id>/move/", wrap(self._opened(moving.move)), name="blog_post_move"),
            *super().get_urls(),
        ]

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        self._ask(request)
        return write(request, self, None)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        self._ask(request)
        return write(request, self, self._post(object_id))

    @admin.display(description=_("title"), ordering="live__title")
    def headline(self, post: Post) -> str:
        return (post.live.title if post.live else "") or _now("(without title)")

    @admin.display(description=_("state"), ordering="state")
    def state_badge(self, post: Post) -> str:
        state = state_of(post, timezone.now())
        return format_html('<span class="badge badge--{}">{}</span>', state, BADGES[state])

    @admin.display(description=_("publication"), ordering="published_at", empty_value="–")
    def publication(self, post: Post) -> Any:
        return post.published_at

    @admin.display(description=_("category"), ordering="live__category__name", empty_value="–")
    def category(self, post: Post) -> Any:
        return post.live.category if post.live else None

    @admin.display(description=_("authors"), empty_value="–")
    def authors(self, post: Post) -> str:
        return ", ".join(str(byline) for byline in post.live.bylines.all()) if post.live else ""

    @admin.display(description=_("comments"), ordering="thread__public_count")
    def comments(self, post: Post) -> int:
        return post.thread.public_count

    @admin.action(description=_("Publish now"))
    def publish(self, request: HttpRequest, queryset: QuerySet[Post]) -> None:
        now, actor = timezone.now(), actor_of(request)
        self._each(
            request, queryset, lambda post: actions.publish_post(post=post, at=None, actor=actor, now=now)
        )

    @admin.action(description=_("Withdraw"))
    def withdraw(self, request: HttpRequest, queryset: QuerySet[Post]) -> None:
        now, actor = timezone.now(), actor_of(request)
        self._each(request, queryset, lambda post: actions.withdraw_post(post=post, actor=actor, now=now))

    def _each(self, request: HttpRequest, queryset: QuerySet[Post], act: Callable[[Post], None]) -> None:
        """Act on each post by itself; say how many went well, and which did not."""
        done, left = 0, []
        for post in queryset:
            try:
                act(post)
                done += 1
            except actions.NotReady as refusal:
                left.append(f"{post} ({refusal.words})")
            except (actions.ImpossibleWay, actions.AddressRefused, actions.ChangedMeanwhile):
                left.append(str(post))
        if done:
            messages.success(
                request, ngettext("%(count)d post done.", "%(count)d posts done.", done) % {"count": done}
            )
        if left:
            text = _now("Not possible for: %(titles)s. Open them to see what is missing.")
            messages.warning(request, text % {"titles": ", ".join(left)})

    def _opened(self, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        """A view of one post, for those who may change it."""

        def opened(request: HttpRequest, post_id: int, **rest: Any) -> HttpResponse:
            self._ask(request)
            return view(request, self, self._post(post_id), **rest)

        return opened

    def _ask(self, request: HttpRequest) -> None:
        if not self.has_change_permission(request):
            raise PermissionDenied

    def _post(self, key: str | int) -> Post:
        found = Post.objects.select_related("live", "thread")
        post = found.filter(pk=key).first() if str(key).isdecimal() else None
        if post is None:
            raise Http404
        return post
