"""The admin site: who may enter, and its catalogue of strings for scripts."""

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.gate import may_enter_staff_pages, safe_next, way_in


class ResonanzAdminSite(AdminSite):
    site_header = _("Newsroom")
    site_title = _("Newsroom")
    index_title = _("Today")

    def has_permission(self, request: HttpRequest) -> bool:
        return may_enter_staff_pages(request)

    def login(self, request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponse:
        """Lead to the site's own sign-in, with its limits and its second factor; no password is read here."""
        destination = safe_next(request, reverse("admin:index"))
        return way_in(request, destination) or redirect(destination)
