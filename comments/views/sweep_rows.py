"""How far the removal of everything by a person has come."""

from typing import Any

from django.utils import timezone

from accounts.models import User
from comments.models import Sweep
from comments.rules import reasons
from comments.rules.casework import UNDO_FOR


def sweep_of(person: User) -> dict[str, Any]:
    """What `comments/sweep.html` needs: the last sweep, what it is doing, and whether it can be undone."""
    sweep = Sweep.objects.filter(person=person).order_by("-pk").first()
    undoes = bool(sweep and sweep.undo_at and not sweep.undone_at)
    runs = bool(sweep and not sweep.finished_at) or undoes
    lately = bool(sweep and (sweep.finished_at is None or timezone.now() - sweep.finished_at < UNDO_FOR))
    return {
        "sweep": sweep,
        "sweep_runs": runs,
        "sweep_undoes": undoes,
        "may_undo": lately and sweep is not None and sweep.undo_at is None,
        "sweep_reasons": reasons.REMOVAL.items(),
    }
