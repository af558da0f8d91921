"""Names that can be mentioned, while one is typed (C9)."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.rules.names import LONGEST
from comments.models import Thread
from comments.people import names_like


@never_cache
@require_safe
def people(request: HttpRequest, thread_id: int) -> HttpResponse:
    """Name a few people of the thread whose names begin with `q`; strangers are told none."""
    if not request.user.is_authenticated:
        return JsonResponse({"names": []}, status=403)
    thread = get_object_or_404(Thread.objects.visible(timezone.now()), pk=thread_id)
    typed = request.GET.get("q", "")[:LONGEST]
    return JsonResponse({"names": names_like(typed, thread_id=thread.pk, reader=request.user)})
