"""The site of deploy/nginx under a private nginx: its own ports, a certificate made for the day, no root needed."""

import shutil
import subprocess
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
NGINX = TOP / "deploy" / "nginx"
without_nginx = pytest.mark.skipif(
    not (shutil.which("nginx") and shutil.which("openssl")), reason="nginx is not on this machine"
)
MAIN = """
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
    types {{ text/html html; text/css css; text/javascript js; image/svg+xml svg; font/woff2 woff2; }}
    default_type application/octet-stream;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/upstreams.conf;
    include {folder}/portail.conf;
}}
"""


def configuration(folder, *, pages="127.0.0.1:8000", flux="127.0.0.1:8001", http=8080, https=8443):
    """The path of the main file."""
    make_certificate(folder)
    site = (NGINX / "portail.conf").read_text()
    for old, new in {
        "/etc/portail/tls": str(folder),
        "/var/log/nginx": str(folder),
        "/opt/portail": str(TOP),
        "listen 80;": f"listen 127.0.0.1:{http};",
        "listen 443 ": f"listen 127.0.0.1:{https} ",
        "    listen [::]:80;\n": "",
        "    listen [::]:443 ssl http2;\n": "",
    }.items():
        assert old in site
        site = site.replace(old, new)
    (folder / "portail.conf").write_text(site)
    upstreams = (NGINX / "upstreams.conf").read_text()
    upstreams = upstreams.replace("unix:/run/portail/pages.sock", pages).replace("127.0.0.1:8001", flux)
    (folder / "upstreams.conf").write_text(upstreams)
    main = folder / "nginx.conf"
    main.write_text(MAIN.format(folder=folder))
    return str(main)


def make_certificate(folder):
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=portail"]
    command += ["-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem"]
    subprocess.run(command, check=True, capture_output=True)
