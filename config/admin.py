"""The admin site: who may enter, and what its start page shows."""

from typing import Any, cast

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from accounts.gate import may_enter_staff_pages, safe_next, way_in
from accounts.models import User
from blog.today import today

ROOMS = frozenset({"blog", "comments", "accounts"})
ORDER = ("post", "page", "image", "category", "tag", "series", "comment", "thread", "user", "sitesettings")

# Words of Django's own admin that its German catalogue does not have yet; ours has them.
WORDS_OF_DJANGO = (
    gettext_noop("Filter by %(field_name)s"),
    gettext_noop("- Select an option -"),
    gettext_noop("Run"),
)


class ResonanzAdminSite(AdminSite):
    site_header = _("Newsroom")
    site_title = _("Newsroom")
    index_title = _("Today")
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        return may_enter_staff_pages(request)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Lead to the site's own sign-in, with its limits, or to the second factor that is missing."""
        destination = safe_next(request, reverse("admin:index"))
        return way_in(request, destination) or redirect(destination)

    def password_change(  # type: ignore[override]  # Django would show a form of its own
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Passwords are changed where everybody changes them."""
        return redirect("account_change_password")

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """Show what needs a person (E13)."""
        facts = today(actor=cast(User, request.user).as_actor(), now=timezone.now())
        return super().index(request, {"today": facts} | (extra_context or {}))

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """Add `rooms`: the lists this person may open, in the order of the day."""
        context = super().each_context(request)
        ours = (app for app in context["available_apps"] if app["app_label"] in ROOMS)
        models = [model for app in ours for model in app["models"] if model["admin_url"]]
        places = {name: place for place, name in enumerate(ORDER)}
        models.sort(key=lambda model: places.get(model["object_name"].lower(), len(ORDER)))
        return context | {"rooms": models}
