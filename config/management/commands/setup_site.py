"""Set up a real site: its name, its address, its language and its first administrator.

Asks for what the options do not say; with --no-input nothing is asked. A second call changes only what it is
told to. The password is asked for, or taken from RESONANZ_ADMIN_PASSWORD; it is no option, because others
on the machine can see those.
"""

import getpass
import os
from argparse import ArgumentParser
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import IntegrityError
from django.utils import timezone

from accounts.actions.people import add_person
from accounts.models import Community, User
from accounts.rules.roles import Role
from blog.actions.cards import make_site_card, order_cards
from config.envfile import set_values
from config.readiness import pending_migrations

PASSWORD_VARIABLE = "RESONANZ_ADMIN_PASSWORD"  # noqa: S105  # its name, not its value


def site_address(text: str) -> str:
    """`https://example.org` without a path. Raises CommandError."""
    parts = urlsplit(text)
    bare = f"{parts.scheme}://{parts.netloc}"
    if parts.scheme not in {"http", "https"} or not parts.hostname or text.rstrip("/") != bare:
        raise CommandError(f"The address must look like https://example.org, and not “{text}”.")
    return bare


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--name", help="what the site is called")
        parser.add_argument("--address", help="where it is reached: https://example.org")
        parser.add_argument("--language", choices=[code for code, _name in settings.LANGUAGES])
        parser.add_argument("--admin-name", help="visible name of the first administrator")
        parser.add_argument("--admin-mail", help="mail address of the first administrator")
        parser.add_argument("--no-input", action="store_true", help="ask nothing")

    def handle(self, *, no_input: bool, **given: Any) -> None:
        self.asks = not no_input
        if pending_migrations():
            call_command("prepare", stdout=self.stdout)
        self.name(given["name"])
        self.variables(given["address"], given["language"])
        self.administrator(given["admin_name"], given["admin_mail"])

    def ask(self, question: str, default: str = "") -> str:
        """The answer, or the default where nothing is asked or answered."""
        if not self.asks:
            return default
        return input(f"{question} [{default}]: " if default else f"{question}: ").strip() or default

    def name(self, name: str | None) -> None:
        community = Community.load()
        community.name = name or self.ask("Name of the site", community.name)
        try:
            community.full_clean()
        except ValidationError as problem:
            raise CommandError("The name: " + " ".join(problem.messages)) from problem
        community.save(update_fields=["name"])
        make_site_card.enqueue()
        order_cards.enqueue()

    def variables(self, address: str | None, language: str | None) -> None:
        """Keep address and language in the file of settings; what is set elsewhere is only compared."""
        wanted = {
            "RESONANZ_URL": site_address(address or self.ask("Address of the site", settings.SITE_URL)),
            "RESONANZ_LANGUAGE": language or self.ask("Language (de or en)", settings.LANGUAGE_CODE),
        }
        if wanted["RESONANZ_LANGUAGE"] not in dict(settings.LANGUAGES):
            raise CommandError("The language must be de or en.")
        now = {"RESONANZ_URL": settings.SITE_URL, "RESONANZ_LANGUAGE": settings.LANGUAGE_CODE}
        changed = {key: value for key, value in wanted.items() if now[key] != value}
        if not changed:
            return
        try:
            set_values(settings.ENV_FILE, changed)
        except OSError as problem:
            lines = "\n".join(f"  {key}={value}" for key, value in changed.items())
            raise CommandError(
                f"{settings.ENV_FILE} cannot be written. Set these variables yourself:\n{lines}"
            ) from problem
        self.stdout.write(f"Written to {settings.ENV_FILE}: {', '.join(changed)}. Restart the site.")

    def administrator(self, name: str | None, mail: str | None) -> None:
        if not (name or mail) and User.objects.filter(is_superuser=True, is_active=True).exists():
            return
        name = name or self.ask("Visible name of the first administrator")
        mail = mail or self.ask("Mail address of the first administrator")
        if not (name and mail):
            raise CommandError("The site needs an administrator: give --admin-name and --admin-mail.")
        password = self.password(User(username=name, email=mail))
        try:
            validate_email(mail)
            add_person(
                name=name,
                email=mail,
                password=password,
                roles=frozenset({Role.ADMINISTRATOR}),
                language=settings.LANGUAGE_CODE,
                now=timezone.now(),
            )
        except ValidationError as problem:
            raise CommandError(f"“{mail}” is no mail address.") from problem
        except IntegrityError as problem:
            raise CommandError("Somebody with this name or mail address is there already.") from problem
        self.stdout.write(f"{name} can sign in at {settings.SITE_URL}/accounts/login/.")

    def password(self, person: User) -> str:
        """A password that the site would accept. Raises CommandError."""
        password = os.environ.get(PASSWORD_VARIABLE, "")
        if not password and self.asks:
            password = getpass.getpass("Password (at least 10 characters): ")
            if getpass.getpass("The same again: ") != password:
                raise CommandError("The two passwords differ. Nothing was written; please start again.")
        if not password:
            raise CommandError(f"Give the administrator's password in {PASSWORD_VARIABLE}.")
        try:
            validate_password(password, person)
        except ValidationError as problem:
            raise CommandError("The password: " + " ".join(problem.messages)) from problem
        return password
