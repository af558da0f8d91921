"""What there is to know of the reader of a page, asked once for the whole request."""

from datetime import datetime
from typing import cast

from django.http import HttpRequest

from accounts.models import User
from comments.apart import Facts, facts_about

NOTED = "_facts_about_reader"  # on the request


def facts_for(request: HttpRequest, thread_id: int, now: datetime) -> Facts:
    """Return what there is to know of a signed-in reader and a conversation: one query in a request."""
    reader = cast(User, request.user)
    noted: dict[tuple[int, int], Facts] = vars(request).setdefault(NOTED, {})
    key = (reader.pk, thread_id)
    if key not in noted:
        noted[key] = facts_about(reader, thread_id, now) if reader.pk else Facts()
    return noted[key]
