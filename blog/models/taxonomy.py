"""How posts are sorted: one category, any number of tags, at most one series."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Sorted(models.Model):
    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("address"), max_length=200, unique=True)
    description = models.TextField(_("description"), blank=True)
    foreign_id = models.CharField(max_length=300, null=True, unique=True, editable=False)

    class Meta:
        abstract = True
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class CurrentManager(models.Manager):
    """Without those that were merged into another one."""

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().filter(merged_into=None)


class Mergeable(Sorted):
    """What can be merged into another one of its kind.

    The row stays, without an address, for the revisions that name it; `every` has it, `objects` has not.
    """

    merged_into = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )

    every = models.Manager()
    objects = CurrentManager()

    class Meta(Sorted.Meta):
        abstract = True
        default_manager_name = "every"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(merged_into=None) | models.Q(slug__startswith="~"),
                name="%(class)s_merged_has_no_address",
            )
        ]


class Category(Mergeable):
    class Meta(Mergeable.Meta):
        verbose_name = _("category")
        verbose_name_plural = _("categories")

    def get_absolute_url(self) -> str:
        return reverse("blog:category", args=[self.slug])


class Tag(Mergeable):
    class Meta(Mergeable.Meta):
        verbose_name = _("tag")
        verbose_name_plural = _("tags")

    def get_absolute_url(self) -> str:
        return reverse("blog:tag", args=[self.slug])


class Series(Sorted):
    class Meta(Sorted.Meta):
        verbose_name = _("series")
        verbose_name_plural = pgettext_lazy("several", "series")

    def get_absolute_url(self) -> str:
        return reverse("blog:series", args=[self.slug])
