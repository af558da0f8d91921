"""All addresses of the site. What readers see has its language in the path; the rest is for machines."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from . import health

handler429 = "accounts.views.limits.too_many"

urlpatterns = [
    path("healthz", health.healthz),
    *i18n_patterns(
        path("accounts/", include("accounts.urls")),
        path("accounts/", include("allauth.urls")),
        path("admin/", admin.site.urls),
        path("", include("comments.urls")),
        path("", include("blog.urls")),
        prefix_default_language=False,
    ),
]
