"""Categories and tags of an import."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from blog.actions.importing.drafting import line_of
from blog.actions.importing.report import ImportReport, Kind, Outcome
from blog.models import Category, Tag
from blog.rules.addresses import free_slug, is_slug, slug_of
from blog.rules.exports import digest
from blog.rules.wordpress import Item, Label, Term
from blog.rules.wordpress.identity import term_key
from blog.rules.wordpress.losses import Loss
from markup import text_of

LONGEST_NAME = 200
BATCH = 500

# The category that every new WordPress has and that says nothing, in the languages of our site.
SAYS_NOTHING = frozenset({"uncategorized", "allgemein", "unkategorisiert", "uncategorised"})


@dataclass
class Shelf:
    """All categories, or all tags: those that are there and those that the import adds."""

    model: type[Category] | type[Tag]
    kind: Kind
    by_key: dict[str, int] = field(default_factory=dict)
    by_slug: dict[str, int] = field(default_factory=dict)
    slugs: dict[int, str] = field(default_factory=dict)
    planned: int = 0

    def load(self) -> None:
        for pk, slug, key, into in self.model.every.values_list("pk", "slug", "foreign_id", "merged_into"):
            self.by_slug[slug] = pk
            self.slugs[pk] = slug
            if key:
                self.by_key[key] = into or pk


class Terms:
    """Finds the category and the tags of an item; makes what is missing.

    In a dry run what is missing gets a number below zero: the plan is the same and nothing is written.
    """

    def __init__(self, site: str, report: ImportReport) -> None:
        self._site = site
        self._report = report
        self._categories = Shelf(Category, Kind.CATEGORY)
        self._tags = Shelf(Tag, Kind.TAG)
        self._categories.load()
        self._tags.load()

    def take_in(self, terms: Iterable[Term]) -> None:
        """Make the categories and tags that the head of the export lists."""
        for shelf, kind in ((self._categories, "category"), (self._tags, "tag")):
            listed = [term for term in terms if term.kind == kind and (term.name or term.slug)]
            self._add(shelf, listed)
            if kind == "category":
                for term in listed:
                    self._report.tell(Loss.FLAT_CATEGORIES, term.name, number=bool(term.parent))

    def placed(self, terms: Iterable[Term]) -> Iterator[tuple[Term, int | None, str]]:
        """Yield the categories and tags of the head of the export with their rows and addresses here.

        The row is None in a dry run.
        """
        for term in terms:
            shelf = {"category": self._categories, "tag": self._tags}.get(term.kind)
            pk = shelf.by_key.get(term_key(self._site, term)) if shelf else None
            if shelf and pk is not None:
                yield term, pk if pk > 0 else None, shelf.slugs[pk]

    def sort(self, item: Item) -> tuple[int | None, tuple[int, ...]]:
        """Return the category and the tags of an item.

        There is one category here: the first that says something. The others become tags, so that nobody has
        to choose between losing a name and inventing a category for two subjects.
        """
        categories = [label for label in item.labels if label.domain == "category" and label.name]
        tags = [label for label in item.labels if label.domain == "post_tag" and label.name]
        telling = [label for label in categories if label.slug.lower() not in SAYS_NOTHING]
        first = (telling or categories)[:1]
        others = telling[1:]
        self._report.tell(Loss.MORE_CATEGORIES, item.title, number=bool(others))
        category = self._find(self._categories, first[0]) if first else None
        return category, tuple(sorted({self._find(self._tags, label) for label in (*tags, *others)}))

    def _find(self, shelf: Shelf, label: Label) -> int:
        term = Term(kind=shelf.kind.value, slug=label.slug, name=label.name)
        key = term_key(self._site, term)
        if key not in shelf.by_key:
            self._add(shelf, [term])
        return shelf.by_key[key]

    def _add(self, shelf: Shelf, terms: Iterable[Term]) -> None:
        new: dict[str, Category | Tag] = {}
        for term in terms:
            key = term_key(self._site, term)
            slug = free_slug(_address_of(term), ())
            if key in shelf.by_key or key in new:
                continue
            if slug in shelf.by_slug:  # what has the same address here is the same subject
                shelf.by_key[key] = shelf.by_slug[slug]
                self._report.count(shelf.kind, Outcome.UNCHANGED)
                continue
            new[key] = shelf.model(
                name=(line_of(term.name) or slug)[:LONGEST_NAME],
                slug=slug,
                description=text_of(term.description) if term.description else "",
                foreign_id=key,
            )
            shelf.planned -= 1
            shelf.by_key[key] = shelf.by_slug[slug] = shelf.planned
            shelf.slugs[shelf.planned] = slug
        self._report.count(shelf.kind, Outcome.NEW, len(new))
        if not self._report.is_dry:
            for made in shelf.model.objects.bulk_create(new.values(), batch_size=BATCH):  # type: ignore[arg-type]
                shelf.by_key[str(made.foreign_id)] = shelf.by_slug[made.slug] = made.pk
                shelf.slugs[made.pk] = made.slug


def _address_of(term: Term) -> str:
    """Return the address that a term has there if it is one, else one made from it or from its name."""
    slug = unquote(term.slug).lower()
    if is_slug(slug):
        return slug
    return slug_of(slug) or slug_of(term.name) or f"{term.kind}-{digest(term.slug, term.name)[:8]}"
