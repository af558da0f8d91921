"""The admin site: who may enter, and its catalogue of strings for scripts."""

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.gate import may_enter_staff_pages


class ResonanzAdminSite(AdminSite):
    site_header = _("Newsroom")
    site_title = _("Newsroom")
    index_title = _("Today")

    def has_permission(self, request: HttpRequest) -> bool:
        return may_enter_staff_pages(request)
