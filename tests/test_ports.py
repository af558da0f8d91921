"""Two processes of the tests never start their servers on the same port."""

import subprocess
import sys

from tests.ports import a_free_port

ASK = "from tests import ports; print(*(ports.a_free_port() for _ in range(3)), sep=','); input()"


def test_no_two_processes_are_given_the_same_port() -> None:
    asking = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    others = [subprocess.Popen([sys.executable, "-c", ASK], **asking) for _ in range(3)]
    given = [int(port) for other in others for port in other.stdout.readline().split(",")]
    given += [a_free_port() for _ in range(3)]
    for other in others:
        other.communicate("\n")

    assert len(set(given)) == 12
