"""Somebody who asks over WSGI, byte by byte, as a server does."""

import gzip
import io
import wsgiref.util
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import brotli

Application = Callable[..., Iterable[bytes]]
UNPACK = {"gzip": gzip.decompress, "br": brotli.decompress, "": bytes}


@dataclass(frozen=True)
class Heard:
    """One answer. `text` is the body without its coding, and without the id that error pages show."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        text = UNPACK[self.headers.get("Content-Encoding", "")](self.body).decode()
        return text.replace(self.headers["X-Request-Id"], "")

    @property
    def stored(self) -> bool:
        """Whether it came out of the store, and not from Django alone."""
        return "s-maxage=1" in self.headers.get("Cache-Control", "")


class Visitor:
    """Asks an application. Headers are keywords: `accept_encoding="br"`."""

    def __init__(self, application: Application) -> None:
        self.application = application

    def get(self, address: str, *, method: str = "GET", **headers: str) -> Heard:
        path, _, query = address.partition("?")
        environ: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path.encode().decode("latin-1"),
            "QUERY_STRING": query,
            "HTTP_HOST": "testserver",
            "SCRIPT_NAME": "",
            "wsgi.input": io.BytesIO(),
            **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
        }
        wsgiref.util.setup_testing_defaults(environ)
        return self.ask(environ)

    def ask(self, environ: dict[str, Any]) -> Heard:
        begun: list[Any] = []
        answer = self.application(environ, lambda *given: begun.extend(given))
        try:
            body = b"".join(answer)
        finally:
            getattr(answer, "close", lambda: None)()
        return Heard(int(begun[0].split()[0]), dict(begun[1]), body)
