"""What was decided about oneself: read, and asked to be looked at again (M9). Open to everybody it binds."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.gate import MemberRequest, safe_next
from accounts.models import Measure
from comments.actions.measures import NotAppealable, appeal_measure, mark_measures_seen
from comments.measure_forms import AppealForm
from comments.views.answers import SeeOther
from comments.views.measure_rows import rows_of


@never_cache
@login_required
@require_safe
def measures(request: MemberRequest) -> HttpResponse:
    """Every measure about the reader, with reason, end and the way to ask for another look."""
    return _page(request)


@login_required
@require_POST
def read(request: MemberRequest) -> HttpResponse:
    """Note that everything was read, and go on to where the reader wanted to go."""
    mark_measures_seen(person=request.user, now=timezone.now())
    return SeeOther(safe_next(request, reverse("accounts:me")))


@never_cache
@login_required
@require_POST
def appeal(request: MemberRequest, measure_id: int) -> HttpResponse:
    """Ask once; whatever goes wrong, the text comes back."""
    measure = get_object_or_404(Measure.objects.about(request.user), pk=measure_id)
    form = AppealForm(request.POST)
    if not form.is_valid():
        return _page(request, measure, form, status=422)
    try:
        appeal_measure(
            measure=measure, person=request.user, text=form.cleaned_data["text"], now=timezone.now()
        )
    except NotAppealable:
        form.add_error(None, _("This was asked before, or the measure was lifted meanwhile."))
        return _page(request, measure, form, status=409)
    messages.success(request, _("Somebody else looks at it again. You are told what comes of it."))
    return redirect("comments:measures")


def _page(
    request: MemberRequest,
    asked: Measure | None = None,
    form: AppealForm | None = None,
    status: int = 200,
) -> HttpResponse:
    now = timezone.now()
    found = list(Measure.objects.about(request.user).newest_first())
    context = {
        "rows": rows_of(found, now),
        "unseen": any(measure.seen_at is None for measure in found),
        "next": safe_next(request, ""),
        "asked": asked.pk if asked else None,
        "asked_form": form,
        "form": AppealForm(),
    }
    return render(request, "comments/measures.html", context, status=status)
