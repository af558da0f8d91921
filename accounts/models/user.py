"""People, the names they gave up, and their record."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.rules.names import name_key, objection
from accounts.rules.roles import MODERATING, Actor, ActorKind, Role


def validate_name(name: str) -> None:
    """Refuse what nobody may be called; whether somebody else is called so, the constraint knows."""
    if problem := objection(name):
        raise ValidationError(str(problem), code="name_refused")


class User(AbstractUser):
    """A person with an account. `username` is the visible name; mail addresses are allauth's."""

    class AddressForm(models.TextChoices):
        INFORMAL = "informal", _("informal (“du”)")
        FORMAL = "formal", _("formal (“Sie”)")

    class Theme(models.TextChoices):
        DEVICE = "", _("as the device")
        LIGHT = "light", pgettext_lazy("theme", "light")
        DARK = "dark", pgettext_lazy("theme", "dark")

    first_name = last_name = None  # type: ignore[assignment]  # one visible name, nothing else to leak
    username = models.CharField(
        _("visible name"),
        max_length=40,
        unique=True,
        validators=[validate_name],
        error_messages={"unique": _("This name is taken.")},
    )
    name_key = models.CharField(max_length=120, unique=True, editable=False)
    language = models.CharField(_("language"), max_length=5, default="de")
    time_zone = models.CharField(
        _("time zone"), max_length=40, blank=True, help_text=_("Empty: that of the site.")
    )
    address_form = models.CharField(
        _("form of address"), max_length=10, choices=AddressForm.choices, default=AddressForm.INFORMAL
    )
    theme = models.CharField(
        _("appearance"), max_length=5, choices=Theme.choices, blank=True, default=Theme.DEVICE
    )
    # Kept by `comments`, so that the head of a page costs no query; the entries of the inbox are the truth.
    unread = models.PositiveIntegerField(default=0, editable=False)
    about = models.TextField(_("about me"), max_length=500, blank=True)
    picture = models.ImageField(_("picture"), upload_to="people/", blank=True)
    foreign_id = models.CharField(max_length=200, null=True, blank=True, unique=True, editable=False)
    # When the account will be erased, while that can be undone: whoever is loaded tells it without a query.
    leaving_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def clean(self) -> None:
        super().clean()
        self.name_key = name_key(self.username)

    def save(self, *args, **kwargs) -> None:
        """Keep the key in step with the name: a constraint cannot compute it."""
        self.name_key = name_key(self.username)
        if (fields := kwargs.get("update_fields")) is not None and "username" in fields:
            kwargs["update_fields"] = {*fields, "name_key"}
        super().save(*args, **kwargs)

    @cached_property
    def roles(self) -> frozenset[Role]:
        """The roles of this person, then remembered: one query for the staff, none for members."""
        return self.read_roles() if self.is_staff or self.is_superuser else frozenset()

    def read_roles(self) -> frozenset[Role]:
        """Ask the database for the roles. Whoever has one is staff: `actions/roles.py` sees to that.

        The roles of somebody who is leaving rest, and are there again when that is undone.
        """
        return self.given_roles() if self.is_active and not self.leaving_at else frozenset()

    def given_roles(self) -> frozenset[Role]:
        """Ask the database for the roles that the person was given, also while they rest."""
        names = set(self.groups.values_list("name", flat=True)) & {role.value for role in Role}
        roles = {Role(name) for name in names}
        return frozenset(roles | {Role.ADMINISTRATOR}) if self.is_superuser else frozenset(roles)

    @classmethod
    def moderators(cls) -> models.QuerySet[User]:
        """Active people who may decide about comments."""
        named = cls.objects.filter(groups__name__in=MODERATING).values("pk")
        return cls.objects.filter(Q(is_superuser=True) | Q(pk__in=named), is_active=True, leaving_at=None)

    @cached_property
    def unread_words(self) -> str:
        """How many entries of the inbox are unread, as it stands beside the name; empty without any."""
        return "99+" if self.unread > 99 else str(self.unread or "")

    def as_actor(self) -> Actor:
        return Actor(kind=ActorKind.PERSON, person_id=self.pk, roles=self.roles)


class FormerName(models.Model):
    """A name that somebody once had. Nobody else may take it, so that old mentions stay true.

    Of somebody who is gone only a keyed hash is kept, and for a time: `actions/gone_names.py`.
    """

    name_key = models.CharField(max_length=120, unique=True)
    user = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="former_names")
    given_up_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name_key


class Standing(models.Model):
    """What a person's comments came to. Written only by the actions that move comments."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="standing", primary_key=True)
    public_comments = models.PositiveIntegerField(default=0)
    removed_comments = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.public_comments} public, {self.removed_comments} removed"
