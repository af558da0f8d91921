"""What the server calls."""

import os

from django.core.wsgi import get_wsgi_application

from config.server.lifeline import follow_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()
follow_parent()
