"""The site's own settings on a folder that is thrown away, with the few things that only tests want.

Only the two addresses of servers are taken from the environment, so that the same tests run on
SQLite and on PostgreSQL, and neither a local `.env` nor a forgotten variable changes an outcome.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_folder = Path(tempfile.mkdtemp(prefix="resonanz-tests-"))
atexit.register(shutil.rmtree, _folder, ignore_errors=True)

for _name in list(os.environ):
    if _name.startswith("RESONANZ_") and _name != "RESONANZ_CORPORA":
        del os.environ[_name]
for _name in ("DEBUG", "ALLOWED_HOSTS", "EMAIL_URL"):
    os.environ.pop(_name, None)
os.environ["SECRET_KEY"] = "only-for-tests"
os.environ["RESONANZ_ENV_FILE"] = os.devnull
os.environ["RESONANZ_DATA_DIR"] = str(_folder)

from config.settings import *  # noqa: E402, F403
from config.settings import DATA_DIR, DATABASES, STATIC_ROOT, STORAGES  # noqa: E402

# Files instead of memory: threads get connections of their own, as they do on the site. They are thrown
# away, so nobody waits for the disk.
for _name, _database in DATABASES.items():
    if _database["ENGINE"].endswith("sqlite3"):
        _database["TEST"] = {"NAME": str(DATA_DIR / f"test-{_name}.sqlite3")}
        _database["CONN_MAX_AGE"] = 0  # threads of tests end without a word
        _options = _database["OPTIONS"]
        _options["init_command"] = _options["init_command"].replace("synchronous=FULL", "synchronous=OFF")

ROOT_URLCONF = "tests.urls"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STATIC_ROOT.mkdir(exist_ok=True)
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
