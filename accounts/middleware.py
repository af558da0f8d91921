"""The reader's own clock."""

import zoneinfo
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone


def time_zone_of_the_reader(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Show times as the signed-in reader set them; without a session, those of the site."""

    def middleware(request: HttpRequest) -> HttpResponse:
        name = request.user.time_zone if request.user.is_authenticated else ""
        if name in zoneinfo.available_timezones():
            with timezone.override(name):
                return get_response(request)
        return get_response(request)

    return middleware
