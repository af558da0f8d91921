"""What this room hands out to a person: who they are, how they come in, what was decided about them."""

from collections.abc import Iterator

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext_lazy as _

from accounts.actions.erasing_traces import erase_traces
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
from accounts.personal import Part, Row
from accounts.previews import preview_of_account

CHUNK = 500  # rows fetched at once

MODERATORS = "Who decided stands for the house; names of moderators are theirs."
ON_ITS_WAY = "Of a mail that is not sent yet, and may hold a code or a link that acts for the person."


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


PARTS = (
    Part(
        name="profile",
        title=_("Your name, your settings and the record of your comments."),
        export=profile,
        files=picture,
        preview=preview_of_account,
        erase=erase_traces,
        reaches=frozenset(
            {
                "accounts.User.username",
                "accounts.User.email",
                "accounts.User.about",
                "accounts.User.picture",
                "accounts.User.address_form",
                "accounts.User.groups",
                "accounts.User.user_permissions",
                "accounts.User_groups.user",
                "accounts.User_user_permissions.user",
                "accounts.Standing.user",
            }
        ),
        withholds={
            "accounts.User.password": "A secret: it opens the account.",
            "accounts.User.name_key": "Computed from the name.",
        },
    ),
    Part(
        name="former-names",
        title=_("Names that you had before."),
        export=former_names,
        reaches=frozenset({"accounts.FormerName.user", "accounts.FormerName.name_key"}),
    ),
    Part(
        name="addresses",
        title=_("Your mail addresses."),
        export=addresses,
        reaches=frozenset(
            {
                "account.EmailAddress.user",
                "account.EmailAddress.email",
                "accounts.DeadAddress.address",
            }
        ),
        withholds={
            "account.EmailConfirmation.email_address": "A secret: the key confirms the address.",
            "account.EmailConfirmation.key": "A secret: the key confirms the address.",
        },
    ),
    Part(
        name="sign-in",
        title=_("The ways in which you sign in; without passwords, keys and codes."),
        export=sign_in,
        reaches=frozenset({"mfa.Authenticator.user"}),
        withholds={"mfa.Authenticator.data": "A secret: it opens the account."},
    ),
    Part(
        name="sessions",
        title=_("Where you are signed in: browser and network."),
        export=sessions,
        reaches=frozenset(
            {
                "usersessions.UserSession.user",
                "usersessions.UserSession.ip",
                "usersessions.UserSession.user_agent",
            }
        ),
        withholds={
            "usersessions.UserSession.session_key": "A secret: it opens the account.",
            "usersessions.UserSession.data": "Not written by this site.",
            "sessions.Session.session_key": "A secret: it opens the account.",
            "sessions.Session.session_data": "Of use to the browser alone; gone with the session.",
        },
    ),
    Part(
        name="role-changes",
        title=_("Roles that you were given, and that were taken away."),
        export=role_changes,
        reaches=frozenset({"accounts.RoleChange.person"}),
        withholds={
            "accounts.RoleChange.by": "The name of somebody else.",
            "accounts.RoleChange.by_name": "The name of somebody else.",
        },
    ),
    Part(
        name="measures",
        title=_("What moderators decided about your account, with reasons, and your appeals."),
        export=measures,
        reaches=frozenset(
            {
                "accounts.Measure.person",
                "accounts.Measure.words",
                "accounts.Measure.appeal",
                "accounts.Measure.answer",
            }
        ),
        withholds={
            "accounts.Measure.by": MODERATORS,
            "accounts.Measure.lifted_by": MODERATORS,
            "accounts.Measure.answered_by": MODERATORS,
        },
    ),
    Part(
        name="muted",
        title=_("People whom you do not want to hear."),
        export=muted,
        reaches=frozenset({"accounts.Mute.person"}),
        withholds={
            "accounts.Mute.muted": "Who muted somebody is known to nobody else: the muted person cannot tell."
        },
    ),
    Part(
        name="mails",
        title=_("Mails that were sent to you: of what kind, where to and when."),
        export=mails,
        reaches=frozenset({"accounts.Delivery.person", "accounts.Delivery.to"}),
        withholds={
            "accounts.Delivery.key": "A reason in machine words; those of codes hold chance.",
            "accounts.Delivery.subject": ON_ITS_WAY,
            "accounts.Delivery.text": ON_ITS_WAY,
            "accounts.Delivery.html": ON_ITS_WAY,
            "accounts.Delivery.headers": ON_ITS_WAY,
            "accounts.Delivery.problem": "The kind of a failure of the mail server.",
        },
    ),
    Part(
        name="archives",
        title=_("Archives such as this one that you ordered lately."),
        export=archives,
        reaches=frozenset({"accounts.Export.person"}),
        withholds={"accounts.Export.file": "A name that nobody can guess."},
    ),
    Part(
        name="leaving",
        title=_("When you wanted to leave."),
        export=leavings,
        reaches=frozenset({"accounts.Leaving.person", "accounts.Leaving.takes_name"}),
        withholds={"accounts.Leaving.by": MODERATORS},
    ),
    Part(
        name="admin",
        title=_("What you did in the admin."),
        export=admin,
        reaches=frozenset({"admin.LogEntry.user"}),
        withholds={
            "admin.LogEntry.object_repr": "May be the name of somebody else.",
            "admin.LogEntry.object_id": "Stands in the row.",
            "admin.LogEntry.change_message": "May be the name of somebody else.",
        },
    ),
)
