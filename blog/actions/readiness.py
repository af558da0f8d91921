"""Nothing is published that lacks what readers need (E1, E11)."""

from __future__ import annotations

from collections.abc import Sequence

from accounts.rules.roles import Actor, ActorKind
from blog.models import Image
from blog.rules.content import PostContent
from blog.rules.readiness import Cover, Lack, missing_in, pictures_without_words
from markup import SafeHTML


class NotReady(Exception):
    """Raised when a text lacks something that readers need. `missing` lists it; each has `words`."""

    def __init__(self, missing: Sequence[Lack]) -> None:
        self.missing = list(missing)
        super().__init__(", ".join(lack.kind for lack in self.missing))

    @property
    def words(self) -> str:
        return " ".join(lack.words for lack in self.missing)


def lacks(content: PostContent, body: SafeHTML) -> list[Lack]:
    """Return what a post lacks; `body` is its sanitised text. One query if it has a cover."""
    image = Image.objects.filter(pk=content.cover_id).first() if content.cover_id else None
    cover = Cover(image.caption or image.file_name, image.alt) if image else None
    return missing_in(content, body, cover)


def ask_whether_ready(content: PostContent, body: SafeHTML, actor: Actor) -> None:
    """Raise NotReady. The system moves in what was public elsewhere, as it is; people are asked."""
    if actor.kind is ActorKind.SYSTEM:
        return
    if missing := lacks(content, body):
        raise NotReady(missing)


def ask_for_words(body: SafeHTML, actor: Actor) -> None:
    """Raise NotReady for a text with a picture that says nothing to people who do not see it."""
    if actor.kind is ActorKind.SYSTEM:
        return
    if missing := pictures_without_words(body):
        raise NotReady(missing)
