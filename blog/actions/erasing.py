"""What remains of an editor who leaves in the posts of the house (A5).

Why the name stays where it is not taken away: docs/decisions/0088-leaving.md.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from accounts.actions.batches import change_some, delete_some, take_out_name
from accounts.models import Leaving, User
from accounts.rules.leaving import Choice
from blog.actions.placing import touch_site
from blog.models import Byline, Image, PostRevision, Redirect

BATCH = 200  # by-lines of one transaction


def erase_editor(person: User, choice: Choice, now: datetime) -> bool:
    """Let by-lines be words instead of a person, and forget who saved and uploaded what; one batch of it."""
    return (
        _unlink_bylines(person)
        or change_some(PostRevision.objects.filter(saved_by=person), saved_by=None)
        or change_some(Image.objects.filter(uploaded_by=person), uploaded_by=None)
        or delete_some(Redirect.objects.filter(author=person))
        or take_out_name(person, PostRevision, ("note",))
    )


@transaction.atomic
def _unlink_bylines(person: User) -> bool:
    takes_name = Leaving.objects.of(person).filter(takes_name=True).exists()
    lines = list(Byline.objects.filter(person=person).select_related("revision").order_by("pk")[:BATCH])
    for line in lines:
        with translation.override(line.revision.language):
            name = gettext("former author") if takes_name else person.username
        Byline.objects.filter(pk=line.pk).update(person=None, guest=name)
    if lines:
        touch_site()
    return bool(lines)
