"""What is looked at before a site is served: `manage.py check --deploy` makes all of these."""

import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

LOCAL = {"localhost", "127.0.0.1", "::1"}


@register(Tags.files)
def the_data_folder_can_be_written(**_: Any) -> list[CheckMessage]:
    if os.access(settings.DATA_DIR, os.W_OK | os.X_OK):
        return []
    return [
        Error(
            f"The data folder {settings.DATA_DIR} cannot be written.",
            hint="Give it to the user that runs the site, or set RESONANZ_DATA_DIR to another folder.",
            id="resonanz.E001",
        )
    ]


@register(Tags.compatibility)
def sqlite_can_search(**_: Any) -> list[CheckMessage]:
    """Full text search needs FTS5; builds of SQLite without it exist."""
    if not settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        return []
    with closing(sqlite3.connect(":memory:")) as connection:
        try:
            connection.execute("CREATE VIRTUAL TABLE probe USING fts5(words)")
        except sqlite3.OperationalError:
            return [
                Error(
                    f"The SQLite of this Python ({sqlite3.sqlite_version}) cannot search text (FTS5).",
                    hint="Use another Python, or PostgreSQL through DATABASE_URL.",
                    id="resonanz.E002",
                )
            ]
    return []


@register(Tags.urls)
def the_address_is_one(**_: Any) -> list[CheckMessage]:
    """Every mail and feed is built on RESONANZ_URL."""
    if settings.SITE_SCHEME in {"http", "https"} and settings.SITE_HOST:
        return []
    return [
        Error(
            f"RESONANZ_URL is “{settings.SITE_URL}”, which is no address.",
            hint="It looks like https://example.org.",
            id="resonanz.E003",
        )
    ]


@register(Tags.security, deploy=True)
def the_site_is_public_and_safe(app_configs: Sequence[Any] | None = None, **_: Any) -> list[CheckMessage]:
    """What is right on one's own machine and wrong on the open network."""
    found: list[CheckMessage] = []
    if settings.SITE_HOST in LOCAL:
        found.append(
            Warning(
                "RESONANZ_URL names this machine: links in mails and feeds lead nowhere for others.",
                hint="Set it to the public address, or run `manage.py setup_site`.",
                id="resonanz.W001",
            )
        )
    if not settings.EMAIL_URL:
        found.append(
            Warning(
                "EMAIL_URL is not set: mails go to the log, and nobody can sign up.",
                hint="Set it to smtp+tls://user:password@mail.example.org:587.",
                id="resonanz.W002",
            )
        )
    if not settings.STAFF_SECOND_FACTOR:
        found.append(
            Warning(
                "The staff may enter without a second factor.",
                hint="Remove RESONANZ_STAFF_SECOND_FACTOR from the environment.",
                id="resonanz.W003",
            )
        )
    return found
