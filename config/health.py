"""Is the process alive, and can it serve (O4)?"""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers. Asks nothing of anybody else, so that a busy database restarts nothing."""
    return JsonResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})
