"""The settings of the site: one row, so one page."""

from dataclasses import asdict
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from blog.actions.site import save_site, site_values
from blog.admin.access import ForLeaders, actor_of
from blog.forms.site import SiteForm
from blog.models import SiteSettings


@admin.register(SiteSettings)
class SiteAdmin(ForLeaders, admin.ModelAdmin):
    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Show the form, or store what it says."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        values = site_values(SiteSettings.load())
        initial = asdict(values) | SiteForm.typed(values.staffed_hours)
        form = SiteForm(request.POST or None, initial=initial, label_suffix="")
        if request.method == "POST" and form.is_valid():
            save_site(values=form.values(), actor=actor_of(request))
            messages.success(request, _("Saved. Every page shows it from now on."))
            return redirect("admin:blog_sitesettings_changelist")
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Settings of the site"),
            "form": form,
        }
        status = 422 if form.errors else 200
        return TemplateResponse(request, "admin/blog/sitesettings/form.html", context, status=status)

    def change_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("admin:blog_sitesettings_changelist")
