"""What a request asks for, as far as an answer from a copy may depend on it."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.conf import settings
from django.http.request import split_domain_port, validate_host

Environ = dict[str, Any]

READING = frozenset({"GET", "HEAD"})
# What makes an answer somebody's own, partial or conditional in ways that only Django judges, or a fragment.
# The last two change the path that Django sees behind some servers.
SPECIAL = (
    "HTTP_AUTHORIZATION",
    "HTTP_RANGE",
    "HTTP_HX_REQUEST",
    "HTTP_IF_MATCH",
    "HTTP_IF_UNMODIFIED_SINCE",
    "HTTP_TRANSFER_ENCODING",
    "HTTP_X_HTTP_METHOD_OVERRIDE",
    "SCRIPT_URL",
    "REDIRECT_URL",
)
NOTHING = (None, "", "0")
CODINGS = ("br", "gzip")  # the first one wins where a browser likes several equally
REMEMBERED = 256  # spellings of a header


class Address(NamedTuple):
    """What names a page. `path` and `query` are those of the environment, letter by letter."""

    secure: bool
    path: str
    query: str


class Asking:
    """Reads requests by the settings of the site; what it says of a request is what Django would say."""

    def __init__(self) -> None:
        self._session = settings.SESSION_COOKIE_NAME
        self._allowed = settings.ALLOWED_HOSTS
        self._must_be_secure = settings.SECURE_SSL_REDIRECT
        self._proxy, self._proxy_value = settings.SECURE_PROXY_SSL_HEADER or ("", "")
        self._others = (settings.STATIC_URL, settings.MEDIA_URL)
        self._hosts: dict[str, bool] = {}
        self._codings: dict[str, str] = {}

    def address(self, environ: Environ) -> Address | None:
        """Return what names the page, or None for a request that Django has to answer itself."""
        if environ["REQUEST_METHOD"] not in READING or environ.get("SCRIPT_NAME"):
            return None
        if self._session in environ.get("HTTP_COOKIE", "") or environ.get("CONTENT_LENGTH") not in NOTHING:
            return None
        if any(name in environ for name in SPECIAL):
            return None
        path = environ.get("PATH_INFO", "")
        if not path.startswith("/") or path.startswith(self._others) or not self._is_our_host(environ):
            return None
        secure = self._is_secure(environ)
        if self._must_be_secure and not secure:
            return None
        return Address(secure, path, environ.get("QUERY_STRING", ""))

    def coding(self, environ: Environ) -> str:
        """Return in which coding the body goes out: "br", "gzip" or "" for none."""
        header = environ.get("HTTP_ACCEPT_ENCODING", "")
        if header not in self._codings:
            _remember(self._codings, header, liked_coding(header))
        return self._codings[header]

    def without_the_visitor(self, environ: Environ) -> Environ:
        """Return the same request from nobody: what is kept for all was rendered for this one."""
        kept = {"HTTP_HOST", self._proxy}
        known = {name: value for name, value in environ.items() if "." in name or name.startswith("SERVER_")}
        known |= {name: environ[name] for name in kept if name in environ}
        return known | {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "PATH_INFO": environ["PATH_INFO"],
            "QUERY_STRING": environ.get("QUERY_STRING", ""),
            "wsgi.input": _Nothing(),
        }

    def host_of(self, environ: Environ) -> str:
        return split_domain_port(environ.get("HTTP_HOST", ""))[0]

    def _is_our_host(self, environ: Environ) -> bool:
        host = environ.get("HTTP_HOST", "")
        if host not in self._hosts:
            domain, _port = split_domain_port(host)
            _remember(self._hosts, host, bool(domain) and validate_host(domain, self._allowed))
        return self._hosts[host]

    def _is_secure(self, environ: Environ) -> bool:
        if self._proxy and self._proxy in environ:
            return environ[self._proxy].split(",", 1)[0].strip() == self._proxy_value
        return environ.get("wsgi.url_scheme") == "https"


class _Nothing:
    """A body without a byte."""

    def read(self, _size: int = -1) -> bytes:
        return b""

    readline = read


def liked_coding(header: str) -> str:
    """Return the coding of ours that an Accept-Encoding header likes best, "" if it names none (RFC 9110)."""
    weights = dict(_weighed(part) for part in header.lower().split(","))
    liked = [coding for coding in CODINGS if weights.get(coding, 0.0) > 0.0]
    return max(liked, key=lambda coding: weights[coding], default="")


def names_tag(header: str, tag: str) -> bool:
    """Whether an If-None-Match header names this tag; a proxy that compresses makes it a weak one."""
    if header in {tag, "*"}:
        return True
    return tag in {each.strip().removeprefix("W/") for each in header.split(",")}


def _weighed(part: str) -> tuple[str, float]:
    name, _, rest = part.partition(";")
    weight = rest.strip().removeprefix("q=")
    try:
        return name.strip(), float(weight) if weight else 1.0
    except ValueError:
        return name.strip(), 0.0


def _remember[Value](known: dict[str, Value], header: str, value: Value) -> None:
    """Bounded, so that nobody fills the memory with spellings."""
    if len(known) >= REMEMBERED:
        known.clear()
    known[header] = value


def is_plain(headers: Mapping[str, str]) -> bool:
    """Whether nothing in an answer is meant for one visitor only."""
    control = headers.get("Cache-Control", "")
    policy = headers.get("Content-Security-Policy", "")
    return not (
        "private" in control
        or "no-store" in control
        or "nonce-" in policy
        or "Set-Cookie" in headers
        or "Content-Encoding" in headers
    )
