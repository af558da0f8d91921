"""The process as an app, and Django's admin with our site in it."""

from django.apps import AppConfig
from django.contrib.admin import apps


class ResonanzConfig(AppConfig):
    name = "config"
    default = True

    def ready(self) -> None:
        """Make the checks known: `check` finds those that are imported."""
        from config import checks  # noqa: F401, PLC0415  # needs the apps


class ResonanzAdminConfig(apps.AdminConfig):
    default = False
    default_site = "config.admin.ResonanzAdminSite"
