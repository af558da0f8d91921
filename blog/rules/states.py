"""The states of a post and the ways between them (E1)."""

from enum import StrEnum


class PostState(StrEnum):
    DRAFT = "draft"
    IN_REVIEW = "in_review"
    PUBLISHED = "published"  # public as soon as `published_at` has come
    WITHDRAWN = "withdrawn"  # answers 410


WAYS = {
    PostState.DRAFT: frozenset({PostState.IN_REVIEW, PostState.PUBLISHED}),
    PostState.IN_REVIEW: frozenset({PostState.DRAFT, PostState.PUBLISHED}),
    PostState.PUBLISHED: frozenset({PostState.DRAFT, PostState.WITHDRAWN}),
    PostState.WITHDRAWN: frozenset({PostState.DRAFT, PostState.PUBLISHED}),
}
