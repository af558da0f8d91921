"""Add people, and change what they say about themselves (A2, A3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction

from accounts.actions.gone_names import hashed
from accounts.actions.measures import ask_leave
from accounts.actions.pulse import pulse
from accounts.models import FormerName, Pulse, User
from accounts.rules.measures import Deed
from accounts.rules.names import may_change_at, name_key, objection, tidy
from accounts.rules.roles import GROUPS, Role


class NameRefused(Exception):
    """Nobody may be called so; `message` says why in the reader's words."""

    def __init__(self, message: object) -> None:
        super().__init__(message)
        self.message = message


class NameTaken(Exception):
    """Somebody is, was or nearly is called so."""


class NameChangedLately(Exception):
    """The name was changed a short time ago; `again_at` is when it may be changed next."""

    def __init__(self, again_at: datetime) -> None:
        super().__init__(again_at)
        self.again_at = again_at


@dataclass(frozen=True)
class Preferences:
    """What a person sets for themselves. `time_zone` is a name of the zone database or empty."""

    language: str
    time_zone: str
    address_form: str
    about: str
    theme: str = ""


@transaction.atomic
def add_person(
    *,
    name: str,
    email: str,
    password: str | None,
    roles: frozenset[Role] = frozenset(),
    language: str = "de",
    now: datetime,
) -> User:
    """Add a person with a verified address, for commands; a name of the house is allowed here.

    Without a password the person signs in by mailed code. Raises IntegrityError when the name or the
    address is taken.
    """
    person = User(username=tidy(name), email=email.lower(), language=language, date_joined=now)
    person.is_superuser = Role.ADMINISTRATOR in roles
    person.is_staff = bool(roles)
    person.set_password(password)
    person.save()
    person.groups.set(Group.objects.filter(name__in=[role.value for role in roles if role in GROUPS]))
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def addresses_of(people: Iterable[int]) -> dict[int, str]:
    """Return the confirmed main addresses of active people by their ids: where mails may go. One query."""
    confirmed = EmailAddress.objects.filter(
        user__in=people, primary=True, verified=True, user__is_active=True
    )
    return dict(confirmed.values_list("user", "email"))


def check_name(name: str, *, house: str = "", person: User | None = None) -> None:
    """Raise NameRefused or NameTaken unless `person`, or a newcomer, may be called `name` (a tidy one)."""
    if problem := objection(name, house=house):
        raise NameRefused(problem)
    key = name_key(name)
    people = User.objects.filter(name_key=key)
    former = FormerName.objects.filter(name_key__in=[key, hashed(key)])
    if person is not None:
        people, former = people.exclude(pk=person.pk), former.exclude(user_id=person.pk)
    # A former name without a person belonged to somebody who is gone; it stays theirs.
    if people.exists() or former.exists():
        raise NameTaken


def name_free_again_at(person: User, now: datetime) -> datetime | None:
    """Return from when on the person may change the name, or None when that is now."""
    last = person.former_names.order_by("-given_up_at").values_list("given_up_at", flat=True).first()
    again = may_change_at(last)
    return again if again and again > now else None


@transaction.atomic
def rename_person(*, person: User, name: str, house: str = "", now: datetime) -> None:
    """Give a person another visible name and keep the old one from everybody else.

    A change of capitals, accents or spaces is no new name: it is free and leaves nothing behind.
    Raises NameRefused, NameTaken, NameChangedLately and UnderMeasure.
    """
    name = tidy(name)
    if name == person.username:
        return
    ask_leave(person=person, deed=Deed.RENAME, now=now)
    check_name(name, house=house, person=person)
    old_key, new_key = name_key(person.username), name_key(name)
    if old_key != new_key:
        if again_at := name_free_again_at(person, now):
            raise NameChangedLately(again_at)
        FormerName.objects.update_or_create(name_key=old_key, defaults={"user": person, "given_up_at": now})
        # Who returns to an own former name carries it again; it is no longer a former one.
        FormerName.objects.filter(name_key=new_key, user=person).delete()
    try:
        with transaction.atomic():
            User.objects.filter(pk=person.pk).update(username=name, name_key=new_key)
    except IntegrityError:
        raise NameTaken from None
    pulse(Pulse.About.SITE)
    person.username, person.name_key = name, new_key


@transaction.atomic
def set_preferences(*, person: User, preferences: Preferences, now: datetime) -> None:
    """Keep what a person sets for themselves; readers see the text about them.

    Raises UnderMeasure where that text would change and must not; an empty one is always possible.
    """
    changes = vars(preferences)
    if User.objects.filter(pk=person.pk).exclude(about=preferences.about).update(about=preferences.about):
        if preferences.about:
            ask_leave(person=person, deed=Deed.ABOUT, now=now)
        pulse(Pulse.About.SITE)
    User.objects.filter(pk=person.pk).update(**changes)
    for field, value in changes.items():
        setattr(person, field, value)
