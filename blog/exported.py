"""What this room hands out to a person: what they wrote and brought in as one of the editors."""

from collections.abc import Iterator

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.personal import Part, Row
from blog.actions.erasing import erase_editor
from blog.models import Byline, Image, Post, PostRevision, Redirect, Source
from blog.previews import preview_of_posts

CHUNK = 100  # revisions fetched at once: each is a whole post


def revisions(person: User) -> Iterator[Row]:
    """The revisions that the person saved, or that name them as one of their authors, each whole."""
    named = Byline.objects.filter(person=person).values("revision")
    theirs = PostRevision.objects.filter(Q(saved_by=person) | Q(pk__in=named)).order_by("pk")
    ids = list(theirs.values_list("pk", flat=True))
    for start in range(0, len(ids), CHUNK):
        some = PostRevision.objects.filter(pk__in=ids[start : start + CHUNK]).order_by("pk")
        for revision in some.select_related("post").prefetch_related("sources", "bylines"):
            yield _revision(revision, person)


def _revision(revision: PostRevision, person: User) -> Row:
    return {
        "id": revision.pk,
        "post": revision.post_id,
        "page": _page(revision.post),
        "number": revision.number,
        "saved_by_you": revision.saved_by_id == person.pk,
        "your_part": [line.role for line in revision.bylines.all() if line.person_id == person.pk],
        "saved": revision.saved_at,
        "note": revision.note if revision.saved_by_id == person.pk else None,
        "language": revision.language,
        "title": revision.title,
        "lead": revision.lead,
        "body": str(revision.body),
        "sources": [_source(source) for source in revision.sources.all()],
    }


def _page(post: Post) -> str | None:
    return f"{settings.SITE_URL}{post.get_absolute_url()}" if post.address_year else None


def _source(source: Source) -> Row:
    """The public part of it, which is all that a revision knows."""
    return {
        "kind": source.kind,
        "label": source.label,
        "address": source.url,
        "accessed": source.accessed_on,
        "extract": source.extract,
    }


def pictures(person: User) -> Iterator[Row]:
    """Pictures that the person put into the library of the house."""
    for image in Image.objects.filter(uploaded_by=person).order_by("pk").iterator(CHUNK):
        yield {
            "id": image.pk,
            "file": image.file.name,
            "uploaded": image.uploaded_at,
            "alternative_text": image.alt,
            "caption": image.caption,
            "credit": image.credit,
            "licence": image.licence,
        }


def old_addresses(person: User) -> Iterator[Row]:
    """Addresses of a former site that lead to the person's page now."""
    for redirect in Redirect.objects.filter(author=person).order_by("pk").iterator(CHUNK):
        yield {"address": redirect.old, "since": redirect.remembered_at}


PARTS = (
    Part(
        name="posts",
        title=_("Posts that you wrote or saved, each revision whole, with its public sources."),
        export=revisions,
        preview=preview_of_posts,
        erase=erase_editor,
        reaches=frozenset(
            {
                "blog.PostRevision.saved_by",
                "blog.PostRevision.lead",
                "blog.PostRevision.body",
                "blog.Byline.person",
                "blog.Source.extract",
            }
        ),
        withholds={"blog.Byline.guest": "The name of somebody else."},
    ),
    Part(
        name="pictures",
        title=_("Pictures that you put into the library."),
        export=pictures,
        reaches=frozenset({"blog.Image.uploaded_by"}),
    ),
    Part(
        name="old-addresses",
        title=_("Old addresses that lead to your page."),
        export=old_addresses,
        reaches=frozenset({"blog.Redirect.author"}),
    ),
)
