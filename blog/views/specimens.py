"""Each component in each state, for those who build the site (DEBUG only)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    return render(request, "blog/specimens.html", {})
