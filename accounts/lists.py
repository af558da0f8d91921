"""What every list of the admin has in common: it answers the questions it offers, and no others."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse

ENDINGS_OF_FILTERS = frozenset({"", "exact", "id__exact", "isnull", "gte", "lt"})
ENDINGS_OF_DATES = frozenset({"year", "month", "day", "gte", "lt"})
LONGEST_SEARCH = 200  # characters; each word becomes a condition for every searched field
DIGITS_OF_A_KEY = 18


class OfferedQuestions(admin.ModelAdmin):
    """Lists whose addresses ask for nothing but the filters on the page.

    Django answers questions about every column of the row, shown or not: `?password__startswith=…` tells a
    stored password hash sign by sign, and `?text__contains=…` a code in a mail that is owed.
    """

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        offered = lookup in self._offered_lookups()
        return offered and super().lookup_allowed(lookup, value, request)

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
