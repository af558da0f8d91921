"""The library of pictures, as editors see it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from blog.actions.images import PictureRefused, describe_image
from blog.actions.library import PictureInUse, delete_image, replace_file
from blog.admin.access import ForEditors, actor_of
from blog.admin.picking import pick, take_in
from blog.forms.images import ImageForm
from blog.models import Image, Page, Post, PostRevision
from blog.querysets import showing
from blog.rules.renditions import Shape


class TakingForm(ImageForm):
    """The form of the admin: the file is taken while it is checked, so that a refusal stands in the form."""

    request: HttpRequest

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and cleaned.get("upload"):
            try:
                self._take(cleaned)
            except PictureRefused as refusal:
                self.add_error("upload", str(refusal.message))
        return cleaned

    def _take(self, cleaned: dict[str, Any]) -> None:
        if not self.instance.pk:
            self.taken = take_in(self.request, cleaned)
            return
        actor, file = actor_of(self.request), cleaned["upload"]
        replace_file(image=self.instance, file=file, actor=actor, now=timezone.now())

    def _post_clean(self) -> None:
        """The row is written by an action and checked by its constraints."""


class WithoutWords(admin.SimpleListFilter):
    title = _("alternative text")
    parameter_name = "words"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("missing", _("missing"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Image]) -> QuerySet[Image]:
        return queryset.filter(alt="") if self.value() == "missing" else queryset


class ByLicence(admin.SimpleListFilter):
    """The licences that were typed, and those pictures that have none."""

    title = _("licence")
    parameter_name = "licence"
    NONE = "-"
    MOST = 30

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        typed = Image.objects.exclude(licence="").order_by("licence").values_list("licence", flat=True)
        return [(self.NONE, _("not given")), *((each, each) for each in typed.distinct()[: self.MOST])]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Image]) -> QuerySet[Image]:
        if self.value() is None:
            return queryset
        return queryset.filter(licence="" if self.value() == self.NONE else self.value())


@admin.register(Image)
class ImageAdmin(ForEditors, admin.ModelAdmin):
    form = TakingForm
    change_list_template = "admin/blog/image/change_list.html"
    change_form_template = "admin/blog/image/change_form.html"
    list_display = ("alt", "uploaded_at")
    list_filter = (WithoutWords, ByLicence)
    search_fields = ("alt", "caption", "credit", "licence", "file")
    date_hierarchy = "uploaded_at"
    list_per_page = 40
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Image]:
        return Image.objects.with_renditions(Shape.TEASER)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.pick)
        return [path("pick/", view, name="blog_image_pick"), *super().get_urls()]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        words = ("alt", "caption", "credit", "licence")
        focus = _(
            "The point that stays visible when the picture is cropped: click on the picture, or type percent."
        )
        return [
            (None, {"fields": words if obj else ("upload", *words)}),
            (_("Focal point"), {"fields": (("focal_x", "focal_y"),), "description": focus}),
            *([(_("File"), {"fields": ("upload",)})] if obj else []),
        ]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **(kwargs | {"fields": ImageForm.Meta.fields}))
        return type("RequestForm", (form,), {"request": request})

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show where the picture stands. A refusal has the status of one."""
        image = self.get_object(request, object_id) if object_id else None
        context = {"uses": _uses(image) if image else []} | (extra_context or {})
        answer = super().changeform_view(request, object_id, form_url, context)
        if request.method == "POST" and answer.status_code == HTTPStatus.OK:
            answer.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return answer

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """A picture has no rows of its own below it."""

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Image:
        return form.instance if change else form.taken

    def save_model(self, request: HttpRequest, obj: Image, form: Any, change: bool) -> None:
        describe_image(
            image=obj,
            **{name: form.cleaned_data[name] for name in ImageForm.Meta.fields},
            actor=actor_of(request),
        )

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """One at a time, after a look at where it stands."""
        return obj is not None and actor_of(request).may_edit

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        uses = [use for image in objs for use in _uses(image)]
        return [str(image) for image in objs], {}, set(), uses

    def delete_model(self, request: HttpRequest, obj: Image) -> None:
        try:
            delete_image(image=obj, actor=actor_of(request))
        except PictureInUse as use:  # since the page that asked was made
            raise PermissionDenied from use

    def pick(self, request: HttpRequest) -> HttpResponse:
        """Answer the editor: GET lists pictures (`?q=`), POST takes one in. Both as JSON."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        return pick(request)


def _uses(image: Image) -> list[str]:
    """Where a picture stands, as links: posts and pages as they are now, and whether earlier texts had it."""
    names = image.all_names()
    posts = Post.objects.showing(image, names).select_related("live").newest_first()
    pages = Page.objects.filter(showing("body", names))
    found = [_link("blog_post_change", post.pk, str(post)) for post in posts]
    found += [_link("blog_page_change", page.pk, page.title) for page in pages]
    earlier = PostRevision.objects.showing(image, names).earlier()
    return found + [_link("blog_post_revisions", each.post_id, str(each)) for each in earlier]


def _link(name: str, key: int, words: str) -> str:
    return format_html('<a href="{}">{}</a>', reverse(f"admin:{name}", args=[key]), words)
