"""Members for load tests, written in bulk. Nobody can sign in as one of them: they have no password."""

from collections.abc import Sequence
from datetime import datetime
from itertools import batched

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction

from accounts.actions.bulk import first_free, go_on_behind
from accounts.actions.roles import grant_role
from accounts.models import FormerName, User
from accounts.rules.invented import Invented, members
from accounts.rules.roles import Actor, Role

BATCH = 1_000  # people of one transaction


def synthesize_members(
    *, seed: int, count: int, roles: Sequence[Role], since: datetime, until: datetime, actor: Actor
) -> list[int]:
    """Write `count` members and then one person for each of `roles`; return their ids in this order.

    Ids follow those that are there. One transaction for each 1,000 people.
    """
    first = first_free(User)
    taken = {*User.objects.values_list("name_key", flat=True)}
    taken |= {*FormerName.objects.values_list("name_key", flat=True)}
    everybody = members(
        seed, count=count + len(roles), first_number=first, taken=taken, since=since, until=until
    )
    numbered = enumerate(everybody, start=first)
    for chunk in batched(numbered, BATCH):
        _write(chunk)
    ids = list(range(first, first + count + len(roles)))
    for pk, role in zip(ids[count:], roles, strict=True):
        grant_role(person=User.objects.get(pk=pk), role=role, actor=actor, now=since)
    go_on_behind(User)
    return ids


@transaction.atomic
def _write(people: Sequence[tuple[int, Invented]]) -> None:
    User.objects.bulk_create(
        User(
            pk=pk,
            username=person.name,
            name_key=person.key,
            email=person.email,
            language=person.language,
            date_joined=person.joined_at,
            password=UNUSABLE_PASSWORD_PREFIX + "synthetic",
        )
        for pk, person in people
    )
    EmailAddress.objects.bulk_create(
        EmailAddress(user_id=pk, email=person.email, verified=True, primary=True) for pk, person in people
    )
