"""Feeds of posts: the whole site, a category, a tag, a series, an author."""

from __future__ import annotations

import mimetypes
from datetime import datetime
from typing import cast

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from accounts.stored import Shows, stored
from blog.addresses import person_once_called
from blog.feeds.answering import ENTRIES, SITE_BORN, SPELLINGS, Told, answer, feed_view, whole
from blog.models import Byline, Category, Image, Post, PostRevision, Series, Tag
from blog.pictures import Pictures, illustrated_for_feeds, picture_of, pictures_in
from blog.querysets import PostQuerySet
from blog.rules.feeds import Entry, Link, Person, Picture
from blog.views.lists import lead_to_present_name
from markup import with_whole_addresses


@stored(Shows.POSTS)
@feed_view
def site(request: HttpRequest, spelling: str) -> HttpResponseBase:
    posts = _newest(Post.objects.public(timezone.now()))
    told = Told(page=reverse("blog:front"), entries=_entries(posts), changed_at=_last_change(posts))
    return answer(request, told, spelling)


@stored(Shows.POSTS)
@feed_view
def category(request: HttpRequest, slug: str, spelling: str) -> HttpResponseBase:
    found = get_object_or_404(Category, slug=slug)
    posts = _newest(Post.objects.public(timezone.now()).in_category(found))
    return _of_list(request, found, posts, spelling)


@stored(Shows.POSTS)
@feed_view
def tag(request: HttpRequest, slug: str, spelling: str) -> HttpResponseBase:
    found = get_object_or_404(Tag, slug=slug)
    posts = _newest(Post.objects.public(timezone.now()).tagged(found))
    return _of_list(request, found, _some(posts), spelling)


@stored(Shows.POSTS)
@feed_view
def series(request: HttpRequest, slug: str, spelling: str) -> HttpResponseBase:
    found = get_object_or_404(Series, slug=slug)
    posts = _newest(Post.objects.public(timezone.now()).in_series(found))
    return _of_list(request, found, _some(posts), spelling)


@stored(Shows.POSTS)
@feed_view
def author(request: HttpRequest, username: str, spelling: str) -> HttpResponseBase:
    person = person_once_called(username)
    if person is None:
        raise Http404
    page = reverse("blog:author", args=[person.username])
    written = Post.objects.public(timezone.now()).by_author(person)
    if person.username != username:
        return lead_to_present_name(written, f"{page}feed/{SPELLINGS[spelling].path}")
    posts = _some(_newest(written))
    told = Told(
        page=page,
        entries=_entries(posts),
        changed_at=_last_change(posts),
        title=person.username,
        subtitle=person.about,
    )
    return answer(request, told, spelling)


def _of_list(
    request: HttpRequest, found: Category | Tag | Series, posts: list[Post], spelling: str
) -> HttpResponseBase:
    told = Told(
        page=found.get_absolute_url(),
        entries=_entries(posts),
        changed_at=_last_change(posts),
        title=found.name,
        subtitle=found.description,
    )
    return answer(request, told, spelling)


def _newest(posts: PostQuerySet) -> list[Post]:
    return list(posts.for_page().with_cover_files().newest_first()[:ENTRIES])


def _some(posts: list[Post]) -> list[Post]:
    """What has no public post has no feed, as it has no page: its name could give something away."""
    if not posts:
        raise Http404
    return posts


def _last_change(posts: list[Post]) -> datetime:
    """When this feed last became another one: also when a post left it, which no post in it can tell."""
    left = Post.objects.last_change(timezone.now())
    return max(moment for moment in [*(post.updated_at for post in posts), left, SITE_BORN] if moment)


def _entries(posts: list[Post]) -> tuple[Entry, ...]:
    texts = [cast(PostRevision, post.live) for post in posts]  # what is public has one: the database says so
    pictures = pictures_in(*(text.body for text in texts))
    return tuple(_entry(post, text, pictures) for post, text in zip(posts, texts, strict=True))


def _entry(post: Post, text: PostRevision, pictures: Pictures) -> Entry:
    address = whole(post.get_absolute_url())
    sorted_as = [text.category.name] if text.category else []
    body = with_whole_addresses(illustrated_for_feeds(text.body, pictures), address)
    cover = _cover(text.cover) if text.cover else None
    figure = _figure(cover, text.cover) if cover and text.cover else ""
    return Entry(
        id=post.guid,
        title=text.title,
        address=address,
        language=text.language,
        published=timezone.localtime(cast(datetime, post.published_at)),
        updated=timezone.localtime(post.updated_at),
        content=format_html("{}{}{}", figure, format_html("<p>{}</p>", text.lead) if text.lead else "", body),
        summary=text.lead,
        authors=tuple(_person(byline) for byline in text.bylines.all() if byline.role == Byline.Role.AUTHOR),
        categories=tuple(sorted_as + [tag.name for tag in text.tags.all()]),
        sources=tuple(Link(source.url, source.label) for source in text.sources.all() if source.url),
        picture=cover,
        conversation=f"{address}#thread",
        comments=f"{address}feed/",
    )


def _person(byline: Byline) -> Person:
    if byline.person is None:
        return Person(byline.guest)
    return Person(byline.person.username, whole(reverse("blog:author", args=[byline.person.username])))


def _cover(image: Image) -> Picture:
    """The cover as a file that every program knows, of the size that it has."""
    shown = picture_of(image)
    address, width = shown.plain.files[-1] if shown.plain else (shown.address, shown.width)
    kind = shown.plain.kind if shown.plain else mimetypes.guess_type(address)[0] or "image/jpeg"
    return Picture(whole(address), kind, width, round(shown.height * width / shown.width), shown.alt)


def _figure(cover: Picture, image: Image) -> str:
    """The cover as the first thing of the text: few programs show a picture that stands beside it."""
    words = " ".join(part for part in (image.caption, image.credit) if part)
    return format_html(
        '<figure><img src="{}" alt="{}" width="{}" height="{}">{}</figure>',
        cover.address,
        cover.alt,
        cover.width,
        cover.height,
        format_html("<figcaption>{}</figcaption>", words) if words else "",
    )
