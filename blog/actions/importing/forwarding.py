"""Which old addresses lead to which things of an import."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import batched
from urllib.parse import quote

from blog.actions.importing.addresses import Claim, OldAddresses
from blog.actions.importing.people import People
from blog.actions.importing.posts import Keyed
from blog.actions.importing.report import ImportReport
from blog.actions.importing.terms import Terms
from blog.models import Page, Post
from blog.rules.wordpress import Survey
from blog.rules.wordpress.attachments import host_of
from blog.rules.wordpress.losses import Loss
from blog.rules.wordpress.old_addresses import (
    addresses_of_attachment,
    addresses_of_author,
    addresses_of_term,
    base_of,
    led_to,
    said_of,
)

BATCH = 500


class Forwarding:
    """Collects what an export says about addresses, and hands it on for each kind of thing.

    `places` holds where new posts and pages stand, by key: a dry run finds them nowhere else.
    """

    def __init__(self, seen: Survey, report: ImportReport, now: datetime) -> None:
        self.places: dict[str, str] = {}
        self._seen = seen
        self._report = report
        self._host = host_of(seen.channel.address)
        self._base = base_of(seen.channel.address)
        self._old = OldAddresses(report, now)

    def of_items(self, items: Iterable[Keyed]) -> None:
        """Let the old addresses of posts and pages lead to them."""
        items = [each for each in items if each.item.kind]
        rows = _rows([each.key for each in items])
        claims = []
        for each in items:
            target, pk, place = rows.get(each.key, (each.item.kind, None, self.places.get(each.key, "")))
            said, others = said_of(each.item, self._host), led_to(each.item, self._base)
            claims.append(Claim(target, pk, place, said, others))
        self._old.take_in(claims)
        self.places.clear()

    def of_terms(self, terms: Terms) -> None:
        """Let the addresses of categories and tags lead to ours, also those of categories in categories."""
        parents = {term.slug: term.parent for term in self._seen.terms if term.kind == "category"}
        self._old.take_in(
            Claim(term.kind, pk, f"/{term.kind}/{slug}/", others=addresses_of_term(term, parents, self._base))
            for term, pk, slug in terms.placed(self._seen.terms)
        )

    def of_people(self, people: People) -> None:
        """Let the pages of authors lead to those of their accounts."""
        self._old.take_in(
            Claim("author", pk, f"/author/{quote(name)}/", others=addresses_of_author(author, self._base))
            for author, pk, name in people.placed()
        )

    def of_attachments(self, keys: Mapping[str, str]) -> None:
        """Let the page of each picture or file lead to the post that it belongs to.

        `keys` gives the key of a post or page by its number over there.
        """
        attachments = list(self._seen.attachments.by_number.values())
        for chunk in batched(attachments, BATCH):
            rows = _rows([keys[each.parent] for each in chunk if each.parent in keys])
            claims = []
            for each in chunk:
                key = keys.get(each.parent, "")
                self._report.tell(Loss.LOOSE_PAGES, each.title, number=not key)
                target, pk, place = rows.get(key, ("post", None, ""))
                if key:
                    said, others = addresses_of_attachment(each, self._host, self._base)
                    claims.append(Claim(target, pk, place, said, others))
            self._old.take_in(claims)


def _rows(keys: list[str]) -> dict[str, tuple[str, int, str]]:
    """Return column, row and address of each post and page by its key."""
    rows: dict[str, tuple[str, int, str]] = {}
    posts = Post.objects.filter(foreign_id__in=keys).values_list("foreign_id", "pk", "thread__path")
    rows |= {str(key): ("post", pk, path) for key, pk, path in posts}
    pages = Page.objects.filter(foreign_id__in=keys).values_list("foreign_id", "pk", "slug")
    return rows | {str(key): ("page", pk, f"/{slug}/") for key, pk, slug in pages}
