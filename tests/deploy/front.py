"""deploy/nginx.conf on loopback, with what a person replaces in it replaced; and readers that ask it."""

import http.client
import os
import socket
import ssl
import subprocess
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.deploy.nodes import HOST, Node
from tests.journeys import serving

SITE_FILE = serving.ROOT / "deploy" / "nginx.conf"
# What Debian's own nginx.conf says around a site file.
AROUND = """
{user}
worker_processes 1;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/log/start.log emerg;
include /etc/nginx/modules-enabled/*.conf;
worker_rlimit_nofile {files};
events {{ worker_connections {connections}; }}
http {{
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    sendfile on;
    tcp_nopush on;
    types_hash_max_size 2048;
    access_log {folder}/log/access.log;
    gzip on;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


IMPATIENT = "client_header_timeout 1s;"
LATER = " buffer=64k flush=10s"


def rendered(folder: Path, data: Path, port: int, plain_port: int, ports: list[int], later: str = "") -> str:
    """The site file for this machine; lines of its logs are written at once unless `later` says otherwise. Fails when
    something to replace does not stand in it."""
    text = SITE_FILE.read_text(encoding="utf-8")
    for old, new in (
        ("    listen [::]:80;\n", ""),
        ("    listen [::]:443 ssl default_server;\n", ""),
        ("    listen [::]:443 ssl http2;\n", ""),
        ("listen 80;", f"listen 127.0.0.1:{plain_port};"),
        ("listen 443 ", f"listen 127.0.0.1:{port} "),
        ("server 127.0.0.1:8001 ", f"server 127.0.0.1:{ports[0]} "),
        ("server 127.0.0.1:8002 ", f"server 127.0.0.1:{ports[-1]} "),
        (LATER, later),
        ("client_header_timeout 10s;", IMPATIENT),
        ("/etc/ssl/clinic-guide/", f"{folder}/tls/"),
        ("/var/lib/clinic-guide/", f"{data}/"),
        ("/var/log/nginx/", f"{folder}/log/"),
        ("/var/cache/nginx/", f"{folder}/cache/"),
    ):
        assert old in text, f"{old!r} does not stand in {SITE_FILE}"
        text = text.replace(old, new)
    return text


@dataclass
class Got:
    status: int
    headers: dict[str, str]
    body: bytes


class Connection(http.client.HTTPSConnection):
    """To the host by its name, wherever that may live."""

    def connect(self):
        trusting = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        bare = socket.create_connection(("127.0.0.1", self.port), self.timeout)
        self.sock = trusting.wrap_socket(bare, server_hostname=self.host)


@dataclass
class Front:
    folder: Path
    data: Path
    nodes: list[Node]
    port: int = field(default_factory=serving.free_port)
    plain_port: int = field(default_factory=serving.free_port)

    def reader(self, timeout: float = 10) -> Connection:
        return Connection(HOST, self.port, timeout=timeout)

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Got:
        """Header names with _ for -. Fails when an answer holds a header twice."""
        connection = self.reader()
        asked = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            connection.request(method, path, body=body, headers={"Host": HOST} | asked)
            answer = connection.getresponse()
            names = [name.lower() for name, _value in answer.getheaders()]
            assert len(names) == len(set(names)), f"a header twice: {names}"
            return Got(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def refusal(self, path: str, **options) -> int:
        """The status; 0 when nginx hung up before it had read everything."""
        try:
            return self.ask(path, **options).status
        except (http.client.HTTPException, OSError):
            return 0

    def logs(self) -> str:
        return "".join(path.read_text(errors="replace") for path in sorted((self.folder / "log").iterdir()))

    def has_logged(self, words: str) -> bool:
        """A line is written after the answer is on its way."""
        until = time.monotonic() + 10
        while words not in self.logs() and time.monotonic() < until:
            time.sleep(0.05)
        return words in self.logs()


@contextmanager
def in_front(folder: Path, data: Path, nodes: list[Node], connections: int = 768, headers_within: str = "1s"):
    """With as many connections as Debian's own nginx.conf allows, and less patience than the site file's."""
    front = Front(folder, data, nodes)
    for name in ("tls", "log", "cache", "body", "proxy"):
        (folder / name).mkdir(parents=True)
    certificate(folder / "tls")
    (folder / "nginx.conf").write_text(around(folder, connections))
    ports = [node.port for node in nodes]
    site = rendered(folder, data, front.port, front.plain_port, ports)
    (folder / "site.conf").write_text(site.replace(IMPATIENT, f"client_header_timeout {headers_within};"))
    process = subprocess.Popen(["nginx", "-c", str(folder / "nginx.conf")])
    try:
        wait_for(front, process)
        yield front
    finally:
        process.terminate()
        process.wait(20)


def around(folder: Path, connections: int = 768) -> str:
    user = "user root;" if os.geteuid() == 0 else ""
    return AROUND.format(folder=folder, user=user, connections=connections, files=2 * connections)


def wait_for(front: Front, process: subprocess.Popen) -> None:
    until = time.monotonic() + 20
    while True:
        assert process.poll() is None, "nginx did not start; see the lines above"
        try:
            socket.create_connection(("127.0.0.1", front.port), 5).close()
            return
        except OSError:
            assert time.monotonic() < until, "nginx does not listen"
            time.sleep(0.02)


def certificate(folder: Path) -> None:
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            "-days", "1", "-subj", f"/CN={HOST}", "-keyout", folder / "privkey.pem",
            "-out", folder / "fullchain.pem"]  # fmt: skip
    subprocess.run(made, check=True, capture_output=True)
