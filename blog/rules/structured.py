"""What a page is about, in the words of schema.org (R9). Empty values are left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from blog.rules.people import Person

Node = dict[str, Any]


@dataclass(frozen=True)
class Site:
    """Who publishes: `address` and `logo` are whole addresses, `language` a code."""

    name: str
    address: str
    description: str
    language: str
    logo: str

    @property
    def id(self) -> str:
        return f"{self.address}#publisher"


@dataclass(frozen=True)
class Picture:
    address: str
    width: int
    height: int
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True)
class Remark:
    """A public comment. `answers` is the address of the comment that it answers, if that is public."""

    address: str
    author: Person
    text: str
    language: str
    posted_at: datetime
    edited_at: datetime | None = None
    answers: str = ""


@dataclass(frozen=True)
class Source:
    label: str
    address: str = ""


@dataclass(frozen=True)
class Article:
    """A post as readers have it; `series` is the name and the address of one, with the part."""

    address: str
    title: str
    lead: str
    language: str
    published_at: datetime
    changed_at: datetime
    words: int
    authors: Sequence[Person]
    pictures: Sequence[Picture]
    section: str = ""
    tags: Sequence[str] = ()
    sources: Sequence[Source] = ()
    series: tuple[str, str, int | None] | None = None
    remarks: Sequence[Remark] = ()
    remark_count: int = 0


def graph(*nodes: Node) -> Node:
    return {"@context": "https://schema.org", "@graph": list(nodes)}


def publisher(site: Site) -> Node:
    logo = {"@type": "ImageObject", "url": site.logo}
    return {"@type": "Organization", "@id": site.id, "name": site.name, "url": site.address, "logo": logo}


def website(site: Site, search: str) -> Node:
    """The site itself; `search` is the whole address of its search up to the words."""
    action = {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": f"{search}{{search_term_string}}"},
        "query-input": "required name=search_term_string",
    }
    return _said(
        {
            "@type": "WebSite",
            "@id": f"{site.address}#website",
            "name": site.name,
            "url": site.address,
            "description": site.description,
            "inLanguage": site.language,
            "publisher": {"@id": site.id},
            "potentialAction": action,
        }
    )


def breadcrumbs(steps: Iterable[tuple[str, str]]) -> Node:
    """The way from the front page: name and whole address of each step."""
    items = [
        {"@type": "ListItem", "position": position, "name": name, "item": address}
        for position, (name, address) in enumerate(steps, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def profile(*, name: str, address: str, about: str, picture: str) -> Node:
    person = {"@type": "Person", "name": name, "url": address, "description": about, "image": picture}
    return {"@type": "ProfilePage", "@id": address, "url": address, "mainEntity": _said(person)}


def article(post: Article, site: Site) -> Node:
    return _said(
        {
            "@type": "NewsArticle",
            "@id": f"{post.address}#article",
            "url": post.address,
            "mainEntityOfPage": post.address,
            "headline": post.title,
            "description": post.lead,
            "inLanguage": post.language,
            "datePublished": _moment(post.published_at),
            "dateModified": _moment(post.changed_at),
            "wordCount": post.words,
            "isAccessibleForFree": True,
            "author": [_person(author) for author in post.authors],
            "publisher": {"@id": site.id},
            "image": [_picture(picture) for picture in post.pictures],
            "articleSection": post.section,
            "keywords": list(post.tags),
            "citation": [_source(source) for source in post.sources],
            "isPartOf": _series(post.series),
            "position": post.series[2] if post.series else None,
            "discussionUrl": f"{post.address}#thread",
            "commentCount": post.remark_count,
            "comment": [_remark(remark) for remark in post.remarks],
        }
    )


def _series(series: tuple[str, str, int | None] | None) -> Node | None:
    return {"@type": "CreativeWorkSeries", "name": series[0], "url": series[1]} if series else None


def _remark(remark: Remark) -> Node:
    return _said(
        {
            "@type": "Comment",
            "@id": remark.address,
            "url": remark.address,
            "author": _person(remark.author),
            "text": remark.text,
            "inLanguage": remark.language,
            "datePublished": _moment(remark.posted_at),
            "dateModified": _moment(remark.edited_at) if remark.edited_at else "",
            "parentItem": {"@id": remark.answers} if remark.answers else None,
        }
    )


def _person(person: Person) -> Node:
    return _said({"@type": "Person", "name": person.name, "url": person.address})


def _source(source: Source) -> Node:
    return _said({"@type": "CreativeWork", "name": source.label, "url": source.address})


def _picture(picture: Picture) -> Node:
    return _said(
        {
            "@type": "ImageObject",
            "url": picture.address,
            "width": picture.width,
            "height": picture.height,
            "caption": picture.caption,
            "creditText": picture.credit,
        }
    )


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _said(node: Node) -> Node:
    """Leave out what is not known; a count of nought is known."""
    return {name: value for name, value in node.items() if value not in ("", None, [], ())}
