"""The community itself: what it is called and who may join."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Community(models.Model):
    """One row. It stands in this room, below all others, because sign-up and every mail need it."""

    class Registration(models.TextChoices):
        OPEN = "open", _("open to everyone")
        CLOSED = "closed", _("closed")

    name = models.CharField(_("name of the site"), max_length=80, default="Resonanz")
    registration = models.CharField(
        _("registration"), max_length=10, choices=Registration.choices, default=Registration.OPEN
    )

    class Meta:
        verbose_name = _("community")
        verbose_name_plural = _("community")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="community_is_one_row")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def load(cls) -> Community:
        """The only row; written on the first call."""
        return cls.objects.get_or_create(pk=1)[0]
