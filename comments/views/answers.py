"""What the views of this room answer with."""

from django.http import HttpRequest, HttpResponseRedirect


def in_place(request: HttpRequest) -> bool:
    """Whether the answer goes into the page that is there, and not into a new one."""
    return request.headers.get("HX-Request") == "true"


class SeeOther(HttpResponseRedirect):
    """A form was taken; its outcome stands at another address."""

    status_code = 303
