"""Authors of an import."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from accounts.actions.adopt import adopt_person, find_adopted, free_name
from accounts.models import Community, User
from accounts.rules.names import name_key, speaks_for_the_house
from blog.actions.importing.drafting import line_of
from blog.actions.importing.report import ImportReport, Kind, Outcome
from blog.rules.content import LIMITS, BylineEntry
from blog.rules.wordpress import Author, Item, Survey
from blog.rules.wordpress.identity import author_key
from blog.rules.wordpress.losses import Loss


class People:
    """Finds the account of an author; makes it at the first thing that the author wrote."""

    def __init__(self, site: str, survey: Survey, report: ImportReport, language: str, now: datetime) -> None:
        self._site = site
        self._authors = survey.authors
        self._logins = survey.logins
        self._report = report
        self._language = language
        self._now = now
        self._house = Community.objects.values_list("name", flat=True).first() or ""
        self._known: dict[str, int | None] = {}
        self._names: dict[str, str] = {}  # by login
        self._members: dict[str, bool] = {}  # whether a name is a member's, by its key
        self._planned: set[str] = set()  # keys of names that a dry run would give away

    def bylines(self, item: Item) -> tuple[BylineEntry, ...]:
        """Return who wrote an item: its author, or those whom a plugin for several authors names."""
        named = [label for label in item.labels if label.domain == "author"]
        logins = [self._login(label.slug, label.name) for label in named] or [item.author]
        entries = [self._byline(login) for login in logins if login]
        return tuple(dict.fromkeys(entry for entry in entries if entry.person_id or entry.guest))

    def wrote(self, number: str) -> int | None:
        """Return the account of a user number of the export: it says itself who wrote a comment."""
        login = self._logins.get(number)
        return self._person(login) if login else None

    def placed(self) -> Iterator[tuple[Author, int | None, str]]:
        """Yield the authors with an account, their rows (None in a dry run) and their names here.

        Also those of whom this run had nothing new: an earlier one may have been stopped before this.
        """
        for login, author in self._authors.items():
            if login in self._names:
                pk, name = self._known[login], self._names[login]
                yield author, pk if pk and pk > 0 else None, name
            elif found := find_adopted(foreign_id=author_key(self._site, author), email=author.mail):
                yield author, found.pk, found.username

    def is_member(self, name: str) -> bool:
        """Whether a name is, or looks like, that of somebody with an account."""
        key = name_key(name)
        if key not in self._members:
            self._members[key] = key in self._planned or User.objects.filter(name_key=key).exists()
        return self._members[key]

    def speaks_for_the_house(self, name: str) -> bool:
        return speaks_for_the_house(name, self._house)

    def _login(self, slug: str, name: str) -> str:
        login = slug.removeprefix("cap-")
        if login in self._authors:
            return login
        return next((author.login for author in self._authors.values() if author.name == name), name)

    def _byline(self, login: str) -> BylineEntry:
        if person := self._person(login):
            return BylineEntry(person_id=person)
        author = self._authors.get(login)
        name = line_of(author.name) if author and author.name else login
        return BylineEntry(guest=name[: LIMITS["guest"]])

    def _person(self, login: str) -> int | None:
        """Return the account for a login, a number below zero for one that a dry run would make."""
        if login not in self._known:
            author = self._authors.get(login)
            if author is None or not _is_mail(author.mail):
                self._report.tell(Loss.AUTHOR_WITHOUT_MAIL, author.name if author else login)
                self._known[login] = None
            else:
                self._known[login] = self._account(author)
        return self._known[login]

    def _account(self, author: Author) -> int:
        key = author_key(self._site, author)
        names = [line_of(name) for name in (author.name, author.login)]
        found = find_adopted(foreign_id=key, email=author.mail)
        self._report.count(Kind.PERSON, Outcome.UNCHANGED if found else Outcome.NEW)
        if found:
            self._names[author.login] = found.username
            return found.pk
        if self._report.is_dry:
            name, pk = self._free_name(names), -1 - len(self._known)
            self._planned.add(name_key(name))
        else:
            person = adopt_person(
                foreign_id=key,
                names=names,
                email=author.mail,
                house=self._house,
                language=self._language,
                now=self._now,
            )
            name, pk = person.username, person.pk
        self._names[author.login] = name
        wanted = names[0] or names[1]
        self._report.tell(Loss.NEW_NAME, f"{wanted} → {name}", number=name != wanted)
        return pk

    def _free_name(self, names: list[str]) -> str:
        return free_name(names=names, language=self._language, house=self._house, taken=self._planned)


def _is_mail(address: str) -> bool:
    try:
        validate_email(address)
    except ValidationError:
        return False
    return len(address) <= 254
