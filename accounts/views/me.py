"""A person's own page: one form each for name, picture and preferences, each with an address of its own."""

from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.actions.bounces import dead_address_of
from accounts.actions.measures import UnderMeasure
from accounts.actions.people import (
    NameChangedLately,
    NameRefused,
    NameTaken,
    Preferences,
    name_free_again_at,
    rename_person,
    set_preferences,
)
from accounts.actions.pictures import put_up_picture, take_down_picture
from accounts.forms.me import NameForm, PictureForm, PreferencesForm
from accounts.gate import MemberRequest
from accounts.models import Community
from accounts.rules.picture_files import PictureRefused


@login_required
@require_safe
def me(request: MemberRequest) -> HttpResponse:
    return _page(request)


@login_required
@require_POST
def name(request: MemberRequest) -> HttpResponse:
    form = NameForm(request.POST)
    try:
        if not form.is_valid() or not _renamed(request, form):
            return _page(request, name_form=form, status=422)
    except UnderMeasure as refusal:
        form.add_error("name", str(refusal))
        return _page(request, name_form=form, status=403)
    messages.success(request, _("The name is changed."))
    return redirect("accounts:me")


@login_required
@require_POST
def preferences(request: MemberRequest) -> HttpResponse:
    form = PreferencesForm(request.POST)
    if not form.is_valid():
        return _page(request, preferences_form=form, status=422)
    try:
        wanted = Preferences(**form.cleaned_data)
        set_preferences(person=request.user, preferences=wanted, now=timezone.now())
    except UnderMeasure as refusal:
        form.add_error("about", str(refusal))
        return _page(request, preferences_form=form, status=403)
    messages.success(request, _("Saved."))
    return redirect("accounts:me")


@login_required
@require_POST
def picture(request: MemberRequest) -> HttpResponse:
    form = PictureForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, picture_form=form, status=422)
    try:
        put_up_picture(person=request.user, data=form.cleaned_data["picture"], now=timezone.now())
    except UnderMeasure as refusal:
        form.add_error("picture", str(refusal))
        return _page(request, picture_form=form, status=403)
    except PictureRefused as refusal:
        form.add_error("picture", str(refusal.message))
        return _page(request, picture_form=form, status=422)
    messages.success(request, _("The picture is changed."))
    return redirect("accounts:me")


@login_required
@require_POST
def no_picture(request: MemberRequest) -> HttpResponse:
    take_down_picture(person=request.user)
    messages.success(request, _("The picture is removed."))
    return redirect("accounts:me")


def _renamed(request: MemberRequest, form: NameForm) -> bool:
    """Rename, or write beside the field why not."""
    before = request.user.username
    try:
        rename_person(
            person=request.user,
            name=form.cleaned_data["name"],
            house=Community.load().name,
            now=timezone.now(),
        )
    except NameRefused as refusal:
        form.add_error("name", str(refusal.message))
    except NameTaken:
        form.add_error("name", _("This name is taken, or it looks like one that is."))
    except NameChangedLately as lately:
        day = date_format(timezone.localtime(lately.again_at), "DATE_FORMAT")
        words = _("The name was changed a short time ago. It can be changed again on %(day)s.")
        form.add_error("name", words % {"day": day})
    else:
        return True
    request.user.username = before
    return False


def _page(request: MemberRequest, *, status: int = 200, **forms: Any) -> HttpResponse:
    person = request.user
    context = {
        "name_form": NameForm(initial={"name": person.username}),
        "picture_form": PictureForm(),
        "preferences_form": PreferencesForm(
            initial={
                "language": person.language,
                "time_zone": person.time_zone,
                "address_form": person.address_form,
                "about": person.about,
                "theme": person.theme,
            }
        ),
        "name_free_again_at": name_free_again_at(person, timezone.now()),
        "dead_address": dead_address_of(person),
        "second_factor": is_mfa_enabled(person),
        "second_factor_expected": bool(person.roles) and settings.STAFF_SECOND_FACTOR,
        "sessions": UserSession.objects.filter(user=person).count(),
    } | forms
    return render(request, "accounts/me.html", context, status=status)
