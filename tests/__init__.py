"""The specification of the site, in sentences that a machine checks."""

import os
import tempfile
from pathlib import Path

# The PostgreSQL of the tests keeps its lock there; without the variable it warns, and warnings are errors.
if "XDG_RUNTIME_DIR" not in os.environ:
    _folder = Path(tempfile.gettempdir()) / f"resonanz-tests-runtime-{os.getuid()}"
    _folder.mkdir(mode=0o700, exist_ok=True)
    os.environ["XDG_RUNTIME_DIR"] = str(_folder)
