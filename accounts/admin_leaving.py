"""Starting the deletion of an account for its person: a page of the admin, the same action as everywhere."""

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.leaving import LastAdministrator, LeavesAlready, start_leaving
from accounts.forms.leave import OrderForm
from accounts.models import Leaving, User
from accounts.rules.leaving import WAIT, Choice
from accounts.views.leave import title_of, ways_out, wrote_posts


def order(request: HttpRequest, people: ModelAdmin, person_id: int) -> HttpResponse:
    """GET says what each way would do, POST begins it; the person is written to and can undo it."""
    assert isinstance(request.user, User)  # noqa: S101  # tells the type: the admin lets nobody else in
    actor = request.user.as_actor()
    if not actor.may_appoint:
        raise PermissionDenied
    person = get_object_or_404(User, pk=person_id, is_active=True)
    form = OrderForm(request.POST or None, person=person, wrote_posts=wrote_posts(person))
    if request.method != "POST" or not form.is_valid():
        return _page(request, people, person, form, 422 if form.is_bound else 200)
    try:
        start_leaving(
            person=person,
            choice=Choice(form.cleaned_data["choice"]),
            takes_name=form.cleaned_data.get("takes_name", False),
            actor=actor,
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
        )
    except LastAdministrator:
        form.add_error(None, _("This is the only administrator. Give the role to somebody else first."))
        return _page(request, people, person, form, 409)
    except LeavesAlready:
        messages.warning(request, _("Nothing was changed: the account is going to be deleted already."))
    else:
        words = _("The account will be deleted in %(days)d days. Its person is told, and can undo it.")
        messages.success(request, words % {"days": WAIT.days})
    return redirect("admin:accounts_user_change", person.pk)


def _page(
    request: HttpRequest, people: ModelAdmin, person: User, form: OrderForm, status: int
) -> HttpResponse:
    ways, always = ways_out(person, str(form["choice"].value() or ""))
    leaving = Leaving.objects.of(person).first()
    context = {
        **people.admin_site.each_context(request),
        "title": _("Delete the account"),
        "opts": people.opts,
        "person": person,
        "form": form,
        "ways": ways,
        "always": always,
        "days": WAIT.days,
        "leaving": leaving,
        "chosen": title_of(leaving) if leaving else "",
    }
    return TemplateResponse(request, "admin/accounts/leave.html", context, status=status)
