"""What leaving would make of the account itself (A5)."""

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rules.leaving import Choice


def preview_of_account(person: User, choice: Choice) -> list[str]:
    """Say what goes with the account, whatever is chosen."""
    lines = [
        _(
            "Your name, picture, mail addresses, password, second factor, sessions, settings and owed mails "
            "go."
        ),
        _("Nobody else can be called “%(name)s” for a year. Only a fingerprint of the name is kept for that.")
        % {"name": person.username},
    ]
    return [*lines, _("Your roles end.")] if person.roles else lines
