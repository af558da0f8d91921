"""`manage.py verify_log`: whether the log of decisions is what was sealed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from comments.actions.sealing import Broken, broken_ranges
from comments.models import LogEntry, LogSeal

WHY = {
    "changed": "an entry was changed, added or taken out",
    "gap": "a range before it is missing",
}


class Command(BaseCommand):
    help = "Compute the seals of the log of decisions anew; say that it is whole, or which range is broken."

    def handle(self, **options: Any) -> None:
        """Raises CommandError, which ends with status 1, if a range is broken."""
        broken = list(broken_ranges())
        for each in broken:
            self.stderr.write(in_words(each))
        sealed = LogSeal.objects.exclude(sealed_at=None).order_by("number").last()
        up_to = sealed.last_id if sealed else 0
        fresh = LogEntry.objects.filter(pk__gt=up_to).count()
        if broken:
            raise CommandError(
                f"The log is broken in {len(broken)} of {sealed.number if sealed else 0} ranges."
            )
        if sealed is None:
            self.stdout.write(f"Nothing is sealed yet. Entries: {fresh}.")
            return
        self.stdout.write(
            f"The log is whole: {sealed.number} ranges up to entry {up_to}. Not sealed yet: {fresh}."
        )
        self.stdout.write(f"Last digest: {sealed.digest}")


def in_words(broken: Broken) -> str:
    """Say which range it is: `Range 3 (entries 2001 to 3000, sealed 2026-03-14 10:26 UTC): …`."""
    seal = broken.seal
    return (
        f"Range {seal.number} (entries {seal.first_id} to {seal.last_id}, sealed "
        f"{seal.sealed_at:%Y-%m-%d %H:%M} UTC): {WHY[broken.why]}."
    )
