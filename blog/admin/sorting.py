"""Categories, tags and series: names and addresses."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from blog.actions.placing import touch_site
from blog.admin.access import ForEditors
from blog.models import Category, Post, Series, Tag
from blog.rules.addresses import free_slug, is_reserved, is_slug, slug_of


class SortedForm(forms.ModelForm):
    """An empty address is made from the name."""

    slug = forms.CharField(
        label=_("Address"), max_length=200, required=False, help_text=_("Empty: made from the name.")
    )

    def clean_slug(self) -> str:
        typed = self.cleaned_data["slug"]
        if not typed:
            others = type(self.instance)._default_manager.exclude(pk=self.instance.pk)
            made = slug_of(self.cleaned_data.get("name", ""))
            return self.instance.slug or free_slug(made, set(others.values_list("slug", flat=True)))
        if typed != self.instance.slug and (not is_slug(typed) or is_reserved(typed)):
            raise forms.ValidationError(
                _("Small letters, digits and hyphens, and no word that the site needs itself.")
            )
        return typed


class SortedAdmin(ForEditors, admin.ModelAdmin):
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
        super().save_model(request, obj, form, change)
        touch_site()


@admin.register(Category)
class CategoryAdmin(SortedAdmin):
    counted_by = "live__category"


@admin.register(Tag)
class TagAdmin(SortedAdmin):
    counted_by = "live__tags"


@admin.register(Series)
class SeriesAdmin(SortedAdmin):
    counted_by = "live__series"
