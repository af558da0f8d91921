"""Deleting and blanking rows in batches, and taking a name out of what others wrote down."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import reduce
from typing import Any

from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext

from accounts.models import User

BATCH = 500  # rows of one transaction


@transaction.atomic
def delete_some(rows: QuerySet[Any]) -> bool:
    """Delete some of these rows; return whether there were any, so that there may be more."""
    ids = list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH])
    if ids:
        rows.model._default_manager.filter(pk__in=ids).delete()
    return bool(ids)


@transaction.atomic
def change_some(rows: QuerySet[Any], **values: Any) -> bool:
    """Write these values into some of these rows, which then are no longer among them."""
    ids = list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH])
    if ids:
        rows.model._default_manager.filter(pk__in=ids).update(**values)
    return bool(ids)


@transaction.atomic
def take_out_name(person: User, model: type[Model], fields: Iterable[str]) -> bool:
    """Write "former member" for the name, and nothing for the address, in what these fields say elsewhere.

    Whole words in this very spelling: what only looks like it may be anything. Return whether it stood there.
    """
    fields = tuple(fields)
    words = [word for word in (person.username, person.email) if word]
    found = reduce(Q.__or__, (Q(**{f"{field}__contains": word}) for field in fields for word in words))
    changed = False
    for row in model._default_manager.filter(found).order_by("pk").iterator(BATCH):
        texts = {field: getattr(row, field) for field in fields}
        without = {field: without_name(text, person) for field, text in texts.items()}
        if without != texts:
            changed = True
            model._default_manager.filter(pk=row.pk).update(**without)
    return changed


def without_name(text: str, person: User) -> str:
    """Return a text in which the person is no longer named."""
    if person.email:
        text = re.sub(re.escape(person.email), "…", text, flags=re.IGNORECASE)
    name, nobody = re.compile(rf"(?<!\w){re.escape(person.username)}(?!\w)"), gettext("former member")
    # Somebody may be called like a part of these words: what is put must not be found again, for ever.
    return name.sub("…" if name.search(nobody) else nobody, text)
