"""Write the demonstration through the actions that the site itself uses; only names to sort by have none."""

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from datetime import time as clock
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.text import slugify

from accounts.rules.roles import Actor, system
from blog.actions.images import take_in_image
from blog.actions.pages import save_page
from blog.actions.posts import publish_post, save_post, send_to_review
from blog.actions.site import save_site, site_values
from blog.models import Category, Image, Post, Series, SiteSettings, Tag
from blog.rules.content import BylineEntry, PostContent, SourceEntry
from comments.actions.spreading import spread_without_mails
from comments.actions.watching import save_watch_list

from .conversations import write_conversation
from .drawings import draw
from .people import HERE, Cast, table_of, write_people

GUID = "urn:resonanz:demonstration:"


def is_loaded() -> bool:
    return Post.objects.filter(guid__startswith=GUID).exists()


def load(*, now: datetime) -> Cast:
    """Write people, settings, posts and conversations, dated backwards from `now`; return who can sign in."""
    actor = system("demo")
    cast = write_people(actor=actor, now=now)
    _write_site(actor=actor, now=now)
    save_watch_list(**table_of("site.toml")["watched"], actor=cast.moderator)
    said: list[tuple[datetime, Post, dict[str, Any]]] = []
    for table in _posts():
        post, at = _write_post(table, cast=cast, actor=actor, now=now)
        said.append((at, post, table))
    for at, post, table in sorted(said, key=lambda row: row[0]):
        write_conversation(table, thread=post.thread, published_at=at, cast=cast, now=now)
    spread_without_mails(now)
    return cast


def _posts() -> Iterator[dict[str, Any]]:
    for path in sorted((HERE / "posts").glob("*.toml")):
        yield tomllib.loads(path.read_text(encoding="utf-8"))


def _write_site(*, actor: Actor, now: datetime) -> None:
    table = table_of("site.toml")
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
