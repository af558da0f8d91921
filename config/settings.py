"""Settings of the process, all from the environment.

Every variable stands in `.env.example` with its unit and default. Where the environment is silent,
the answer is the safe one; a secret without a value stops the start.
"""

from pathlib import Path
from urllib.parse import unquote, urlsplit

import dj_database_url
import environs
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from config.logs import FORMATTERS, without_the_address

BASE_DIR = Path(__file__).resolve().parent.parent

env = environs.Env()
# What the environment already says wins over the file.
ENV_FILE = Path(env.str("RESONANZ_ENV_FILE", str(BASE_DIR / ".env")))
env.read_env(str(ENV_FILE), recurse=False)

# --- The site and where it lives -------------------------------------------------------------

DEBUG = env.bool("DEBUG", False)
DATA_DIR = Path(env.str("RESONANZ_DATA_DIR", str(BASE_DIR / "var"))).absolute()
DATA_DIR.mkdir(parents=True, exist_ok=True)

SITE_URL = env.str("RESONANZ_URL", "http://localhost:8000").rstrip("/")
SITE_SCHEME, SITE_HOST = urlsplit(SITE_URL).scheme, urlsplit(SITE_URL).hostname or ""
SERVED_OVER_TLS = SITE_SCHEME == "https"

SECRET_KEY = env.str("SECRET_KEY", "")
if not SECRET_KEY:
    if not DEBUG:
        raise ImproperlyConfigured(
            "SECRET_KEY is missing. Put a long random value into the environment or into .env "
            "(`make run` writes one for a local site)."
        )
    SECRET_KEY = "only-for-debugging-on-this-machine"  # noqa: S105
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", [SITE_HOST, "localhost", "127.0.0.1", "[::1]"])

# --- Apps and middleware ---------------------------------------------------------------------

INSTALLED_APPS = [
    "config.apps.ResonanzAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "django_prose_editor",
    "django_tasks_db",
    "config",
    "blog",
    "comments",
    "accounts",
]

MIDDLEWARE = [
    "config.middleware.request_id",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "config.middleware.only_well_formed_requests",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.compressing.Compressed",
    "config.middleware.the_same_for_everybody",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.middleware.language_of_the_address",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.middleware.private_pages_are_not_stored",
    "config.middleware.refusals_have_words",
    "blog.middleware.old_addresses_lead_on",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.middleware.waiting_requests_name_nobody",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.sessions_are_seen",
    "accounts.middleware.time_zone_of_the_reader",
    "accounts.middleware.WrongFormsSaySo",
    "config.pages.members.PagesOfMembers",  # the last: it stands before the view and knows the reader
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.site",
            ],
        },
    },
]

# --- Database, cache, tasks ------------------------------------------------------------------

# An empty value counts as none: people leave `DATABASE_URL=` in a file.
DATABASES = {
    "default": dj_database_url.parse(
        env.str("DATABASE_URL", "") or f"sqlite:///{DATA_DIR / 'db.sqlite3'}",
        conn_max_age=60,  # seconds that a thread keeps its connection: opening one costs more than a page
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["ENGINE"] = "config.sqlite3"  # with a queue of writers
    DATABASES["default"]["OPTIONS"] = {
        # A writer takes its lock at once, so two writers queue instead of failing halfway.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
            "PRAGMA mmap_size=134217728; PRAGMA cache_size=-16000; "
            # Pages of the log that whoever writes copies into the file. Mostly the worker was there before.
            "PRAGMA wal_autocheckpoint=8000;"
        ),
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # Seconds until a server that does not answer counts as away; the rule of the system is two minutes.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 2)
DATABASE_ROUTERS = ["config.routers.CacheRouter"]

# Limits are shared by all workers: a table in a file of its own, or Valkey. Losing it loses no content, and
# while it is away they are counted in the main database.
CACHES = {
    "default": {"BACKEND": "config.limits.FallingBack"},
    "shared": {"BACKEND": "config.limits.TableCache", "LOCATION": "cache"},
    "spare": {"BACKEND": "config.limits.TableCache", "LOCATION": "default"},
}
CACHE_URL = env.str("CACHE_URL", "")
if CACHE_URL:
    from redis.backoff import NoBackoff  # a tenth of every start, for who has such a server
    from redis.retry import Retry

    # A server that is away is noticed at once: redis-py would try for four seconds. Once more, because a
    # connection of the pool may have died since.
    patience = {"socket_connect_timeout": 1, "socket_timeout": 1, "retry": Retry(NoBackoff(), 1)}
    CACHES["shared"] = env.dj_cache_url("CACHE_URL") | {"OPTIONS": patience}
else:
    DATABASES["cache"] = {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(DATA_DIR / "cache.sqlite3"),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # Whoever opens the file makes its table: it may be deleted at any time.
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; "
                "CREATE TABLE IF NOT EXISTS config_limit (name text PRIMARY KEY, value text NOT NULL, "
                "until real NOT NULL) WITHOUT ROWID; "
                "CREATE INDEX IF NOT EXISTS config_limit_until ON config_limit (until);"
            ),
        },
    }
for _store in ("shared", "spare"):
    CACHES[_store]["KEY_FUNCTION"] = "config.limits.nameless"

# Bytes that copies of rendered pages may take in the memory of each web process. 0: none are kept.
PAGES_BYTES = env.int("RESONANZ_PAGES_MB", 32) * 1_000_000

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- Languages and time ----------------------------------------------------------------------

LANGUAGE_CODE = env.str("RESONANZ_LANGUAGE", "de", validate=environs.validate.OneOf(["de", "en"]))
LANGUAGES = [("de", _("German")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
TIME_ZONE = env.str("RESONANZ_TIME_ZONE", "Europe/Berlin")
USE_TZ = True

# --- Static files, media ---------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
PRIVATE_ROOT = DATA_DIR / "private"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # What one person alone may read, handed out by a view: it has no address, and no proxy serves it.
    "private": {"BACKEND": "accounts.private.PrivateFiles"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "config.static.OneSheetStorage"
    },
}
FILE_UPLOAD_PERMISSIONS = 0o644
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000  # bytes of a form without its files
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

# --- Mail ------------------------------------------------------------------------------------

EMAIL_URL = env.str("EMAIL_URL", "")
if EMAIL_URL:
    _mail = urlsplit(EMAIL_URL)
    if _mail.scheme not in {"smtp", "smtp+tls", "smtp+ssl"}:
        raise ImproperlyConfigured("EMAIL_URL must begin with smtp://, smtp+tls:// or smtp+ssl://.")
    MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {
                "host": _mail.hostname or "localhost",
                "port": _mail.port or 25,
                "username": unquote(_mail.username or ""),
                "password": unquote(_mail.password or ""),
                "use_tls": _mail.scheme == "smtp+tls",
                "use_ssl": _mail.scheme == "smtp+ssl",
                "timeout": 10,
            },
        }
    }
else:
    MAILERS = {"default": {"BACKEND": "django.core.mail.backends.console.EmailBackend"}}
DEFAULT_FROM_EMAIL = env.str("RESONANZ_MAIL_FROM", f"Resonanz <noreply@{SITE_HOST}>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Where people report holes in the security; without it there is no /.well-known/security.txt.
SECURITY_CONTACT = env.str("RESONANZ_SECURITY_CONTACT", "")

# --- Accounts --------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "accounts.backends.SignInBackend",
    "accounts.backends.RoleBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:me"
# Staff reach the admin and the moderation queue only with a second factor. `False` is for trying out.
STAFF_SECOND_FACTOR = env.bool("RESONANZ_STAFF_SECOND_FACTOR", True)
# How many proxies of one's own stand in front and append to X-Forwarded-For.
TRUSTED_PROXIES = env.int("RESONANZ_TRUSTED_PROXIES", 0)

ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "accounts.forms.entrance.LoginForm",
    "signup": "accounts.forms.entrance.SignupForm",
    "request_login_code": "accounts.forms.entrance.RequestLoginCodeForm",
    "confirm_login_code": "accounts.forms.entrance.ConfirmLoginCodeForm",
    "confirm_email_verification_code": "accounts.forms.entrance.ConfirmEmailVerificationCodeForm",
    "confirm_password_reset_code": "accounts.forms.entrance.ConfirmPasswordResetCodeForm",
    "reset_password": "accounts.forms.entrance.ResetPasswordForm",
    "reset_password_from_key": "accounts.forms.entrance.ResetPasswordKeyForm",
    "reauthenticate": "accounts.forms.entrance.ReauthenticateForm",
    "change_password": "accounts.forms.entrance.ChangePasswordForm",
    "set_password": "accounts.forms.entrance.SetPasswordForm",
    "add_email": "accounts.forms.entrance.AddEmailForm",
}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
# Mails are sent by the worker and greylisted by others: three minutes, allauth's default, are too few.
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60  # seconds
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = ACCOUNT_LOGIN_TIMEOUT = 15 * 60
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
# Times in a period, per what; "ip" is the network of the sender. docs/accounts.md says what each is for.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "5/5m/key,60/5m/ip",
    "login_failed_account": "5/5m/key",
    "login_failed_anywhere": "100/h/key",
    "signup": "20/m/ip",
    "request_login_code": "20/m/ip,5/10m/key",
    "reset_password": "20/m/ip,5/10m/key",
    "reset_password_from_key": "20/m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
    "manage_email": "10/m/user",
    "confirm_email": "1/10s/key",
    "mail_to_address": "10/h/key",
    "draft": "40/m/user",
    "react": "60/m/user",
    "report": "20/h/user",
    "report_unsigned": "5/h/ip",
    "first_draft": "20/10m/ip",
    "preview": "30/m/ip",
    "preview_of_member": "60/m/user",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # half minutes that a phone's clock may be off (RFC 6238, 5.2)
MFA_ADAPTER = "accounts.adapter.FactorAdapter"
MFA_FORMS = {
    "authenticate": "accounts.forms.factors.AuthenticateForm",
    "reauthenticate": "accounts.forms.factors.ReauthenticateForm",
    "activate_totp": "accounts.forms.factors.ActivateTOTPForm",
}
# Our own middleware notes hourly when a session was seen; allauth would write with every request.
USERSESSIONS_TRACK_ACTIVITY = False

# --- Conversations ---------------------------------------------------------------------------

# How many comments one person may write in a minute; staff may write more. 0: any number.
COMMENTS_PER_MINUTE = env.int("RESONANZ_COMMENTS_PER_MINUTE", 6)

# How often one member, or all visitors of one network together, may search in a minute. 0: any number.
SEARCHES_PER_MINUTE = env.int("RESONANZ_SEARCHES_PER_MINUTE", 60)

# --- Security --------------------------------------------------------------------------------

SECURE_CSP = {
    "default-src": [CSP.SELF],
    # A nonce is in the header only where a template asked for it: in the admin, never on public pages.
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, CSP.NONCE],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SERVED_OVER_TLS
if SERVED_OVER_TLS:
    SECURE_HSTS_SECONDS = env.int("RESONANZ_HSTS_SECONDS", 31_536_000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = env.bool("RESONANZ_HSTS_SUBDOMAINS", True)
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    CSRF_TRUSTED_ORIGINS = [SITE_URL]
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- Log -------------------------------------------------------------------------------------

LOG_FORMAT = env.str("RESONANZ_LOG_FORMAT", "json", validate=environs.validate.OneOf(["json", "text"]))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": FORMATTERS,
    "filters": {
        "no_address": {"()": "django.utils.log.CallbackFilter", "callback": without_the_address},
    },
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT, "filters": ["no_address"]},
    },
    "root": {"handlers": ["stderr"], "level": env.str("RESONANZ_LOG_LEVEL", "INFO").upper()},
    "loggers": {
        # Django's own console handler would print the same line a second time.
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "level": "INFO", "propagate": True},
    },
}
