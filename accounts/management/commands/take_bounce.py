"""Take one mail that came back, from the standard input, as a mail server hands it over.

Prints nothing and ends with 0 whatever it read: a mail server would send an error back to whoever wrote.
"""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.actions.bounces import take_bounce
from accounts.rules.bounces import LARGEST


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options: Any) -> None:
        source = sys.stdin.buffer.read(LARGEST)
        while sys.stdin.buffer.read(LARGEST):
            pass  # a mail server takes it for a failure if nobody reads on
        take_bounce(source, now=timezone.now())
