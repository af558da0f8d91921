"""A Django view without middleware that returns bytes from a folder: what the server itself is able to."""

import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

FILES = {file.name: file.read_bytes() for file in Path(os.environ["BENCH_FILES"]).iterdir() if file.is_file()}


def page(request: HttpRequest, name: str) -> HttpResponse:
    return HttpResponse(FILES[name])


urlpatterns = [path("<str:name>", page)]
settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"], MIDDLEWARE=[], ROOT_URLCONF=__name__, SECRET_KEY="bench", USE_TZ=True
)
application = get_wsgi_application()
