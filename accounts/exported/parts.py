"""The parts of this room: the rows, which columns they answer for, and what stays back and why."""

from django.utils.translation import gettext_lazy as _

from accounts.actions.erasing_traces import erase_traces
from accounts.personal import Part
from accounts.previews import preview_of_account

from . import rows

MODERATORS = "Who decided stands for the house; names of moderators are theirs."
ON_ITS_WAY = "Of a mail that is not sent yet, and may hold a code or a link that acts for the person."

PARTS = (
    Part(
        name="profile",
        title=_("Your name, your settings and the record of your comments."),
        export=rows.profile,
        files=rows.picture,
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
        export=rows.former_names,
        reaches=frozenset({"accounts.FormerName.user", "accounts.FormerName.name_key"}),
    ),
    Part(
        name="addresses",
        title=_("Your mail addresses."),
        export=rows.addresses,
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
        export=rows.sign_in,
        reaches=frozenset({"mfa.Authenticator.user"}),
        withholds={"mfa.Authenticator.data": "A secret: it opens the account."},
    ),
    Part(
        name="sessions",
        title=_("Where you are signed in: browser and network."),
        export=rows.sessions,
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
        export=rows.role_changes,
        reaches=frozenset({"accounts.RoleChange.person"}),
        withholds={
            "accounts.RoleChange.by": "The name of somebody else.",
            "accounts.RoleChange.by_name": "The name of somebody else.",
        },
    ),
    Part(
        name="measures",
        title=_("What moderators decided about your account, with reasons, and your appeals."),
        export=rows.measures,
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
        export=rows.muted,
        reaches=frozenset({"accounts.Mute.person"}),
        withholds={
            "accounts.Mute.muted": "Who muted somebody is known to nobody else: the muted person cannot tell."
        },
    ),
    Part(
        name="mails",
        title=_("Mails that were sent to you: of what kind, where to and when."),
        export=rows.mails,
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
        export=rows.archives,
        reaches=frozenset({"accounts.Export.person"}),
        withholds={"accounts.Export.file": "A name that nobody can guess."},
    ),
    Part(
        name="leaving",
        title=_("When you wanted to leave."),
        export=rows.leavings,
        reaches=frozenset({"accounts.Leaving.person", "accounts.Leaving.takes_name"}),
        withholds={"accounts.Leaving.by": MODERATORS},
    ),
    Part(
        name="admin",
        title=_("What you did in the admin."),
        export=rows.admin,
        reaches=frozenset({"admin.LogEntry.user"}),
        withholds={
            "admin.LogEntry.object_repr": "May be the name of somebody else.",
            "admin.LogEntry.object_id": "Stands in the row.",
            "admin.LogEntry.change_message": "May be the name of somebody else.",
        },
    ),
)
