"""Pages beside the stream of posts: imprint, privacy, rules, about."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from blog.querysets import PageQuerySet
from markup.fields import SafeHTMLField


class Page(models.Model):
    """A page under an address of its own, `/<slug>/`. Only an import brings it a conversation."""

    title = models.CharField(_("title"), max_length=250)
    slug = models.SlugField(_("address"), max_length=200, unique=True)
    body = SafeHTMLField(_("text"), blank=True)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    public = models.BooleanField(_("public"), default=True)
    thread = models.OneToOneField(
        "comments.Thread", null=True, on_delete=models.PROTECT, related_name="page", editable=False
    )
    version = models.PositiveBigIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(editable=False)
    foreign_id = models.CharField(max_length=300, null=True, unique=True, editable=False)

    objects = PageQuerySet.as_manager()

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("blog:page", args=[self.slug])
