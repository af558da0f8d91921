"""Who may open which page of the newsroom. The actions ask again before anything changes."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst

from accounts.lists import OfferedQuestions
from accounts.models import User
from accounts.rules.roles import Actor
from blog.actions.permission import may_lead


def actor_of(request: HttpRequest) -> Actor:
    """Who asks. The gate of the admin lets nobody in who is not signed in."""
    return cast(User, request.user).as_actor()


class ForEditors(OfferedQuestions):
    """Editors, editors in chief and administrators see, add and change; nobody deletes in passing."""

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Call a list by what is in it."""
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, title | (extra_context or {}))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return actor_of(request).may_edit

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return actor_of(request).may_edit

    def has_add_permission(self, request: HttpRequest) -> bool:
        return actor_of(request).may_edit

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return actor_of(request).may_edit

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ForLeaders(ForEditors):
    """Editors in chief and administrators change; there is nothing to add."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may_lead(actor_of(request))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_lead(actor_of(request))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_lead(actor_of(request))
