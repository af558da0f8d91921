"""The process as an app, and Django's admin with our site in it."""

from django.apps import AppConfig
from django.contrib.admin import apps


class ResonanzConfig(AppConfig):
    name = "config"
    default = True


class ResonanzAdminConfig(apps.AdminConfig):
    default = False
    default_site = "config.admin.ResonanzAdminSite"
