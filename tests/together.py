"""Which tests go to which process of a run. What is dear and shared, one process makes and nobody else.

xdist writes its own groups (`xdist_group`) into the names of tests, which pytest 9.2 does not let it change.
"""

from xdist.scheduler import LoadScopeScheduling

SHARING = (
    "tests/browser/",  # a site with the demonstration, and Chromium
    "tests/blog/test_demonstration.py",
    "tests/comments/test_migrations.py",
    "tests/config/test_static.py",
    "tests/markup/test_hostile.py",
)
LONG = (  # begin early, because whatever is long and begins late is waited for
    "tests/blog/test_import_hostile.py",
    "tests/blog/test_import_command.py",
    "tests/services/test_processes.py",
    "tests/services/test_nginx.py",
    "tests/markup/test_shapes.py",
)


class Together(LoadScopeScheduling):
    """Groups first, those with many tests before others; then all other tests one by one."""

    def _split_scope(self, nodeid: str) -> str:
        return next((group for group in SHARING + LONG if nodeid.startswith(group)), nodeid)
