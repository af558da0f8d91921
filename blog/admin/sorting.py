"""Categories, tags and series: names and addresses."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from blog.actions.sorting import save_sorting
from blog.admin.access import actor_of
from blog.admin.merging import merge
from blog.admin.moving import tell_what_led_elsewhere
from blog.admin.saving import SavedByAction
from blog.forms.refusable import RefusableForm
from blog.models import Category, Post, Series, Tag


class SortedForm(RefusableForm):
    """An empty address is made from the name."""

    slug = forms.CharField(
        label=_("Address"), max_length=200, required=False, help_text=_("Empty: made from the name.")
    )


class SortedAdmin(SavedByAction):
    form = SortedForm
    fields = ("name", "slug", "description")
    list_display = ("name", "slug", "posts")
    search_fields = ("name", "slug")
    list_per_page = 100
    show_full_result_count = False
    counted_by: str

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        posts = Post.objects.filter(**{self.counted_by: OuterRef("pk")}).order_by()
        counted = posts.values(self.counted_by).annotate(count=Count("pk")).values("count")
        return super().get_queryset(request).annotate(posts_count=Subquery(counted))

    @admin.display(description=_("posts"), ordering="posts_count")
    def posts(self, row: Any) -> int:
        return row.posts_count or 0

    def save_model(self, request: HttpRequest, obj: Any, form: forms.ModelForm, change: bool) -> None:
        fields = form.cleaned_data
        stored = save_sorting(
            row=self.model.objects.get(pk=obj.pk) if change else self.model(),
            name=fields["name"],
            slug=fields["slug"],
            description=fields["description"],
            actor=actor_of(request),
            now=timezone.now(),
        )
        obj.pk, obj.slug = stored.pk, stored.slug
        if "slug" in form.changed_data or not change:
            tell_what_led_elsewhere(request, stored)


class MergeableAdmin(SortedAdmin):
    """Rows that were merged into another one stay for the history and stand in no list."""

    actions = ("merge",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).filter(merged_into=None)

    @admin.action(description=_("Merge…"))
    def merge(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        return merge(request, self, queryset)


@admin.register(Category)
class CategoryAdmin(MergeableAdmin):
    counted_by = "live__category"


@admin.register(Tag)
class TagAdmin(MergeableAdmin):
    counted_by = "live__tags"


@admin.register(Series)
class SeriesAdmin(SortedAdmin):
    counted_by = "live__series"
