"""Who may open which page of the newsroom. The actions ask again before anything changes."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst

from blog.actions.permission import may_lead


class ForEditors:
    """Editors, editors in chief and administrators see, add and change; nobody deletes in passing."""

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Call a list by what is in it."""
        title = {"title": capfirst(self.opts.verbose_name_plural)}  # type: ignore[attr-defined]
        return super().changelist_view(request, title | (extra_context or {}))  # type: ignore[misc]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.as_actor().may_edit

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.as_actor().may_edit

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.as_actor().may_edit

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.as_actor().may_edit

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ForLeaders(ForEditors):
    """Editors in chief and administrators change; there is nothing to add."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may_lead(request.user.as_actor())

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_lead(request.user.as_actor())

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_lead(request.user.as_actor())
