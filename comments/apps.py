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
        """Say what this room keeps of people, who follows mutes and who writes which mails.

        The log is guarded after every `migrate`: the one signal here, because nothing else is told of it.
        """
        from accounts import personal  # noqa: PLC0415  # models are there only now
        from comments import (  # noqa: PLC0415
            checks,  # noqa: F401
            exported,
        )
        from comments.actions import (  # noqa: PLC0415
            alert_letters,  # noqa: F401
            inbox,  # noqa: F401
            letters,  # noqa: F401
            measure_letters,  # noqa: F401
        )

        personal.register(*exported.PARTS)
        post_migrate.connect(_guard_the_log, sender=self)


def _guard_the_log(*, using: str, **_: Any) -> None:
    guard.install(connections[using])
