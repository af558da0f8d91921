"""The library of pictures, and the small answers from which the editor picks."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from blog.actions.images import PictureRefused, describe_image, take_in_image
from blog.admin.access import ForEditors, actor_of
from blog.forms.images import ImageForm
from blog.models import Image

TO_PICK_FROM = 40


class TakingForm(ImageForm):
    """The form of the admin: taking in happens while it is checked, so that a refusal stands in the form."""

    request: HttpRequest

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.instance.pk and not self.errors:
            try:
                self.taken = take_in(self.request, cleaned)
            except PictureRefused as refusal:
                self.add_error("upload", str(refusal.message))
        return cleaned

    def _post_clean(self) -> None:
        """The row is written by an action and checked by its constraints."""


@admin.register(Image)
class ImageAdmin(ForEditors, admin.ModelAdmin):
    form = TakingForm
    change_form_template = "admin/blog/image/change_form.html"
    list_display = ("alt", "preview", "credit", "size", "uploaded_at")
    search_fields = ("alt", "caption", "credit")
    date_hierarchy = "uploaded_at"
    list_per_page = 40
    show_full_result_count = False

    def get_urls(self) -> list[URLPattern]:
        pick = self.admin_site.admin_view(self.pick)
        return [path("pick/", pick, name="blog_image_pick"), *super().get_urls()]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        words = ("alt", "caption", "credit", "licence")
        return [
            (None, {"fields": words if obj else ("upload", *words)}),
            (
                _("Focal point"),
                {
                    "fields": (("focal_x", "focal_y"),),
                    "description": _("The point that stays visible when the picture is cropped, in percent."),
                },
            ),
        ]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **(kwargs | {"fields": ImageForm.Meta.fields}))
        return type("RequestForm", (form,), {"request": request})

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

    @admin.display(description=_("picture"))
    def preview(self, image: Image) -> str:
        return format_html(
            '<img class="thumb" src="{}" alt="" width="{}" height="{}" loading="lazy">',
            image.file.url,
            image.width,
            image.height,
        )

    @admin.display(description=_("size"))
    def size(self, image: Image) -> str:
        return f"{image.width} × {image.height}"

    def pick(self, request: HttpRequest) -> HttpResponse:
        """Answer the editor: GET lists pictures (`?q=`), POST takes one in. Both as JSON."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        return _pick(request)


@require_http_methods(["GET", "POST"])
def _pick(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _taken(request)
    wanted = request.GET.get("q", "")[:100].strip()
    found = Image.objects.filter(
        Q(alt__icontains=wanted) | Q(caption__icontains=wanted) | Q(credit__icontains=wanted)
    )
    return JsonResponse({"pictures": [_as_values(image) for image in found[:TO_PICK_FROM]]})


def _taken(request: HttpRequest) -> HttpResponse:
    form = ImageForm({**request.POST.dict(), "focal_x": "50", "focal_y": "50"}, request.FILES)
    if not form.is_valid():
        errors = {name: " ".join(map(str, texts)) for name, texts in form.errors.items()}
        return JsonResponse({"errors": errors}, status=422)
    try:
        image = take_in(request, form.cleaned_data)
    except PictureRefused as refusal:
        return JsonResponse({"errors": {"upload": str(refusal.message)}}, status=422)
    return JsonResponse(_as_values(image), status=201)


def take_in(request: HttpRequest, fields: dict[str, Any]) -> Image:
    """Take in the file of a form with its words."""
    return take_in_image(
        file=fields["upload"],
        alt=fields["alt"],
        caption=fields["caption"],
        credit=fields["credit"],
        licence=fields["licence"],
        actor=actor_of(request),
        now=timezone.now(),
    )


def _as_values(image: Image) -> dict[str, Any]:
    return {
        "id": image.pk,
        "src": image.file.url,
        "alt": image.alt,
        "caption": " ".join(part for part in (image.caption, image.credit) if part),
        "width": image.width,
        "height": image.height,
    }
