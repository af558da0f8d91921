"""People from elsewhere: authors of an import, who may claim their account later (E15)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts.actions.people import NameRefused, NameTaken, check_name
from accounts.models import User
from accounts.rules.names import LONGEST, name_key, tidy

PLAIN = {"de": "Autor", "en": "Author"}  # a name for those whose own cannot be taken, with a number behind it


def find_adopted(*, foreign_id: str, email: str) -> User | None:
    """Return who was adopted before, or whose *verified* address this is. Nobody is matched by name."""
    found = User.objects.filter(foreign_id=foreign_id).first()
    if found or not email:
        return found
    owner = EmailAddress.objects.select_related("user").filter(email__iexact=email, verified=True).first()
    return owner.user if owner else None


def free_name(*, names: Sequence[str], language: str, house: str = "", taken: Collection[str] = ()) -> str:
    """Return the first of `names` that is possible and free, else one with a number.

    `house` is the name of the site. `taken` are keys of names that are about to be given away.
    """
    return next(n for n in _candidates(names, language) if name_key(n) not in taken and _is_free(n, house))


@transaction.atomic
def adopt_person(
    *, foreign_id: str, names: Sequence[str], email: str, house: str = "", language: str, now: datetime
) -> User:
    """Return the account of a person of an import; make one if there is none.

    A new account has no password, no role and no confirmed address: its owner claims it by mail, through
    "forgot password". It is called by the first possible of `names`, see `free_name`.
    """
    if found := find_adopted(foreign_id=foreign_id, email=email):
        return found
    name = free_name(names=names, language=language, house=house)
    person = User(
        username=name, email=email.lower(), language=language, date_joined=now, foreign_id=foreign_id
    )
    person.set_unusable_password()
    person.save()
    if email:
        EmailAddress.objects.create(user=person, email=person.email, verified=False, primary=True)
    return person


def _candidates(names: Sequence[str], language: str) -> Iterator[str]:
    wanted = [name for name in (tidy(name)[:LONGEST].strip() for name in names) if name]
    yield from wanted
    # A name of the house stays one with a number behind it, so a plain word comes after a few tries.
    plain = PLAIN.get(language, PLAIN["en"])
    for stem, tries in ((next(iter(wanted), plain), 50), (plain, 1_000_000)):
        for number in range(2, tries):
            yield f"{stem[: LONGEST - 8]} {number}"


def _is_free(name: str, house: str) -> bool:
    try:
        check_name(name, house=house)
    except (NameRefused, NameTaken):
        return False
    return True
