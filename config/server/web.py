"""The web server: `python -m config.server.web HOST PORT WORKERS LOG_FORMAT`, started by `manage.py serve`.

A fifth argument names another application than the site, which is for the benchmarks.

The site itself is loaded only by the workers, each in an interpreter of its own, so that SIGHUP
brings new code.
"""

import multiprocessing
import sys

from granian import Granian
from granian.constants import Interfaces

from config.logs import FORMATTERS

from .lifeline import follow_parent

BLOCKING_THREADS = 4  # a worker; the server's own default follows its backlog and is far too many


def log_config(log_format: str) -> dict[str, object]:
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": FORMATTERS,
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": log_format}},
        "loggers": {"_granian": {"handlers": ["stderr"], "propagate": False}},
    }


def main(
    host: str, port: str, workers: str, log_format: str, application: str = "config.wsgi:application"
) -> None:
    multiprocessing.set_start_method("spawn")
    follow_parent()
    Granian(
        application,
        address=host,
        port=int(port),
        interface=Interfaces.WSGI,
        workers=int(workers),
        blocking_threads=BLOCKING_THREADS,
        websockets=False,
        respawn_failed_workers=True,
        respawn_interval=5.0,  # seconds that a new worker has to load before the old one goes
        workers_kill_timeout=10,
        log_access=False,  # its lines would hold addresses and paths; each request has a line of ours
        log_dictconfig=log_config(log_format),
    ).serve()


if __name__ == "__main__":
    main(*sys.argv[1:])
