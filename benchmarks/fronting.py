"""nginx as it is measured: one file, and deploy/nginx.conf before a published edition. One worker each, no TLS."""

import os
import re
from contextlib import contextmanager
from pathlib import Path

from benchmarks import processes
from tests.journeys import serving

SITE_FILE = serving.ROOT / "deploy" / "nginx.conf"
AROUND = """{user}
worker_processes 1; daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log;
include /etc/nginx/modules-enabled/*.conf;
events {{ worker_connections 1024; }}
http {{
  access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; uwsgi_temp_path {folder}/uwsgi;
  fastcgi_temp_path {folder}/fastcgi; scgi_temp_path {folder}/scgi;
  include /etc/nginx/mime.types; sendfile on; tcp_nopush on; keepalive_requests 1000000;
  {inside}
}}
"""
ONE_FILE = """server {{ listen 127.0.0.1:{port};
    root {folder}/files; index page.html; brotli_static on; default_type text/html;
  }}"""
IN_FRONT = """server {{ listen 127.0.0.1:{port};
    gzip on; gzip_types text/css text/javascript application/javascript image/svg+xml;
    location / {{ proxy_pass {behind}; proxy_set_header Host $http_host; }}
    location /static/ {{ alias {static}/; }}
    location /media/ {{ alias {media}/; }}
  }}"""


@contextmanager
def nginx(folder: Path, inside: str, address: str, name: str):
    folder.mkdir(exist_ok=True)
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder, inside=inside, user=user))
    with processes.running(name, address, ["nginx", "-c", str(folder / "nginx.conf")]) as process:
        yield process, address


@contextmanager
def one_file(folder: Path, pages: dict[str, bytes]):
    """`pages` has the page and, by the end of a name, what it is when it is packed."""
    port = serving.free_port()
    (folder / "files").mkdir(parents=True)
    for end, page in pages.items():
        (folder / "files" / f"page.html{end}").write_bytes(page)
    inside = ONE_FILE.format(port=port, folder=folder)
    with nginx(folder, inside, f"http://127.0.0.1:{port}/", "nginx") as found:
        yield found


@contextmanager
def before(folder: Path, behind: str, static: Path, media: Path):
    """Files from folders, everything else from another server: how a Django site is deployed."""
    port = serving.free_port()
    inside = IN_FRONT.format(port=port, behind=behind, static=static, media=media)
    with nginx(folder, inside, f"http://127.0.0.1:{port}/", "nginx") as found:
        yield found


@contextmanager
def edition(folder: Path, data: Path, behind: str, page: str, *, logs: bool = True):
    """deploy/nginx.conf over the edition in this data folder, answering plain HTTP on a port of its own."""
    port = serving.free_port()
    for name in ("log", "cache"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    text = without_tls(SITE_FILE.read_text(encoding="utf-8"), port)
    for old, new in (
        (r"server 127\.0\.0\.1:800[12] ", f"server {behind.removeprefix('http://')} "),
        ("/var/lib/clinic-guide/", f"{data}/"),
        ("/var/log/nginx/", f"{folder}/log/"),
        ("/var/cache/nginx/", f"{folder}/cache/"),
    ):
        text = re.sub(old, new, text)
    if not logs:
        text = re.sub(r"^\s*access_log .*;$", "", text, flags=re.MULTILINE)
    with nginx(folder, text, f"http://127.0.0.1:{port}{page}", "nginx with deploy/nginx.conf") as found:
        yield found


def without_tls(text: str, port: int) -> str:
    """The site file with the server of its pages alone, on this port."""
    servers = re.split(r"^(?=server \{)", text, flags=re.MULTILINE)
    pages = next(one for one in servers[1:] if "location @page" in one)
    pages = re.sub(r"^\s*(ssl_|listen|server_name).*;$", "", pages, flags=re.MULTILINE)
    return servers[0] + pages.replace("server {", f"server {{ listen 127.0.0.1:{port};", 1)
