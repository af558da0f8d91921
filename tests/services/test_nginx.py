"""The nginx of `deploy/` in front of a site, both real, on this machine only."""

import gzip
import http.client
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

import brotli
import pytest

from tests.ports import a_free_port

from .site import ROOT, Site, wait_until

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
pytestmark = [
    pytest.mark.services,
    pytest.mark.skipif(NGINX is None, reason="no nginx on this machine"),
]

AROUND = """
daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log stderr; {user}
events {{ worker_connections 64; }}
http {{
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/f;
    uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    {site}
}}
"""


def as_shipped(folder: Path, port: int, site_port: int) -> str:
    """The shipped file with ports and folders of this test, and without certificates."""
    text = (ROOT / "deploy" / "nginx.conf").read_text()
    text = re.sub(r"\n\s*(ssl_\w+ .*|listen \[::\].*);", "", text)
    text = text.replace("listen 443 ssl http2;", f"listen 127.0.0.1:{port};")
    text = text.replace("listen 80;", f"listen 127.0.0.1:{a_free_port()};")
    text = text.replace("/var/cache/nginx/resonanz", f"{folder}/cache").replace(
        "127.0.0.1:8000", f"127.0.0.1:{site_port}"
    )
    user = "user root;" if Path("/proc/self").owner() == "root" else ""
    return AROUND.format(folder=folder, user=user, site=text)


@dataclass
class Proxy:
    port: int

    def ask(self, path: str, **headers: str) -> tuple[int, Message, bytes]:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        line.request(
            "GET", path, headers={"Host": "localhost"} | {n.replace("_", "-"): v for n, v in headers.items()}
        )
        answer = line.getresponse()
        heard = answer.status, answer.headers, answer.read()
        line.close()
        return heard

    def id_of(self, path: str, **headers: str) -> str:
        return self.ask(path, **headers)[1]["X-Request-Id"]

    def answers_from_its_copy(self, path: str, **headers: str) -> bool:
        """Whether the same answer comes twice; a few tries, because a copy lasts one second."""
        return any(self.id_of(path, **headers) == self.id_of(path, **headers) for _each in range(10))


@pytest.fixture
def proxy(a_site, tmp_path) -> Iterator[Proxy]:
    site: Site = a_site(RESONANZ_TRUSTED_PROXIES="1")
    site.serve("--no-worker", "--workers", "1")
    port = a_free_port()
    configuration = tmp_path / "nginx.conf"
    configuration.write_text(as_shipped(tmp_path, port, site.port))
    command = [NGINX, "-c", str(configuration), "-p", str(tmp_path)]
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        proxy = Proxy(port)
        wait_until(lambda: _listens(proxy))
        yield proxy
        process.terminate()


def _listens(proxy: Proxy) -> bool:
    try:
        return proxy.ask("/healthz")[0] == 200
    except OSError:
        return False


def test_each_coding_has_its_copy_and_its_tag(proxy):
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}
    asked = {"br": "gzip, deflate, br", "gzip": "gzip, br;q=0", "": "identity"}
    answers = {coding: proxy.ask("/", Accept_Encoding=header) for coding, header in asked.items()}

    assert len({unpack[coding](body) for coding, (_status, _headers, body) in answers.items()}) == 1
    assert {headers.get("Content-Encoding", "") for _s, headers, _b in answers.values()} == set(asked)
    for coding, (_status, headers, _body) in answers.items():
        again = proxy.ask("/", Accept_Encoding=asked[coding], If_None_Match=headers["ETag"])
        assert (again[0], again[2]) == (304, b"")


def test_strangers_share_a_copy_and_whoever_has_a_session_passes_by(proxy):
    assert proxy.answers_from_its_copy("/")
    assert proxy.answers_from_its_copy("/", Cookie="csrftoken=x")
    for own in ({"Cookie": "a=b; sessionid=x"}, {"Authorization": "Bearer x"}, {"HX_Request": "true"}):
        assert not proxy.answers_from_its_copy("/", **own)


def test_what_is_not_for_everybody_is_not_kept(proxy):
    for path in ("/accounts/login/", "/readyz", "/no-such-page/", "/feed/?x=1"):
        assert not proxy.answers_from_its_copy(path)
