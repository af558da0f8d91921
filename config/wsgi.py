"""What the server calls."""

import gc
import os
import sys
from wsgiref.types import WSGIApplication

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from config.server.lifeline import follow_parent

# Seconds for which a thread keeps the interpreter while others want it; Python's own are 0.005. Whoever holds
# a lock of the database gives the interpreter away with each statement, and everybody waits until it is back.
sys.setswitchinterval(0.0005)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django = get_wsgi_application()
application: WSGIApplication = django
if settings.PAGES_BYTES and not settings.DEBUG:
    from config.pages.front import StoredPages  # the apps have to be there first

    application = StoredPages(django, limit=settings.PAGES_BYTES)
follow_parent()
gc.freeze()  # what is loaded stays, and looking through it for garbage would stop a reader for 100 ms
