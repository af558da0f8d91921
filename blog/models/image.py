"""The library of pictures."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from blog.querysets import ImageQuerySet
from blog.rules.renditions import Focus, Format, Shape, recipe


class Image(models.Model):
    """A picture, re-encoded when it was taken in: what is stored was written by us, without metadata.

    `focal_x` and `focal_y` are percent of width and height: the point that must stay visible when cropped.
    """

    file = models.ImageField(_("file"), upload_to="images/%Y/%m/", width_field="width", height_field="height")
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    alt = models.CharField(
        _("alternative text"),
        max_length=500,
        help_text=_("What the picture shows, for people who do not see it."),
    )  # empty only for what an import brought without words: nothing is published with it
    caption = models.CharField(_("caption"), max_length=500, blank=True)
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    licence = models.CharField(_("licence"), max_length=100, blank=True)
    focal_x = models.PositiveSmallIntegerField(
        _("focal point from the left, %"), default=50, validators=[MaxValueValidator(100)]
    )
    focal_y = models.PositiveSmallIntegerField(
        _("focal point from the top, %"), default=50, validators=[MaxValueValidator(100)]
    )
    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    uploaded_at = models.DateTimeField(_("uploaded"), editable=False)
    # By which recipe and focal point the renditions were drawn; empty until then.
    drawn_as = models.CharField(max_length=20, default="", editable=False)

    objects = ImageQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-uploaded_at"]
        indexes = [models.Index(fields=["file"], name="image_by_file")]
        constraints = [
            models.CheckConstraint(
                condition=Q(focal_x__lte=100, focal_y__lte=100), name="image_focal_point_is_inside"
            ),
        ]

    def __str__(self) -> str:
        return self.alt or self.file_name

    @property
    def file_name(self) -> str:
        """The last part of its name, as editors see it."""
        return (self.file.name or "").rpartition("/")[2]

    def all_names(self) -> list[str]:
        """The name of its file and those it had before: what texts may call it by."""
        return [self.file.name or "", *self.former_files.values_list("name", flat=True)]

    @property
    def key(self) -> str:
        """The folder of its renditions: another one for every other content."""
        return self.sha256[:20]

    @property
    def focus(self) -> Focus:
        return Focus(self.focal_x, self.focal_y)

    @property
    def recipe(self) -> str:
        """What `drawn_as` says when all renditions are there."""
        return recipe(self.focus)

    def shaped(self, shape: Shape) -> list[Rendition]:
        """Its renditions of one shape, the smallest first. No query if they were prefetched."""
        rows = [row for row in self.renditions.all() if row.shape == shape]
        return sorted(rows, key=lambda row: row.width)


class Rendition(models.Model):
    """A smaller file of a picture, made by a task: the same for all readers, under a name used only once."""

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="renditions")
    shape = models.CharField(max_length=8, choices=[(each.value, each.value) for each in Shape])
    format = models.CharField(max_length=4, choices=[(each.value, each.value) for each in Format])
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    file = models.FileField(max_length=120)
    bytes = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
        constraints = [
            models.UniqueConstraint(
                fields=["image", "shape", "format", "width"], name="rendition_once_per_picture_and_size"
            ),
            models.CheckConstraint(
                condition=Q(width__gt=0, height__gt=0, bytes__gt=0), name="rendition_is_not_empty"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Of its file, below the media folder."""
        return self.file.name or ""


class FormerFile(models.Model):
    """The name of a file that was replaced by another. Texts still use it, and mean the picture."""

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="former_files")
    name = models.CharField(max_length=100, unique=True)

    class Meta:
        verbose_name = _("former file")
        verbose_name_plural = _("former files")

    def __str__(self) -> str:
        return self.name


class ImportedPicture(models.Model):
    """Which picture of ours became of one elsewhere, so that it is taken in once.

    Several of theirs may have the same pixels and be one of ours.
    """

    foreign_id = models.CharField(max_length=300, unique=True)
    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return self.foreign_id
