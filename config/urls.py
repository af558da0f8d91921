"""All addresses of the site. What readers see has its language in the path; the rest is for machines."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from blog.views import sitemap

from . import health, media, wellknown

handler429 = "accounts.views.limits.too_many"

urlpatterns = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("media/<path:name>", media.media),
    path("sitemap.xml", sitemap.index),
    path("sitemap-<slug:kind>-<int:number>.xml", sitemap.part),
    path("robots.txt", wellknown.robots),
    path("manifest.webmanifest", wellknown.manifest),
    path("favicon.ico", wellknown.favicon),
    path(".well-known/security.txt", wellknown.security),
    path(".well-known/change-password", wellknown.change_password),
    *i18n_patterns(
        path("accounts/", include("accounts.urls")),
        path("accounts/", include("allauth.urls")),
        path("admin/", admin.site.urls),
        path("", include("comments.urls")),
        path("", include("blog.urls")),
        prefix_default_language=False,
    ),
]

handler400 = "config.errors.bad_request"
handler403 = "config.errors.permission_denied"
handler404 = "config.errors.page_not_found"
handler500 = "config.errors.server_error"
