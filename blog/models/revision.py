"""Everything that is written in a post, once for every save (E4)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from blog.querysets import RevisionQuerySet
from markup.fields import SafeHTMLField


class PostRevision(models.Model):
    """The whole text at one save: never changed afterwards. Restoring writes a new one."""

    post = models.ForeignKey("blog.Post", on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=250)
    lead = models.TextField(_("lead"), max_length=1000, blank=True)
    body = SafeHTMLField(_("text"))
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    category = models.ForeignKey(
        "blog.Category", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    series = models.ForeignKey(
        "blog.Series", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    part = models.PositiveSmallIntegerField(_("part of the series"), null=True, blank=True)
    cover = models.ForeignKey("blog.Image", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    tags = models.ManyToManyField("blog.Tag", blank=True, related_name="+")
    words = models.PositiveIntegerField(default=0)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    saved_at = models.DateTimeField(_("saved at"))
    note = models.CharField(_("note"), max_length=200, blank=True)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        constraints = [
            models.UniqueConstraint(fields=["post", "number"], name="revision_number_once_per_post"),
            models.CheckConstraint(
                condition=Q(part=None) | Q(series__isnull=False), name="revision_part_is_of_a_series"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"


class Byline(models.Model):
    """One author of a revision: a person with an account, or a guest by name."""

    class Role(models.TextChoices):
        AUTHOR = "author", _("author")
        PHOTO = "photo", _("pictures")
        TRANSLATION = "translation", _("translation")
        RESEARCH = "research", _("research")

    revision = models.ForeignKey(PostRevision, on_delete=models.CASCADE, related_name="bylines")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="bylines"
    )
    guest = models.CharField(_("guest"), max_length=80, blank=True)
    role = models.CharField(_("role"), max_length=12, choices=Role.choices, default=Role.AUTHOR)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, guest="") | (Q(person=None) & ~Q(guest="")),
                name="byline_is_a_person_or_a_guest",
            )
        ]

    def __str__(self) -> str:
        return self.guest or str(self.person)


class Source(models.Model):
    """Where a revision has its knowledge from: the public part only (E7)."""

    class Kind(models.TextChoices):
        MAIL = "mail", _("mail from a reader")
        PRESS_RELEASE = "press_release", _("press release")
        DOCUMENT = "document", _("document")
        MEDIUM = "medium", _("other medium")
        OWN = "own", _("own reporting")

    revision = models.ForeignKey(PostRevision, on_delete=models.CASCADE, related_name="sources")
    kind = models.CharField(_("kind"), max_length=15, choices=Kind.choices)
    label = models.CharField(
        _("public label"), max_length=200, help_text=_("As readers see it, such as “via mail”.")
    )
    url = models.URLField(_("web address"), max_length=500, blank=True)
    accessed_on = models.DateField(_("date of access"), null=True, blank=True)
    extract = models.TextField(_("extract that may be quoted"), blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.label
