"""The pulse, as tests compare it; pages ask by `config/pages/versions.py`."""

from django.db.models import Sum

from accounts.models import Pulse


def pulse_of(about: Pulse.About) -> int:
    """Return the number, 0 before the first change."""
    return Pulse.objects.filter(about=about).aggregate(all=Sum("count"))["all"] or 0
