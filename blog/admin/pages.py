"""Pages beside the stream of posts: the same editor, fewer fields."""

from typing import Any

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from blog.actions.pages import save_page
from blog.admin.access import actor_of
from blog.admin.moving import tell_what_led_elsewhere
from blog.admin.saving import SavedByAction
from blog.forms.pages import PageForm
from blog.models import Page


@admin.register(Page)
class PageAdmin(SavedByAction):
    form = PageForm
    change_form_template = "admin/blog/page/change_form.html"
    list_display = ("title", "slug", "language", "public", "changed_at")
    list_filter = ("public", "language")
    search_fields = ("title", "body", "slug")
    show_full_result_count = False
    fieldsets = (
        (None, {"fields": ("title", "body"), "classes": ("main",)}),
        (_("Page"), {"fields": ("slug", "language", "public"), "classes": ("aside",)}),
    )

    def save_model(self, request: HttpRequest, obj: Page, form: ModelForm, change: bool) -> None:
        fields = form.cleaned_data
        stored = save_page(
            page=Page.objects.get(pk=obj.pk) if change else None,
            title=fields["title"],
            slug=fields["slug"],
            body=fields["body"],
            language=fields["language"],
            public=fields["public"],
            actor=actor_of(request),
            now=timezone.now(),
            based_on=fields["seen"],
        )
        obj.pk, obj.slug = stored.pk, stored.slug
        if "slug" in form.changed_data or not change:
            tell_what_led_elsewhere(request, stored)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"language": getattr(request, "LANGUAGE_CODE", "de"), "public": True}
