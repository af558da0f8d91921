"""Addresses at which something stood before."""

from __future__ import annotations

from functools import reduce

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import User
from blog.models.page import Page
from blog.models.post import Post
from blog.models.taxonomy import Category, Series, Tag
from blog.querysets import RedirectQuerySet

type Target = Post | Page | Category | Tag | Series | User

TARGETS: dict[type[models.Model], str] = {
    Post: "post",
    Page: "page",
    Category: "category",
    Tag: "tag",
    Series: "series",
    User: "author",
}


def _exactly_one(names: list[str]) -> Q:
    return reduce(
        Q.__or__, (Q(**{f"{other}__isnull": other != name for other in names}) for name in names), Q()
    )


class Redirect(models.Model):
    """An old address, in its normal form, and what stands for it today.

    It points to the thing and not to an address, so it leads there in one hop whatever happens to either.
    `digest` finds addresses of any length by an index.
    """

    digest = models.CharField(max_length=64, unique=True)
    old = models.CharField(max_length=1000)
    post = models.ForeignKey("blog.Post", null=True, on_delete=models.CASCADE, related_name="redirects")
    page = models.ForeignKey("blog.Page", null=True, on_delete=models.CASCADE, related_name="redirects")
    category = models.ForeignKey(
        "blog.Category", null=True, on_delete=models.CASCADE, related_name="redirects"
    )
    tag = models.ForeignKey("blog.Tag", null=True, on_delete=models.CASCADE, related_name="redirects")
    series = models.ForeignKey("blog.Series", null=True, on_delete=models.CASCADE, related_name="redirects")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="redirects"
    )
    remembered_at = models.DateTimeField()

    objects = RedirectQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=_exactly_one(list(TARGETS.values())), name="redirect_leads_to_one_thing"
            ),
        ]

    def __str__(self) -> str:
        return self.old

    @property
    def target(self) -> Target:
        """The post, page, list or person that stands for the old address."""
        return next(target for name in TARGETS.values() if (target := getattr(self, name)))
