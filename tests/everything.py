"""Both runs of all tests at once: while one waits for a browser or a server, the other has the processors."""

import subprocess
import sys
import tempfile

ON_SQLITE = ["-m", "pytest", "-q", "-n", "3", "tests"]
# What asks a database of its own goes on PostgreSQL as well.
ON_POSTGRESQL = [
    "-m", "tests.services.postgres", "tests/accounts", "tests/comments", "tests/blog", "tests/journeys",
    "tests/config/server", "tests/config/test_health.py",
]  # fmt: skip


def main() -> int:
    """Return 0 if both runs did; the words of the second come behind those of the first.

    Ctrl-C reaches both: each ends its servers, and this process waits for that.
    """
    with tempfile.TemporaryFile("w+") as words:
        print("On SQLite:", flush=True)
        first = subprocess.Popen([sys.executable, *ON_SQLITE])
        second = subprocess.Popen([sys.executable, *ON_POSTGRESQL], stdout=words, stderr=subprocess.STDOUT)
        try:
            statuses = [each.wait() for each in (first, second)]
        except KeyboardInterrupt:
            statuses = [each.wait() for each in (first, second)]
        words.seek(0)
        print(f"\nOn PostgreSQL:\n{words.read()}", flush=True)
    return int(any(statuses))


if __name__ == "__main__":
    sys.exit(main())
