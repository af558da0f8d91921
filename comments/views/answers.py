"""What the views of this room answer with."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect


def in_place(request: HttpRequest) -> bool:
    """Whether the answer goes into the page that is there, and not into a new one."""
    return request.headers.get("HX-Request") == "true"


def is_by_script(request: HttpRequest, name: str) -> bool:
    """Whether one of our scripts asks, by its name, and not the browser for its page."""
    return request.headers.get("X-Requested-With") == name


class SeeOther(HttpResponseRedirect):
    """A form was taken; its outcome stands at another address."""

    status_code = 303


def posted_at(address: str) -> HttpResponse:
    """Tell the script that sent a form where its outcome stands; a redirection would hide the anchor."""
    return HttpResponse(status=201, headers={"X-Posted-At": address})
