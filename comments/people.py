"""The people of a thread, who can be addressed there: those who speak in it, in public (C9)."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import get_language, override

from accounts.models import FormerName, Mute, User
from accounts.rules.names import name_key
from comments.models import Comment
from comments.redactions import with_bars_in_words
from comments.rules.mentions import SHOWN, Addressed, Speaker, addressed, keys_of
from markup import SafeHTML, names_after_signs, with_members_at

LATEST = 300  # comments whose authors are offered before two letters are typed
BEHIND_ALL_KEYS = "\U0010ffff"


def addressed_in(source: str, thread_id: int) -> Addressed:
    """Find the people of the thread whom a text addresses: one query, and none without an "@"."""
    tails = names_after_signs(source)
    return addressed(tails, _speakers(keys_of(tails), thread_id)) if tails else Addressed()


def names_like(typed: str, *, thread_id: int, reader: User) -> list[str]:
    """Return up to `SHOWN` names of people of the thread that begin as `typed`, for the reader who types.

    One query. With less than two letters those who spoke last are looked at, so that a large conversation
    costs no more than a small one. Whom the reader muted is not offered.
    """
    key = name_key(typed)
    muted = Mute.objects.filter(person=reader).values("muted")
    people = User.objects.filter(is_active=True).exclude(pk=reader.pk).exclude(pk__in=muted)
    if key:
        people = people.filter(name_key__gte=key, name_key__lt=key + BEHIND_ALL_KEYS)
    if len(key) >= 2:
        people = people.filter(_speaks_in(thread_id)).order_by("name_key")
    else:
        people = people.filter(pk__in=_who_spoke_last(thread_id)).order_by("name_key")
    return sorted(people.values_list("username", flat=True)[:SHOWN], key=str.casefold)


def in_this_language(html: SafeHTML) -> SafeHTML:
    """Return a comment whose names lead to pages in the language of now, and whose bars speak it (R6)."""
    return with_bars_in_words(with_members_at(html, prefix_of_language()))


def prefix_of_language() -> str:
    """Return with what the addresses of the language begin that is spoken now: `/en`, or nothing."""
    language = get_language()
    return "" if language in {None, settings.LANGUAGE_CODE} else f"/{language}"


def _speakers(keys: set[str], thread_id: int) -> dict[str, Speaker]:
    """Who speaks in the thread under one of these keys; a present name goes before a former one."""
    present = User.objects.filter(_speaks_in(thread_id), is_active=True, name_key__in=keys)
    former = FormerName.objects.filter(
        _speaks_in(thread_id, "user_id"), user__is_active=True, name_key__in=keys
    )
    rows = former.values_list("name_key", "user_id", "user__username")
    found = rows.union(present.values_list("name_key", "pk", "username"))
    with override(settings.LANGUAGE_CODE):  # the stored text is the same in every language
        return {key: Speaker(pk, reverse("comments:member", args=[name])) for key, pk, name in found}


def _speaks_in(thread_id: int, person: str = "pk") -> Exists:
    return Exists(Comment.objects.public().in_thread(thread_id).filter(author=OuterRef(person)))


def _who_spoke_last(thread_id: int) -> QuerySet[Comment, int]:
    latest = Comment.objects.in_thread(thread_id).order_by("-number")[:LATEST]
    spoken = Comment.objects.filter(pk__in=latest.values("pk")).public()
    return spoken.exclude(author=None).values_list("author_id", flat=True)
