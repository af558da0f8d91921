"""Write the demonstration through the actions that the site itself uses; only names to sort by have none."""

import secrets
import tomllib
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from datetime import time as clock
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.text import slugify

from accounts.actions.people import Preferences, add_person, set_preferences
from accounts.actions.roles import grant_role
from accounts.models import User
from accounts.rules.roles import Actor, Role, system
from blog.actions.images import take_in_image
from blog.actions.pages import save_page
from blog.actions.posts import publish_post, save_post, send_to_review
from blog.actions.site import save_site, site_values
from blog.models import Category, Image, Post, Series, SiteSettings, Tag
from blog.rules.content import BylineEntry, PostContent, SourceEntry
from comments.actions.moderate import moderate
from comments.actions.post import post_comment
from comments.actions.spreading import spread_without_mails
from comments.models import Comment
from comments.rules.states import APPROVE, REMOVE, State

from .drawings import draw

HERE = Path(__file__).parent
GUID = "urn:resonanz:demonstration:"
READING_TIME = timedelta(minutes=9)  # between a comment and the moderator who reads it


@dataclass
class Cast:
    """The people of the demonstration, by name, and the passwords that were given out."""

    people: dict[str, User] = field(default_factory=dict)
    passwords: dict[str, str] = field(default_factory=dict)

    @property
    def moderator(self) -> Actor:
        return next(person.as_actor() for person in self.people.values() if Role.MODERATOR in person.roles)


def is_loaded() -> bool:
    return Post.objects.filter(guid__startswith=GUID).exists()


def load(*, now: datetime) -> Cast:
    """Write people, settings, posts and conversations, dated backwards from `now`; return who can sign in."""
    actor = system("demo")
    cast = _write_people(actor=actor, now=now)
    _write_site(actor=actor, now=now)
    said: list[tuple[datetime, Post, list[dict[str, Any]]]] = []
    for table in _posts():
        post, at = _write_post(table, cast=cast, actor=actor, now=now)
        said.append((at, post, table.get("comments", [])))
    for at, post, tables in sorted(said, key=lambda row: row[0]):
        _write_conversation(tables, post=post, published_at=at, cast=cast, now=now)
    spread_without_mails(now)
    return cast


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


def _posts() -> Iterator[dict[str, Any]]:
    for path in sorted((HERE / "posts").glob("*.toml")):
        yield tomllib.loads(path.read_text(encoding="utf-8"))


def _write_people(*, actor: Actor, now: datetime) -> Cast:
    cast = Cast()
    for row in _table("people.toml")["people"]:
        name, role = row["name"], row.get("role")
        if role or row.get("signs_in"):
            cast.passwords[name] = secrets.token_urlsafe(9)
        person = add_person(
            name=name,
            email=f"{slugify(name)}@resonanz.example",
            password=cast.passwords.get(name),
            language=row["language"],
            now=now - timedelta(days=400),
        )
        set_preferences(
            person=person,
            preferences=Preferences(person.language, "", person.address_form, row.get("about", "")),
        )
        if role:
            grant_role(person=person, role=Role(role), actor=actor, now=now)
        cast.people[name] = User.objects.get(pk=person.pk)
    return cast


def _write_site(*, actor: Actor, now: datetime) -> None:
    table = _table("site.toml")
    words = {name: table[name] for name in ("tagline", "menu", "footer", "house_rules")}
    save_site(values=replace(site_values(SiteSettings.load()), **words), actor=actor)
    for row in table["categories"]:
        Category.objects.create(**row)
    for row in table["pages"]:
        save_page(page=None, **row, public=True, actor=actor, now=now)


def _write_post(table: dict[str, Any], *, cast: Cast, actor: Actor, now: datetime) -> tuple[Post, datetime]:
    at = _moment(now, table["days_ago"], table["time"])
    written = min(at, now) - timedelta(hours=2)
    series = table.get("series")
    content = PostContent(
        title=table["title"],
        lead=table["lead"],
        body=table["body"],
        language=table["language"],
        category_id=Category.objects.get(name=table["category"]).pk,
        series_id=_named(Series, series) if series else None,
        part=table.get("part"),
        cover_id=_cover(table["cover"], actor=actor, now=written).pk if "cover" in table else None,
        tag_ids=tuple(_named(Tag, name) for name in table["tags"]),
        bylines=tuple(_byline(row, cast) for row in table["authors"]),
        sources=tuple(_source(row, now=now) for row in table.get("sources", [])),
    )
    revision = save_post(
        post=None,
        slug=table["slug"],
        content=content,
        actor=actor,
        now=written,
        guid=GUID + table["slug"],
    )
    if table.get("in_review"):
        send_to_review(post=revision.post, actor=actor, now=written)
    else:
        publish_post(post=revision.post, at=at, actor=actor, now=min(at, now))
    return Post.objects.get(pk=revision.post_id), at


def _moment(now: datetime, days_ago: float, time: str) -> datetime:
    day = timezone.localtime(now).date() - timedelta(days=days_ago)
    return timezone.make_aware(datetime.combine(day, clock.fromisoformat(time)))


def _named(model: type[Series] | type[Tag], name: str) -> int:
    return model.objects.get_or_create(name=name, defaults={"slug": slugify(_plain(name))})[0].pk


def _plain(name: str) -> str:
    for letter, spelled in {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "Ä": "Ae",
        "Ö": "Oe",
        "Ü": "Ue",
        "ß": "ss",
    }.items():
        name = name.replace(letter, spelled)
    return name


def _cover(row: dict[str, str], *, actor: Actor, now: datetime) -> Image:
    return take_in_image(
        file=ContentFile(draw(row["drawing"]), name=f"{row['drawing']}.png"),
        alt=row["alt"],
        caption=row.get("caption", ""),
        credit=row.get("credit", ""),
        actor=actor,
        now=now,
    )


def _byline(row: dict[str, str], cast: Cast) -> BylineEntry:
    person = cast.people.get(row.get("person", ""))
    return BylineEntry(
        person_id=person.pk if person else None, guest=row.get("guest", ""), role=row.get("role", "author")
    )


def _source(row: dict[str, Any], *, now: datetime) -> SourceEntry:
    days = row.get("accessed_days_ago")
    accessed = timezone.localtime(now).date() - timedelta(days=days) if days is not None else None
    return SourceEntry(
        kind=row["kind"], label=row["label"], url=row.get("url", ""), accessed_on=accessed, extract=""
    )


def _write_conversation(
    tables: list[dict[str, Any]], *, post: Post, published_at: datetime, cast: Cast, now: datetime
) -> None:
    """Post each comment at its time, never later than now; a moderator reads what waits a little later."""
    written: list[Comment] = []
    unread: list[tuple[datetime, Comment, dict[str, Any]]] = []
    for row in tables:
        at = min(published_at + timedelta(minutes=row["after_minutes"]), now - timedelta(minutes=1))
        unread = _read_what_is_due(unread, cast=cast, now=at)
        comment = post_comment(
            thread=post.thread,
            author=cast.people[row["by"]],
            source=row["text"].strip(),
            submission=uuid.uuid4(),
            parent=Comment.objects.get(pk=written[row["answers"] - 1].pk) if "answers" in row else None,
            language=post.thread.language,
            seconds_on_form=60.0,
            network="",
            now=at,
        )
        written.append(comment)
        unread.append((at + READING_TIME, comment, row))
    _read_what_is_due(unread, cast=cast, now=now)


def _read_what_is_due(
    unread: list[tuple[datetime, Comment, dict[str, Any]]], *, cast: Cast, now: datetime
) -> list[tuple[datetime, Comment, dict[str, Any]]]:
    """Decide about the comments whose time has come and return the others."""
    for at, comment, row in unread:
        if at > now:
            continue
        if reason := row.get("removed"):
            moderate(comment=comment, move=REMOVE, actor=cast.moderator, reason=reason, now=at)
        elif comment.state == State.PENDING and not row.get("waits"):
            moderate(comment=comment, move=APPROVE, actor=cast.moderator, now=at)
    return [entry for entry in unread if entry[0] > now]
