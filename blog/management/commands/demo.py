"""Fill an empty site with the demonstration, once; print how to sign in, every time."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from blog.demonstration.load import is_loaded, load
from blog.demonstration.people import Cast
from blog.models import Post


class Command(BaseCommand):
    help = "Write demonstration content into an empty site and print the passwords of its staff."

    def handle(self, *args: Any, **options: Any) -> None:
        note = Path(settings.DATA_DIR) / "demonstration.txt"
        if not is_loaded():
            if Post.objects.exists():
                self.stdout.write("This site has posts of its own: the demonstration stays away.")
                return
            with transaction.atomic(), _in_silence():
                cast = load(now=timezone.now())
            note.touch(mode=0o600)
            note.write_text(_who_can_sign_in(cast), encoding="utf-8")
        if note.exists():
            self.stdout.write(note.read_text(encoding="utf-8"))


@contextmanager
def _in_silence() -> Iterator[None]:
    """Keep a line for each invented comment out of the log: the passwords below would scroll away."""
    before = logging.root.manager.disable
    logging.disable(logging.INFO)
    try:
        yield
    finally:
        logging.disable(before)


def _who_can_sign_in(cast: Cast) -> str:
    width = max(len(name) for name in cast.passwords)
    lines = [
        f"  {name:<{width}}  {password}  {_part(cast, name)}" for name, password in cast.passwords.items()
    ]
    return "\n".join(
        [
            f"Sign in at {settings.SITE_URL}/accounts/login/ as one of these invented people:",
            "",
            *lines,
            "",
            "Staff set up a second factor the first time they enter /admin/ or /moderation/.",
            "To try without one: RESONANZ_STAFF_SECOND_FACTOR=false make run",
            "",
        ]
    )


def _part(cast: Cast, name: str) -> str:
    return ", ".join(sorted(cast.people[name].roles)) or "member"
