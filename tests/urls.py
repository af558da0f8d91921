"""The addresses of the site, and before them a few that only tests ask for.

They are there for all tests: where each brings its own, Django reads all addresses anew for each.
"""

from collections.abc import Callable

from django.conf.urls.i18n import i18n_patterns
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template import engines
from django.urls import path, re_path
from django.utils import timezone
from django.views.decorators.http import require_POST

import config.urls
from blog.models import SiteSettings
from comments.models import Thread

SECRET = "words of the exception"

PAGE = """{% extends "base.html" %}{% load conversation %}
{% block content %}{% conversation thread %}{% endblock %}"""


def conversation(request: HttpRequest, name: str) -> HttpResponse:
    thread = get_object_or_404(Thread.objects.visible(timezone.now()), path=f"/talk/{name}/")
    template = engines["django"].from_string(PAGE)
    return HttpResponse(template.render({"thread": thread, "site": SiteSettings.load()}, request))


def fails_with(problem: Exception) -> Callable[[HttpRequest], HttpResponse]:
    def view(request: HttpRequest) -> HttpResponse:
        raise problem

    return view


urlpatterns = [
    *i18n_patterns(re_path(r"^talk/(?P<name>[\w-]+)/$", conversation), prefix_default_language=False),
    path("broken/", fails_with(ValueError(SECRET))),
    path("en/broken/", fails_with(ValueError(SECRET))),
    path("away/", fails_with(OperationalError(SECRET))),
    path("bad/", fails_with(SuspiciousOperation(SECRET))),
    path("large/", fails_with(RequestDataTooBig(SECRET))),
    path("forbidden/", fails_with(PermissionDenied(SECRET))),
    path("missing/", fails_with(Http404(SECRET))),
    path("form/", require_POST(lambda request: HttpResponse("sent"))),
    *config.urls.urlpatterns,
]
handler400 = config.urls.handler400
handler403 = config.urls.handler403
handler404 = config.urls.handler404
handler429 = config.urls.handler429
handler500 = config.urls.handler500
