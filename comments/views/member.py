"""A member's page: who it is and what they said in public (A2)."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import Mute, User
from accounts.rules.names import name_key
from accounts.stored import Shows, stored
from comments.models import Comment
from comments.rules.paging import page_row
from comments.views.words import badge_for

COMMENTS_A_PAGE = 20


@stored(Shows.COMMENTS)
@require_safe
def member(request: HttpRequest, username: str) -> HttpResponse:
    """Name, picture, words about oneself, and the comments that any reader could find anyway.

    Of a person whom the reader muted it shows no words, unless the reader asks for them once (`?show=1`).
    """
    person = User.objects.filter(is_active=True, username=username).first()
    if person is None:
        return _lead_on(username)
    reader = request.user
    is_muted = reader.is_authenticated and Mute.objects.filter(person=reader.pk, muted=person).exists()
    is_silent = is_muted and not request.GET.get("show")
    said = Comment.objects.visible(timezone.now()).of(person).newest_first().with_threads()
    page = Paginator(said, COMMENTS_A_PAGE).get_page(request.GET.get("page"))
    again = "&show=1" if is_muted else ""
    context = {
        "person": person,
        "about": "" if is_silent else person.about,
        "badge": badge_for(person.roles),
        "comments": page.object_list,
        "total": page.paginator.count,
        "pages": page_row(page.number, page.paginator.num_pages, lambda number: f"?page={number}{again}"),
        "is_muted": is_muted,
        "is_silent": is_silent,
        "may_moderate": reader.is_authenticated and reader != person and reader.as_actor().may_moderate,
        "may_mute": reader.is_authenticated and reader != person,
    }
    return render(request, "comments/member.html", context)


def _lead_on(name: str) -> HttpResponse:
    """Lead from another spelling or a former name to the present one, so that old mentions stay true."""
    key = name_key(name)
    people = User.objects.filter(is_active=True)
    person = people.filter(name_key=key).first() or people.filter(former_names__name_key=key).first()
    if person is None:
        raise Http404
    return redirect("comments:member", person.username)
