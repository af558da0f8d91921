"""What a page tells machines that visit it (R9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django import template
from django.conf import settings
from django.core.files.storage import default_storage
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from blog.models import Byline, Image, Post, PostRevision, SiteSettings
from blog.rules import structured
from blog.rules.cards import HEIGHT, WIDTH
from blog.rules.people import Person
from comments.addresses import address_with, name_in_address
from comments.redactions import with_bars_in_words
from comments.rules.said import Said
from markup import SafeHTML, line_of, linked_data

register = template.Library()

MOST_REMARKS = 50  # comments told to machines with one page, so that a long conversation is not sent twice


LOCALES = {"de": "de_DE", "en": "en_GB"}


@register.filter
def locale(language: str) -> str:
    """A language as OpenGraph writes it."""
    return LOCALES.get(language, language)


@dataclass(frozen=True)
class SocialCard:
    """The picture by which other sites announce a page: whole address, media type, what it says."""

    address: str
    alt: str
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def type(self) -> str:
        return "image/jpeg" if self.address.endswith(".jpg") else "image/png"


@register.simple_tag
def social_card(site: SiteSettings, post: Post | None = None) -> SocialCard:
    """The card of a post; until it is made that of the site, and until that is made the one we bring."""
    if isinstance(post, Post) and post.card:
        return SocialCard(_whole(default_storage.url(post.card)), str(post))
    if site.card:
        return SocialCard(_whole(default_storage.url(site.card)), site.name)
    return SocialCard(_whole(static("icons/card.png")), site.name)


@register.simple_tag
def when(moment: datetime) -> str:
    """A moment with its zone."""
    return timezone.localtime(moment).isoformat(timespec="seconds")


@register.simple_tag(takes_context=True)
def data_of_post(context: template.Context, post: Post) -> SafeHTML:
    """The article with the comments that were shown; stands after the conversation."""
    site, text = _site(context["site"]), cast(PostRevision, post.live)
    steps = [(site.name, site.address)]
    if text.category:
        steps.append((text.category.name, _whole(text.category.get_absolute_url())))
    steps.append((text.title, context["canonical"]))
    return linked_data(
        structured.graph(
            structured.article(_article(post, text, context["canonical"]), site),
            structured.publisher(site),
            structured.breadcrumbs(steps),
        )
    )


@register.simple_tag(takes_context=True)
def data_of_site(context: template.Context) -> SafeHTML:
    """Name, publisher and search of the site; stands on the front page."""
    site = _site(context["site"])
    search = f"{settings.SITE_URL}/search/?q="
    return linked_data(structured.graph(structured.website(site, search), structured.publisher(site)))


@register.simple_tag(takes_context=True)
def data_of_list(context: template.Context, heading: str) -> SafeHTML:
    """The way to a list, and who it is if it is a person's."""
    site, here = _site(context["site"]), context["canonical"]
    person: User | None = context.get("person")
    nodes = [structured.breadcrumbs([(site.name, site.address), (heading, here)])]
    if person is not None:
        picture = _whole(person.picture.url) if person.picture else ""
        nodes.append(
            structured.profile(name=person.username, address=here, about=person.about, picture=picture)
        )
    return linked_data(structured.graph(*nodes))


def _site(site: SiteSettings) -> structured.Site:
    return structured.Site(
        name=site.name,
        address=f"{settings.SITE_URL}{reverse('blog:front')}",
        description=site.tagline,
        language=settings.LANGUAGE_CODE,
        logo=_whole(static("icons/icon-512.png")),
    )


def _article(post: Post, text: PostRevision, address: str) -> structured.Article:
    return structured.Article(
        address=address,
        title=text.title,
        lead=text.lead,
        language=text.language,
        published_at=timezone.localtime(post.published_at),
        changed_at=timezone.localtime(post.updated_at),
        words=text.words,
        authors=[_author(byline) for byline in text.bylines.all() if byline.role == Byline.Role.AUTHOR],
        pictures=_pictures(post, text),
        section=text.category.name if text.category else "",
        tags=[tag.name for tag in text.tags.all()],
        sources=[structured.Source(source.label, source.url) for source in text.sources.all()],
        series=(text.series.name, _whole(text.series.get_absolute_url()), text.part) if text.series else None,
        remarks=_remarks(post.thread.on_page),
        remark_count=post.thread.public_count,
    )


def _author(byline: Byline) -> Person:
    if byline.person is None:
        return Person(byline.guest)
    address = reverse("blog:author", args=[byline.person.username])
    return Person(byline.person.username, _whole(address))


def _pictures(post: Post, text: PostRevision) -> list[structured.Picture]:
    pictures = [_picture(text.cover)] if text.cover else []
    if post.card:
        pictures.append(structured.Picture(_whole(default_storage.url(post.card)), WIDTH, HEIGHT))
    return pictures


def _picture(image: Image) -> structured.Picture:
    return structured.Picture(
        _whole(image.file.url), image.width, image.height, image.caption or image.alt, image.credit
    )


def _remarks(shown: Sequence[Said]) -> list[structured.Remark]:
    permalink = _whole(address_with("comments:permalink", "%s"))
    member = _whole(address_with("comments:member", "%s"))
    told = {comment.id: permalink % comment.id for comment in shown[:MOST_REMARKS]}
    return [_remark(comment, told, member) for comment in shown[:MOST_REMARKS]]


def _remark(comment: Said, told: dict[int, str], member: str) -> structured.Remark:
    page = member % name_in_address(comment.name) if comment.is_member else ""
    return structured.Remark(
        address=told[comment.id],
        author=Person(comment.speaker, page),
        text=line_of(with_bars_in_words(comment.html)),
        language=comment.language,
        posted_at=timezone.localtime(comment.posted_at),
        edited_at=timezone.localtime(comment.edited_at) if comment.edited_at else None,
        answers=told.get(comment.parent_id or 0, ""),
    )


def _whole(address: str) -> str:
    return address if "://" in address else settings.SITE_URL + address
