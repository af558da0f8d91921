"""Pictures and files that people have given us, served so that none of them can do anything (E11)."""

import re
from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils._os import safe_join
from django.utils.http import http_date, parse_http_date_safe
from django.views.decorators.http import require_safe

from blog.models import Image

SHOWN = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".gif": "image/gif",
}
OF_A_PICTURE = re.compile(r"images/\d{4}/\d\d/[0-9A-Za-z_]{1,60}\.[a-z]{3,4}")
UNNAMEABLE = re.compile(r"[^A-Za-z0-9._-]")
POLICY = "default-src 'none'; sandbox"


def file_of(name: str) -> Path:
    """The file of this name below the media folder. Raises Http404, also for folders and ways out."""
    try:
        path = Path(safe_join(settings.MEDIA_ROOT, name))
        if any(part.startswith(".") for part in Path(name).parts) or not path.is_file():
            raise Http404
        if not path.resolve().is_relative_to(Path(settings.MEDIA_ROOT).resolve()):
            raise Http404
    except (SuspiciousFileOperation, ValueError, OSError) as problem:
        raise Http404 from problem
    return path


@require_safe
def media(request: HttpRequest, name: str) -> HttpResponse | FileResponse:
    """Serve a picture as what its ending says and everything else as a download.

    Names are never used again for other content, so a copy is good for ever.
    """
    try:
        path = file_of(name)
    except Http404:
        return _replaced(name)
    known = path.stat()
    etag = f'"{known.st_mtime_ns:x}-{known.st_size:x}"'
    headers = {
        "ETag": etag,
        "Last-Modified": http_date(known.st_mtime),
        "Cache-Control": "public, max-age=31536000, immutable",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": POLICY,
        "Cross-Origin-Resource-Policy": "same-site",
    }
    if _unchanged(request, etag, int(known.st_mtime)):
        return HttpResponse(status=304, headers=headers)
    kind = SHOWN.get(path.suffix.lower())
    return FileResponse(
        path.open("rb"),
        content_type=kind or "application/octet-stream",
        as_attachment=kind is None,
        filename=UNNAMEABLE.sub("_", path.name),
        headers=headers,
    )


def _replaced(name: str) -> HttpResponse:
    """Lead to the file that took the place of this one. Raises Http404."""
    image = Image.objects.formerly_in(name).first() if OF_A_PICTURE.fullmatch(name) else None
    if image is None:
        raise Http404
    answer = redirect(image.file.url)
    answer["Cache-Control"] = "no-cache"  # it may be replaced once more
    return answer


def _unchanged(request: HttpRequest, etag: str, modified: int) -> bool:
    if tags := request.headers.get("If-None-Match"):
        return tags.strip() == "*" or etag in {tag.strip().removeprefix("W/") for tag in tags.split(",")}
    since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    return since is not None and modified <= since
