"""One person as moderators see them: the record, every measure, and the form for another one (M9)."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.gate import MemberRequest
from accounts.models import Measure, User
from accounts.rules.measures import Sanction, may_measure
from comments.actions.measures import (
    AlreadyInForce,
    NotAppealable,
    NotInForce,
    OwnMeasure,
    answer_appeal,
    lift_measure,
    take_measure,
)
from comments.measure_forms import AnswerForm, MeasureForm
from comments.models import Comment
from comments.rules.numbers import LONGEST_ID, whole_number
from comments.rules.paging import page_row
from comments.views.answers import SeeOther
from comments.views.decisions import record_of
from comments.views.measure_rows import rows_of
from comments.views.queue import for_moderators
from comments.views.sweep_rows import sweep_of

MEASURES_A_PAGE = 25


@for_moderators
@require_safe
def people(request: MemberRequest) -> HttpResponse:
    """Appeals that wait, and everybody who is under a measure now."""
    now = timezone.now()
    in_force = Measure.objects.in_force(now).with_people().newest_first()
    page = Paginator(in_force, MEASURES_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "appeals": rows_of(Measure.objects.appealed().with_people()[:MEASURES_A_PAGE], now),
        "rows": rows_of(page.object_list, now),
        "pages": page_row(page.number, page.paginator.num_pages, lambda number: f"?page={number}"),
    }
    return render(request, "comments/measured.html", context)


@for_moderators
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: MemberRequest, username: str) -> HttpResponse:
    """Show the person, or take the measure that was chosen."""
    found = get_object_or_404(User.objects.select_related("standing"), username=username)
    if request.method != "POST":
        occasion = whole_number(request.GET.get("comment", ""), longest=LONGEST_ID)
        return _page(request, found, MeasureForm(initial={"occasion": occasion}))
    form, now = MeasureForm(request.POST), timezone.now()
    if not form.is_valid():
        return _page(request, found, form, status=422)
    try:
        take_measure(
            person=found,
            sanction=Sanction(form.cleaned_data["kind"]),
            ground=form.cleaned_data["ground"],
            words=form.cleaned_data["words"],
            ends_at=form.ends_at(now),
            occasion=form.cleaned_data["occasion"],
            actor=request.user.as_actor(),
            now=now,
        )
    except AlreadyInForce:
        form.add_error("kind", _("This measure is in force already. Lift it first to take it anew."))
        return _page(request, found, form, status=409)
    messages.success(request, _("Done. %(name)s is told, with the reason.") % {"name": found.username})
    return SeeOther(_address(found))


@for_moderators
@require_POST
def lift(request: MemberRequest, measure_id: int) -> HttpResponse:
    measure = get_object_or_404(Measure.objects.with_people(), pk=measure_id)
    try:
        lift_measure(measure=measure, actor=request.user.as_actor(), now=timezone.now())
    except NotInForce:
        messages.warning(request, _("Nothing was changed: this measure was over already."))
    else:
        messages.success(request, _("Lifted. The person is told."))
    return SeeOther(_address(measure.person))


@for_moderators
@require_POST
def answer(request: MemberRequest, measure_id: int) -> HttpResponse:
    """Decide about an appeal; if somebody was faster, say so."""
    measure = get_object_or_404(Measure.objects.with_people(), pk=measure_id)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, measure.person, MeasureForm(), answered=(measure, form), status=422)
    try:
        answer_appeal(
            measure=measure,
            lift=form.cleaned_data["lift"] == "yes",
            answer=form.cleaned_data["answer"],
            actor=request.user.as_actor(),
            now=timezone.now(),
        )
    except NotAppealable:
        form.add_error(None, _("Nothing was changed: somebody else has answered meanwhile."))
        return _page(request, measure.person, MeasureForm(), answered=(measure, form), status=409)
    except OwnMeasure:
        form.add_error(None, _("You took this measure: on the first day somebody else decides."))
        return _page(request, measure.person, MeasureForm(), answered=(measure, form), status=403)
    messages.success(request, _("Answered. The person is told."))
    return SeeOther(_address(measure.person))


def _address(person: User) -> str:
    return reverse("comments:person", args=[person.username])


def _page(
    request: MemberRequest,
    person: User,
    form: MeasureForm,
    *,
    answered: tuple[Measure, AnswerForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    found = Measure.objects.about(person).with_people().newest_first()
    occasion = whole_number(str(form["occasion"].value()), longest=LONGEST_ID)
    context: dict[str, Any] = {
        "person": person,
        "record": record_of(person),
        "rows": rows_of(found, timezone.now()),
        "occasion": Comment.objects.of(person).filter(pk=occasion).first() if occasion else None,
        "form": form,
        "may": may_measure(request.user.as_actor(), person_id=person.pk, roles=person.read_roles()),
        "answered": answered[0].pk if answered else None,
        "answer_form": answered[1] if answered else None,
        "fresh_answer": AnswerForm(),
    }
    return render(request, "comments/person.html", context | sweep_of(person), status=status)
