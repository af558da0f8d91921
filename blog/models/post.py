"""A post: its address, its state, and which revision readers get."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from blog.querysets import PostQuerySet
from blog.rules.states import PostState

STATES = [
    (PostState.DRAFT, _("draft")),
    (PostState.IN_REVIEW, _("in review")),
    (PostState.PUBLISHED, _("published")),
    (PostState.WITHDRAWN, _("withdrawn")),
]


class Post(models.Model):
    """What stays the same while the text changes. Everything that is written stands in `live`.

    A post is public when its state is published and `published_at` has come. `address_year` and
    `address_month` are those of the site's time zone and make the address together with `slug`. The address
    follows the date until `first_public_at` has come; from then on somebody may have it, so it stays.
    """

    slug = models.SlugField(_("address"), max_length=200)
    state = models.CharField(_("state"), max_length=12, choices=STATES, default=PostState.DRAFT)
    published_at = models.DateTimeField(_("publication"), null=True, blank=True)
    address_year = models.PositiveSmallIntegerField(null=True, editable=False)
    address_month = models.PositiveSmallIntegerField(null=True, editable=False)
    first_public_at = models.DateTimeField(null=True, editable=False)
    live = models.ForeignKey(
        "blog.PostRevision", null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    thread = models.OneToOneField(
        "comments.Thread", on_delete=models.PROTECT, related_name="post", editable=False
    )
    guid = models.CharField(max_length=300, unique=True, editable=False)  # of the feeds; never changes
    version = models.PositiveBigIntegerField(default=0, editable=False)
    card = models.CharField(max_length=60, blank=True, editable=False)  # its file among the media
    changed_at = models.DateTimeField(editable=False)
    created_at = models.DateTimeField(editable=False)
    foreign_id = models.CharField(max_length=300, null=True, unique=True, editable=False)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints = [
            models.UniqueConstraint(
                fields=["address_year", "address_month", "slug"], name="post_address_leads_to_one_post"
            ),
            models.CheckConstraint(
                condition=~Q(state="published")
                | Q(
                    published_at__isnull=False,
                    live__isnull=False,
                    address_year__isnull=False,
                    address_month__isnull=False,
                ),
                name="post_published_has_text_date_and_address",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in PostState]), name="post_state_is_known"
            ),
        ]
        indexes = [
            models.Index(
                fields=["-published_at", "-id"], condition=Q(state="published"), name="post_public_by_time"
            ),
            models.Index(fields=["-changed_at"], name="post_by_change"),
        ]

    def __str__(self) -> str:
        return self.live.title if self.live else self.slug

    def get_absolute_url(self) -> str:
        return reverse("blog:post", args=[f"{self.address_year:04}", f"{self.address_month:02}", self.slug])

    @property
    def updated_at(self) -> datetime:
        """When readers last got something else; a scheduled post is written before it is public."""
        return max(self.published_at or self.changed_at, self.changed_at)

    def is_public(self, now: datetime) -> bool:
        """Whether readers get it at `now`."""
        return (
            self.state == PostState.PUBLISHED and self.published_at is not None and self.published_at <= now
        )

    def was_public(self, now: datetime) -> bool:
        """Whether readers could get it at `now` or before, so that its address is known."""
        return self.first_public_at is not None and self.first_public_at <= now
