"""The addresses of `xtd_project`."""

from django.contrib.flatpages.views import flatpage
from django.urls import include, path

urlpatterns = [
    path("comments/", include("django_comments_xtd.urls")),
    path("<path:url>", flatpage),
]
