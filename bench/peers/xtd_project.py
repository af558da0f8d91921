"""A small Django project around django-comments-xtd: flat pages with their comments below.

Run as a program it makes the database and reads conversations, a line of JSON each, from standard input. Its
template calls itself for each level and breaks at some thirty: deeper answers stand below the tenth.
"""

import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import django
from django.conf import settings

FOLDER = Path(os.environ["XTD_FOLDER"])
DEEPEST = 10
PAGE = """{% load comments comments_xtd %}<!doctype html><title>{{ flatpage.title }}</title>
<h1>{{ flatpage.title }}</h1>
{% render_xtdcomment_tree for flatpage %}{% render_comment_form for flatpage %}"""

settings.configure(
    ALLOWED_HOSTS=["*"],
    SECRET_KEY="bench",
    USE_TZ=True,
    SITE_ID=1,
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    DEFAULT_FROM_EMAIL="site@example.org",
    ROOT_URLCONF="xtd_urls",
    COMMENTS_APP="django_comments_xtd",
    COMMENTS_XTD_MAX_THREAD_LEVEL=DEEPEST,
    COMMENTS_XTD_CONFIRM_EMAIL=False,
    COMMENT_MAX_LENGTH=10_000,
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.sites",
        "django.contrib.flatpages",
        "django_comments_xtd",
        "django_comments",
    ],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
    ],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": FOLDER / "db.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL",
            },
        }
    },
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                ],
                "loaders": [
                    (
                        "django.template.loaders.cached.Loader",
                        [
                            ("django.template.loaders.locmem.Loader", {"flatpages/default.html": PAGE}),
                            "django.template.loaders.app_directories.Loader",
                        ],
                    )
                ],
            },
        }
    ],
)
django.setup()

from django.contrib.contenttypes.models import ContentType
from django.contrib.flatpages.models import FlatPage
from django.contrib.sites.models import Site
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.db import transaction
from django_comments_xtd.models import XtdComment

application = WSGIHandler()


@transaction.atomic
def fill() -> None:
    """Write the conversations in the order in which they are read; counts below each comment with them."""
    kind, site = ContentType.objects.get_for_model(FlatPage), Site.objects.get()
    pages: dict[str, FlatPage] = {}
    comments: dict[int, XtdComment] = {}
    orders: dict[int, int] = {}
    for line in sys.stdin:
        said = json.loads(line)
        if said["page"] not in pages:
            pages[said["page"]] = FlatPage.objects.create(url=said["page"], title=said["title"])
            pages[said["page"]].sites.add(site)
        above = comments.get(said["parent"])
        if above and above.level == DEEPEST:
            above = comments[above.parent_id]
        orders[said["root"]] = orders.get(said["root"], 0) + 1
        comments[said["id"]] = XtdComment(
            id=said["id"], content_type=kind, object_pk=str(pages[said["page"]].pk), site=site,
            user_name=said["name"], user_email="guest@example.org", comment=said["text"],
            submit_date=datetime.fromtimestamp(said["at"], UTC), is_public=True, thread_id=said["root"],
            parent_id=above.id if above else said["id"], level=above.level + 1 if above else 0,
            order=orders[said["root"]],
        )  # fmt: skip
        while above:
            above.nested_count += 1
            above = comments[above.parent_id] if above.level else None
    # The parent's table has its own rows, which Django does not write in bulk.
    for each in comments.values():
        each.save_base(force_insert=True)


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    fill()
