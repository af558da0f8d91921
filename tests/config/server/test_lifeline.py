"""No process outlives the one that started it."""

import os
import signal
import subprocess
import sys

FOLLOW = """
import time
from config.server.lifeline import follow_parent
follow_parent()
time.sleep(60)
"""


def test_a_process_whose_starter_died_before_it_asked_ends() -> None:
    nobody = str(2**22 + 1)  # Linux numbers no process so high

    ended = subprocess.run(
        [sys.executable, "-c", FOLLOW], env=os.environ | {"RESONANZ_SUPERVISED": nobody}, check=False
    )

    assert ended.returncode == -signal.SIGTERM
