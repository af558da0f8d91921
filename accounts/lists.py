"""What every list of the admin has in common: it answers the questions it offers, and no others."""

import logging
from typing import Any

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse

ENDINGS_OF_FILTERS = frozenset({"", "exact", "id__exact", "isnull", "gte", "lt"})
ENDINGS_OF_DATES = frozenset({"year", "month", "day", "gte", "lt"})
LONGEST_SEARCH = 200  # characters; each word becomes a condition for every searched field
DIGITS_OF_A_KEY = 18

logger = logging.getLogger(__name__)


class OfferedQuestions(admin.ModelAdmin):
    """Lists whose addresses ask for nothing but the filters on the page.

    Django answers questions about every column of the row, shown or not: `?password__startswith=…` tells a
    stored password hash sign by sign, and `?text__contains=…` a code in a mail that is owed.
    """

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        offered = lookup in self._offered_lookups()
        return offered and super().lookup_allowed(lookup, value, request)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        self._note("admin.added", request, obj)
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        self._note("admin.changed", request, obj)
        return super().log_change(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        for each in queryset:
            self._note("admin.deleted", request, each)
        return super().log_deletions(request, queryset)

    def _note(self, event: str, request: HttpRequest, row: Any) -> None:
        """Write a line of the log beside Django's row, which the person could delete: ids alone."""
        logger.info(event, extra={"person": request.user.pk, "table": self.opts.label, "row": row.pk})

    def _offered_lookups(self) -> set[str]:
        fields = [each for each in self.list_filter if isinstance(each, str)]
        offered = {f"{name}__{ending}".removesuffix("__") for name in fields for ending in ENDINGS_OF_FILTERS}
        offered |= {getattr(each, "parameter_name", "") for each in self.list_filter}
        if self.date_hierarchy:
            offered |= {f"{self.date_hierarchy}__{ending}" for ending in ENDINGS_OF_DATES}
        return offered

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        return super().get_search_results(request, queryset, search_term[:LONGEST_SEARCH])

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Refuse ticks that no page of ours has: what is no key would end in an error of the database."""
        ticked = request.POST.getlist(ACTION_CHECKBOX_NAME)
        if not all(key.isascii() and key.isdigit() and len(key) <= DIGITS_OF_A_KEY for key in ticked):
            raise SuspiciousOperation
        return super().changelist_view(request, extra_context)
