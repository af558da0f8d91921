"""People, their roles and their mails, as administrators see them.

Passwords, second factors, addresses and sessions are each person's own: nothing here shows or changes them.
"""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from accounts.actions.roles import LastAdministrator, grant_role, revoke_role
from accounts.admin_leaving import order
from accounts.lists import OfferedQuestions
from accounts.models import Delivery, RoleChange, User
from accounts.rules.roles import Role

ROLE_WORDS = {
    Role.MODERATOR: pgettext_lazy("role", "moderator"),
    Role.EDITOR: pgettext_lazy("role", "editor"),
    Role.EDITOR_IN_CHIEF: pgettext_lazy("role", "editor in chief"),
    Role.ADMINISTRATOR: pgettext_lazy("role", "administrator"),
}

# Roles follow from the table in `rules/roles.py`; the rest belongs to the person alone.
for model in (Group, EmailAddress, Authenticator, UserSession):
    if admin.site.is_registered(model):
        admin.site.unregister(model)


class ReadOnly:
    """Everybody who may look may look; nobody writes here."""

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class RolesForm(forms.ModelForm):
    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        required=False,
        choices=[(role.value, words) for role, words in ROLE_WORDS.items()],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Every change is written down below with its time and who made it."),
    )

    class Meta:
        model = User
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["roles"] = [role.value for role in self.instance.given_roles()]


class RoleChanges(ReadOnly, admin.TabularInline):
    model = RoleChange
    fk_name = "person"
    fields = ("changed_at", "role", "granted", "by", "by_name")
    readonly_fields = fields
    extra = 0
    verbose_name_plural = _("changes of roles")


@admin.register(User)
class PersonAdmin(OfferedQuestions):
    form = RolesForm
    list_display = ("username", "email", "spoken_roles", "is_active", "date_joined", "last_login")
    list_filter = ("groups", "is_active", "language")
    search_fields = ("username", "email")
    ordering = ("-date_joined",)
    date_hierarchy = "date_joined"
    inlines = (RoleChanges,)
    readonly_fields = (
        "username", "email", "is_active", "decide", "leave", "language", "about", "date_joined", "last_login",
    )  # fmt: skip
    fieldsets = (
        (None, {"fields": ("username", "email", "is_active", "roles", "decide", "leave")}),
        (_("About"), {"fields": ("about", "language", "date_joined", "last_login")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """People join by signing up, or by a command."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """A person is erased together with what they said, not by deleting a row."""
        return False

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        if self.has_change_permission(request, obj):
            return self.fieldsets
        (name, first), *rest = self.fieldsets
        shown = tuple("spoken_roles" if field == "roles" else field for field in first["fields"])
        return ((name, {"fields": shown}), *rest)

    @admin.display(description=_("Roles"))
    def spoken_roles(self, person: User) -> str:
        names = {group.name for group in person.groups.all()} if person.is_active else set()
        roles = [role for role in ROLE_WORDS if role.value in names]
        if person.is_superuser and person.is_active:
            roles.append(Role.ADMINISTRATOR)
        return ", ".join(str(ROLE_WORDS[role]) for role in roles)

    @admin.display(description=_("Measures"))
    def decide(self, person: User) -> SafeString:
        """The way to the form: the same one, with the same rules, as everywhere."""
        address = reverse("comments:person", args=[person.username])
        return format_html('<a href="{}">{}</a>', address, gettext("Decide about this person"))

    @admin.display(description=_("Deletion"))
    def leave(self, person: User) -> SafeString | str:
        """When the account goes, or the way to the page that orders it."""
        if not person.is_active:
            return "–"
        words = gettext("Delete the account")
        if person.leaving_at:
            words = date_format(localtime(person.leaving_at), "DATETIME_FORMAT")
        address = reverse("admin:accounts_user_leave", args=[person.pk])
        return format_html('<a href="{}">{}</a>', address, words)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.order)
        return [path("<int:person_id>/leave/", view, name="accounts_user_leave"), *super().get_urls()]

    def order(self, request: HttpRequest, person_id: int) -> HttpResponse:
        """Start the deletion of an account for its person."""
        return order(request, self, person_id)

    def save_model(self, request: HttpRequest, obj: User, form: forms.ModelForm, change: bool) -> None:
        """Give and take what was ticked and unticked; nothing else of a person is written here."""
        assert isinstance(request.user, User)  # noqa: S101  # tells the type: the admin lets nobody else in
        wanted = {Role(value) for value in form.cleaned_data["roles"]}
        had, actor, now = obj.given_roles(), request.user.as_actor(), timezone.now()
        for role in wanted - had:
            grant_role(person=obj, role=role, actor=actor, now=now)
        for role in had - wanted:
            try:
                revoke_role(person=obj, role=role, actor=actor, now=now)
            except LastAdministrator:
                words = gettext("The last administrator stays: nobody could give the role back.")
                messages.error(request, words)


@admin.register(Delivery)
class DeliveryAdmin(ReadOnly, OfferedQuestions):
    """Which mails are owed, sent or given up. What they say is nobody's business."""

    list_display = ("kind", "to", "state", "attempts", "owed_at", "not_before", "sent_at", "problem")
    list_filter = ("state", "kind")
    search_fields = ("to",)
    ordering = ("-owed_at",)
    fields = ("kind", "to", "language", "state", "attempts", "owed_at", "not_before", "sent_at", "problem")
