"""The addresses of the site, and one page of a foreign kind with a conversation under it."""

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template import engines
from django.urls import re_path
from django.utils import timezone

from blog.models import SiteSettings
from comments.models import Thread
from config.urls import urlpatterns as all_others

PAGE = """{% extends "base.html" %}{% load conversation %}
{% block content %}{% conversation thread %}{% endblock %}"""


def page(request: HttpRequest, path: str) -> HttpResponse:
    thread = get_object_or_404(Thread.objects.visible(timezone.now()), path=f"/talk/{path}/")
    template = engines["django"].from_string(PAGE)
    return HttpResponse(template.render({"thread": thread, "site": SiteSettings.load()}, request))


urlpatterns = [
    *i18n_patterns(re_path(r"^talk/(?P<path>[\w-]+)/$", page), prefix_default_language=False),
    *all_others,
]
