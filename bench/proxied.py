"""S8: the site behind the nginx of `deploy/`, beside an nginx that serves the same bytes as a file."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from bench import servers
from bench.figures import Figure
from bench.measuring import get, in_turns
from bench.pages import fetched
from bench.servers import ROOT, Server
from bench.sites import Prepared
from tests.ports import a_free_port

SHIPPED = ROOT / "deploy" / "nginx.conf"
CODINGS = {"brotli": "br", "gzip": "gzip"}
BOUND = 0.8


def as_shipped(folder: Path, port: int, site_port: int) -> str:
    """The shipped configuration with our ports and folders, without certificates: neither side speaks TLS."""
    text = re.sub(r"\n\s*(ssl_\w+ .*|listen \[::\].*);", "", SHIPPED.read_text())
    text = text.replace("listen 443 ssl http2;", f"listen 127.0.0.1:{port};")
    text = text.replace("listen 80;", f"listen 127.0.0.1:{a_free_port()};")
    text = text.replace("/var/cache/nginx/resonanz", f"{folder}/cache")
    return text.replace("127.0.0.1:8000", f"127.0.0.1:{site_port}")


@contextmanager
def proxy(folder: Path, site: Server) -> Iterator[Server]:
    shutil.rmtree(folder / "cache", ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    port = a_free_port()
    with servers.nginx_with(folder, as_shipped(folder, port, site.port), port, probe="/healthz") as server:
        yield server


def s8(prepared: Prepared, scratch: Path, seconds: float) -> list[Figure]:
    """A post with 10 comments for strangers, in each coding."""
    if not SHIPPED.exists():
        raise RuntimeError("there is no deploy/nginx.conf")
    path, files = prepared.addresses()["short"], scratch / "files-s8"
    files.mkdir(parents=True, exist_ok=True)
    variables = {**prepared.variables, "RESONANZ_TRUSTED_PROXIES": "1"}
    found = []
    with servers.site(prepared.folder, **variables) as site, proxy(scratch / "proxy", site) as front:
        for words, coding in CODINGS.items():
            headers = {"Accept-Encoding": coding}
            answer = fetched(front, path, headers)
            if answer.headers.get("content-encoding") != coding:
                raise RuntimeError(f"the page did not come in {words}")
            (files / coding).write_bytes(answer.body)
        with servers.nginx(files) as plain:
            for words, coding in CODINGS.items():
                headers = {"Accept-Encoding": coding}
                loads = in_turns(
                    {
                        "ours": partial(get, front.url + path, seconds, headers=headers),
                        "file": partial(get, f"{plain.url}/{coding}", seconds, headers=headers),
                    }
                )
                ratio = loads["ours"].rate / loads["file"].rate
                found.append(
                    Figure(
                        "S8",
                        f"behind nginx, client asks for {words}",
                        rate=loads["ours"].rate,
                        p50=loads["ours"].p50,
                        p99=loads["ours"].p99,
                        value=f"{ratio:.2f} of nginx with that file",
                        goal=f"≥ {BOUND} of nginx with that file",
                        holds=ratio >= BOUND,
                    )
                )
    return found
