"""What the server calls."""

import os
from wsgiref.types import WSGIApplication

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from config.server.lifeline import follow_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django = get_wsgi_application()
application: WSGIApplication = django
if settings.PAGES_BYTES and not settings.DEBUG:
    from config.pages.front import StoredPages  # the apps have to be there first

    application = StoredPages(django, limit=settings.PAGES_BYTES)
follow_parent()
