"""Names of people who are gone: for a time nobody else is called so, and nobody can read them.

Why so: docs/decisions/0088-leaving.md.
"""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from accounts.models import FormerName, User
from accounts.rules.leaving import NAMES_KEPT

_SIGN = "="  # no key of a name has it


def keep_from_others(person: User, *, now: datetime) -> None:
    """Keep the present and the former names of somebody who goes from others, as keyed hashes alone."""
    former = FormerName.objects.filter(user=person)
    keys = {person.name_key, *former.values_list("name_key", flat=True)}
    former.delete()
    gone = [FormerName(name_key=hashed(key), given_up_at=now) for key in sorted(keys)]
    FormerName.objects.bulk_create(gone, ignore_conflicts=True)


def hashed(name_key: str) -> str:
    """Return as what the key of a name is kept when its person is gone: only who has the name finds it."""
    return _SIGN + salted_hmac("accounts.gone_names", name_key, algorithm="sha256").hexdigest()


def free_names(now: datetime) -> QuerySet[FormerName]:
    """Names of those who left long ago, which anybody may have again."""
    gone = FormerName.objects.filter(user=None, name_key__startswith=_SIGN)
    return gone.filter(given_up_at__lt=now - NAMES_KEPT)
