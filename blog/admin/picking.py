"""The small answers from which the editor of texts picks pictures."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from blog.actions.images import PictureRefused, take_in_image
from blog.admin.access import actor_of
from blog.forms.images import ImageForm
from blog.models import Image
from blog.pictures import thumb_of
from blog.rules.renditions import Shape

TO_PICK_FROM = 40
LONGEST_SEARCH = 100  # characters


@require_http_methods(["GET", "POST"])
def pick(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _taken(request)
    wanted = request.GET.get("q", "")[:LONGEST_SEARCH].strip()
    found = Image.objects.with_renditions(Shape.TEASER).filter(
        Q(alt__icontains=wanted) | Q(caption__icontains=wanted) | Q(credit__icontains=wanted)
    )
    return JsonResponse({"pictures": [_as_values(image) for image in found[:TO_PICK_FROM]]})


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


def _as_values(image: Image) -> dict[str, Any]:
    return {
        "id": image.pk,
        "src": image.file.url,
        "thumb": thumb_of(image).address,
        "alt": image.alt,
        "caption": " ".join(part for part in (image.caption, image.credit) if part),
        "width": image.width,
        "height": image.height,
    }
