"""Send owed mails, work on tasks, and do what recurs. Several workers may run at once."""

from typing import Any

from django.core.management.base import BaseCommand

from config.server.lifeline import follow_parent
from config.server.worker import a_worker


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = ()  # `serve` has made them

    def handle(self, **options: Any) -> None:
        follow_parent()
        worker = a_worker()
        worker.listen()
        worker.run()
