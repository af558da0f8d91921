"""Many at the same moment: real threads, each with a connection of its own."""

import threading
from collections.abc import Callable

from django.db import connection, connections


def at_once[Outcome](*deeds: Callable[[], Outcome]) -> list[Outcome | Exception]:
    """Do all this at the same moment, each with a connection of its own; return what came of it."""
    start = threading.Barrier(len(deeds))
    outcomes: list[Outcome | Exception] = []

    def run(deed: Callable[[], Outcome]) -> None:
        try:
            connection.ensure_connection()
            start.wait(timeout=30)
            outcomes.append(deed())
        except Exception as problem:
            outcomes.append(problem)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return outcomes
