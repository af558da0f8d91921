"""What an administrator may set about the site as a whole."""

from __future__ import annotations

from typing import cast

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Community
from accounts.ready import Ready, assembled, columns_along
from blog.rules.menus import Entry, parse_menu
from comments.models import Discussion


class SiteSettings(models.Model):
    """One row; with its two companions below it is one query for every page.

    `menu` and `footer` hold one entry a line: `Label | /address/`.
    """

    community = models.OneToOneField(Community, on_delete=models.PROTECT, editable=False)
    discussion = models.OneToOneField(Discussion, on_delete=models.PROTECT, editable=False)
    tagline = models.CharField(_("tagline"), max_length=200, blank=True)
    menu = models.TextField(_("menu"), blank=True, help_text=_("One entry a line: Label | /address/"))
    footer = models.TextField(_("footer"), blank=True, help_text=_("One entry a line: Label | /address/"))
    card = models.CharField(max_length=60, blank=True, editable=False)  # its file among the media
    posts_per_page = models.PositiveSmallIntegerField(_("posts per page"), default=20)

    class Meta:
        verbose_name = _("settings of the site")
        verbose_name_plural = _("settings of the site")
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="site_settings_are_one_row"),
            models.CheckConstraint(
                condition=models.Q(posts_per_page__gte=1, posts_per_page__lte=100),
                name="site_settings_pages_have_posts",
            ),
        ]

    def __str__(self) -> str:
        return self.community.name

    @classmethod
    def load(cls) -> SiteSettings:
        """The only row with its companions in one query; written on the first call."""
        row = _ROW.one()
        if row:
            return cast(SiteSettings, assembled(_PARTS, row))
        cls.objects.get_or_create(
            pk=1, defaults={"community": Community.load(), "discussion": Discussion.load()}
        )
        return cls.objects.select_related("community", "discussion").get(pk=1)

    @property
    def name(self) -> str:
        return self.community.name

    @property
    def menu_entries(self) -> tuple[Entry, ...]:
        return tuple(parse_menu(self.menu))

    @property
    def footer_entries(self) -> tuple[Entry, ...]:
        return tuple(parse_menu(self.footer))


_PARTS = {"": SiteSettings, "community": Community, "discussion": Discussion}
_ROW = Ready(lambda: SiteSettings.objects.filter(pk=1).values_list(*columns_along(_PARTS)))
