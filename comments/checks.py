"""What is looked at before the site starts."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import connections

from comments import guard


@register(Tags.database)
def the_log_only_grows(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """Say so when the database would let somebody change the log.

    A warning and no error, because an error would also stop `migrate`, which puts the triggers back.
    """
    return [
        Warning(
            f"The log of decisions in the database “{alias}” is not protected: {', '.join(absent)} missing.",
            hint="`manage.py migrate` puts the triggers back. Find out who took them away.",
            id="comments.W001",
        )
        for alias in databases or ()
        if (absent := guard.missing(connections[alias]))
    ]
