"""The rows of this room about one person: who they are, how they come in, what was decided about them."""

from collections.abc import Iterator

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.db.models.fields.files import FieldFile

from accounts.models import (
    DeadAddress,
    Delivery,
    Export,
    FormerName,
    Leaving,
    Measure,
    Mute,
    RoleChange,
    Standing,
    User,
)
from accounts.personal import Row

CHUNK = 500  # rows fetched at once


def profile(person: User) -> Iterator[Row]:
    """One row: what the person said about themselves, and the record of their comments."""
    standing = Standing.objects.filter(user=person).first()
    yield {
        "id": person.pk,
        "name": person.username,
        "mail": person.email,
        "about_me": person.about,
        "picture": person.picture.name or None,
        "language": person.language,
        "time_zone": person.time_zone,
        "form_of_address": person.address_form,
        "appearance": person.theme or "device",
        "joined": person.date_joined,
        "last_sign_in": person.last_login,
        "active": person.is_active,
        "roles": sorted(person.groups.values_list("name", flat=True)),
        "rights": sorted(person.user_permissions.values_list("codename", flat=True)),
        "administrator": person.is_superuser,
        "unread_entries": person.unread,
        "imported_as": person.foreign_id,
        "public_comments": standing.public_comments if standing else 0,
        "removed_comments": standing.removed_comments if standing else 0,
    }


def picture(person: User) -> Iterator[tuple[str, FieldFile]]:
    """The picture that the person put up, if there is one."""
    if person.picture:
        yield "picture.webp", person.picture


def former_names(person: User) -> Iterator[Row]:
    """Names that the person gave up, as they are compared: small letters without marks."""
    for name in FormerName.objects.filter(user=person).order_by("given_up_at", "pk"):
        yield {"name": name.name_key, "given_up": name.given_up_at}


def addresses(person: User) -> Iterator[Row]:
    """Mail addresses, and whether they take mails."""
    known = list(EmailAddress.objects.filter(user=person).order_by("pk"))
    dead = {each.address: each for each in DeadAddress.objects.filter(address__in=[a.email for a in known])}
    for address in known:
        refusal = dead.get(address.email)
        yield {
            "address": address.email,
            "confirmed": address.verified,
            "main": address.primary,
            "refuses_mails_since": refusal.since if refusal else None,
            "answer_of_its_server": refusal.status if refusal else None,
        }


def sign_in(person: User) -> Iterator[Row]:
    """The ways in, without what opens them."""
    if person.has_usable_password():
        yield {"way": "password"}
    yield {"way": "code by mail"}
    for factor in Authenticator.objects.filter(user=person).order_by("pk"):
        yield {"way": factor.type, "set_up": factor.created_at, "last_used": factor.last_used_at}


def sessions(person: User) -> Iterator[Row]:
    """Where the person is signed in. Of the address only the network was ever known."""
    for session in UserSession.objects.filter(user=person).order_by("pk").iterator(CHUNK):
        yield {
            "id": session.pk,
            "network": session.ip,
            "browser": session.user_agent,
            "signed_in": session.created_at,
            "last_seen": session.last_seen_at,
        }


def role_changes(person: User) -> Iterator[Row]:
    """Roles given to the person and taken away."""
    for change in RoleChange.objects.filter(person=person).order_by("pk").iterator(CHUNK):
        yield {"role": change.role, "granted": change.granted, "at": change.changed_at}


def measures(person: User) -> Iterator[Row]:
    """What moderators decided about the person, and what was asked and answered about it."""
    for measure in Measure.objects.about(person).order_by("pk").iterator(CHUNK):
        yield {
            "id": measure.pk,
            "measure": measure.kind,
            "in_words": measure.get_kind_display(),
            "ground": measure.ground,
            "reason": measure.words,
            "because_of_comment": measure.occasion,
            "since": measure.starts_at,
            "until": measure.ends_at,
            "lifted": measure.lifted_at,
            "read": measure.seen_at,
            "appeal": measure.appeal,
            "appealed": measure.appealed_at,
            "answer": measure.answer,
            "answered": measure.answered_at,
        }


def muted(person: User) -> Iterator[Row]:
    """Whom the person muted. Who muted the person is not told."""
    for mute in Mute.objects.filter(person=person).select_related("muted").order_by("pk").iterator(CHUNK):
        yield {"name": mute.muted.username, "since": mute.since}


def mails(person: User) -> Iterator[Row]:
    """Mails that were owed to the person. Their words are gone as soon as they are sent."""
    for mail in Delivery.objects.filter(person=person).order_by("pk").iterator(CHUNK):
        yield {
            "id": mail.pk,
            "kind": mail.kind,
            "to": mail.to,
            "state": mail.state,
            "owed": mail.owed_at,
            "sent": mail.sent_at,
        }


def archives(person: User) -> Iterator[Row]:
    """Archives such as this one that the person has ordered lately."""
    for export in Export.objects.filter(person=person).order_by("pk"):
        yield {
            "id": export.pk,
            "ordered": export.ordered_at,
            "written": export.written_at,
            "bytes": export.bytes,
        }


def leavings(person: User) -> Iterator[Row]:
    """When the person asked to be erased, or somebody did for them, and stayed."""
    for leaving in Leaving.objects.filter(person=person).order_by("pk"):
        yield {
            "words": leaving.choice,
            "name_goes_from_posts": leaving.takes_name,
            "ordered_by_an_administrator": leaving.reason or None,
            "asked": leaving.asked_at,
            "due": leaving.due_at,
            "undone": leaving.undone_at,
        }


def admin(person: User) -> Iterator[Row]:
    """What the person did in the admin. What it was called is left out: it may be somebody's name."""
    done = LogEntry.objects.filter(user=person).select_related("content_type").order_by("pk")
    for entry in done.iterator(CHUNK):
        yield {
            "at": entry.action_time,
            "action": entry.get_action_flag_display(),
            "kind": str(entry.content_type) if entry.content_type else None,
            "id": entry.object_id,
        }
