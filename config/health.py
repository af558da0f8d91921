"""Is the process alive, and can it serve (O4)?"""

from django.db import Error
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from .readiness import limits_shared, reasons_against, worker_seen


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers. Asks nothing of anybody else, so that a busy database restarts nothing."""
    return JsonResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})


@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Whether requests should come here: 200, or 503 with the reasons in machine words.

    `worker` only tells whether one was seen lately: without it work piles up, and pages are served. `limits`
    only tells whether their store answers: without it they are counted in the main database.
    """
    reasons = reasons_against()
    answer: dict[str, object] = {"status": "unready" if reasons else "ready", "reasons": reasons}
    if not reasons:
        answer["worker"] = "seen" if _worker_seen() else "silent"
        answer["limits"] = "shared" if limits_shared() else "cache_away"
    return JsonResponse(answer, status=503 if reasons else 200, headers={"Cache-Control": "no-store"})


def _worker_seen() -> bool:
    try:
        return worker_seen(timezone.now())
    except Error:
        return False
