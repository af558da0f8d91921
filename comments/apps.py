from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from comments import guard


class CommentsConfig(AppConfig):
    name = "comments"
    verbose_name = _("Comments")

    def ready(self) -> None:
        """Guard the log after every `migrate`: the one signal here, because nothing else is told of it."""
        from comments import checks  # noqa: F401, PLC0415
        from comments.actions import (  # noqa: PLC0415  # say who follows mutes and writes which mails
            inbox,  # noqa: F401
            letters,  # noqa: F401
            measure_letters,  # noqa: F401
        )

        post_migrate.connect(_guard_the_log, sender=self)


def _guard_the_log(*, using: str, **_: Any) -> None:
    guard.install(connections[using])
