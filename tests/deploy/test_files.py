"""The files by which the portal is put to work: each program reads its own, and they name only what exists."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from rlp_portal.rlps.uploaded_files import LIMIT
from tests.deploy.nginx import configuration, without_nginx

TOP = Path(__file__).resolve().parents[2]
DEPLOY = TOP / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
INSTALLED, ENV_FILE = "/opt/portail", "/etc/portail/portail.env"
READ = re.compile(r'(?:read_\w+|require|refuse_flag)\(\s*"([A-Z_]+)"|environ(?:\.get\(|\[)"([A-Z_]+)"')
NOT_OURS = {"POSTGRES_USER", "POSTGRES_DB", "POSTGRES_PASSWORD", "DATABASE_PASSWORD", "PYTHONUNBUFFERED"}


def settings_read():
    """Every environment variable that the portal or its page server reads."""
    places = ["rlp_portal/settings.py", "rlp_portal/environment.py", "deploy/gunicorn.conf.py"]
    found = [name for place in places for pair in READ.findall((TOP / place).read_text()) for name in pair if name]
    return set(found)


def names_in(path, pattern):
    return set(re.findall(pattern, path.read_text(), re.MULTILINE))


# ---- Settings ---------------------------------------------------------------------------------------------------


def test_the_example_names_every_setting_and_no_other():
    shut = {"DEBUG", "PORTAIL_DEMO", "SECURE_SSL_REDIRECT"}  # for trials; closed in production, or opened by it
    chosen_by_the_service = {"PORTAIL_PAGES"}

    assert names_in(DEPLOY / "portail.env.example", r"^([A-Z_]+)=") == settings_read() - shut - chosen_by_the_service


@pytest.mark.parametrize("name", ["compose.yaml", "Dockerfile", "README.md", "../README.md"])
def test_no_other_file_names_a_setting_that_nothing_reads(name):
    named = names_in(DEPLOY / name, r"\b((?:PORTAIL|PRIVACY|EMAIL|DATABASE|POSTGRES|SECURE)_[A-Z_]+)\b")

    assert named - settings_read() - NOT_OURS == set()


def test_the_example_once_filled_starts_the_portal(tmp_path):
    """Read as systemd and compose read it: NAME=value, nothing around."""
    lines = (DEPLOY / "portail.env.example").read_text().splitlines()
    filled = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    filled |= {"SECRET_KEY": "k7Qe1mX0vR3uT9pLw2Zc5Yb8Nh4Gd6Fs-Ja_Oi.Er,Mn;Bv:Cx!", "PORTAIL_VAR": str(tmp_path)}
    filled |= {"PRIVACY_NAME": "Ana", "PRIVACY_TITLE": "Direction", "PRIVACY_EMAIL": "ana@exemple.org"}

    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(
        command, cwd=TOP, env={"PATH": os.environ["PATH"], **filled}, capture_output=True, text=True
    )

    assert (done.returncode, done.stdout) == (0, "System check identified no issues (1 silenced).\n"), done.stderr


# ---- systemd ----------------------------------------------------------------------------------------------------


def test_the_units_are_those_of_two_programs_and_two_nightly_tasks():
    assert [unit.name for unit in UNITS] == [
        "portail-backup.service",
        "portail-backup.timer",
        "portail-flux.service",
        "portail-pages.service",
        "portail-pages.socket",
        "portail-purge.service",
        "portail-purge.timer",
    ]


@pytest.mark.parametrize("unit", [one for one in UNITS if one.suffix == ".service"], ids=lambda unit: unit.name)
def test_each_service_runs_as_portail_with_the_settings_and_a_program_that_exists(unit):
    said = dict(re.findall(r"^(\w+)=(.*)$", unit.read_text(), re.MULTILINE))

    assert (said["User"], said["WorkingDirectory"], said["EnvironmentFile"]) == ("portail", INSTALLED, ENV_FILE)
    assert said["NoNewPrivileges"] == "yes"
    program = said["ExecStart"].split()[0]
    assert (TOP / program.removeprefix(f"{INSTALLED}/")).exists()


@pytest.mark.parametrize("task", ["backup", "purge"])
def test_each_nightly_task_is_a_command_of_the_portal(task):
    assert f"manage.py {task}\n" in (DEPLOY / "systemd" / f"portail-{task}.service").read_text()
    assert (TOP / f"rlp_portal/stewardship/management/commands/{task}.py").exists()
    assert "Persistent=true" in (DEPLOY / "systemd" / f"portail-{task}.timer").read_text()


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not on this machine")
def test_systemd_finds_nothing_to_say_of_the_units(tmp_path):
    for unit in UNITS:
        (tmp_path / unit.name).write_text(unit.read_text().replace(INSTALLED, str(TOP)))

    done = subprocess.run(
        ["systemd-analyze", "verify", *map(str, tmp_path.iterdir())], capture_output=True, text=True
    )

    assert (done.returncode, done.stdout + done.stderr) == (0, "")


# ---- nginx ------------------------------------------------------------------------------------------------------

SITE = DEPLOY / "nginx" / "portail.conf"


def block(text, head):
    """What a block of nginx holds: {first word: the rest}, those of its own level."""
    start = text.index(head) + len(head)
    inside = text[start : text.index("\n    }", start)]
    return dict(line.strip().rstrip(";").split(" ", 1) for line in inside.splitlines() if line.strip().endswith(";"))


def test_the_news_are_passed_on_at_once_and_for_as_long_as_the_page_is_open():
    said = block(SITE.read_text(), "location /flux/ {")

    assert said["proxy_pass"] == "http://portail_flux"
    assert (said["proxy_buffering"], said["gzip"], said["proxy_read_timeout"]) == ("off", "off", "1h")


def test_what_the_portal_believes_is_written_by_nginx_and_never_by_the_visitor():
    headers = dict(re.findall(r"^    proxy_set_header (\S+) (.+);$", SITE.read_text(), re.MULTILINE))

    assert headers == {
        "Host": "$host",
        "X-Forwarded-Proto": "$scheme",
        "X-Forwarded-For": "$remote_addr",
        "X-Forwarded-Host": '""',
        "Connection": '""',
    }
    # a location that wrote one of its own would forget all these
    assert not re.findall(r"^     +proxy_set_header", SITE.read_text(), re.MULTILINE)


def test_the_journal_holds_no_address_of_a_page_nor_of_a_visitor():
    [said] = re.findall(r"log_format portail '(.*)';", SITE.read_text())

    assert said == "$time_iso8601 $portail_network $request_method $status $bytes_sent $request_time"


def test_nginx_lets_in_the_largest_file_that_the_portal_takes():
    [megabytes] = re.findall(r"client_max_body_size (\d+)m;", SITE.read_text())

    assert LIMIT < int(megabytes) * 1024 * 1024 < 2 * LIMIT


@pytest.mark.parametrize("upstreams", ["upstreams.conf", "upstreams-compose.conf"])
def test_both_programs_have_their_place(upstreams):
    places = re.findall(r"upstream (\w+) \{\s+server (\S+)", (DEPLOY / "nginx" / upstreams).read_text())

    assert [name for name, _place in places] == ["portail_pages", "portail_flux"]
    listens = (DEPLOY / "systemd" / "portail-pages.socket").read_text(), (DEPLOY / "compose.yaml").read_text()
    if upstreams == "upstreams.conf":
        assert f"ListenStream={places[0][1].removeprefix('unix:')}\n" in listens[0]
        assert places[1][1] == "127.0.0.1:8001"
    else:
        assert [place.split(":")[0] for _name, place in places] == ["pages", "flux"]
        assert "PORTAIL_PAGES: 0.0.0.0:8000" in listens[1]
        assert "--port 8001" in listens[1]


@without_nginx
def test_nginx_accepts_its_files(tmp_path):
    done = subprocess.run(["nginx", "-t", "-c", configuration(tmp_path)], capture_output=True, text=True)

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("page", sorted((DEPLOY / "nginx" / "attente").glob("*.html")), ids=lambda page: page.name)
def test_what_nginx_says_itself_is_said_in_french_and_loads_nothing_else(page):
    said = page.read_text()

    assert '<html lang="fr-CA">' in said
    assert re.findall(r'(?:href|src)="([^"]+)"', said) == ["/attente/attente.css"]
    assert "<script" not in said
    assert f"/attente/{page.name}" in SITE.read_text()


# ---- Containers -------------------------------------------------------------------------------------------------


def services_of(compose):
    """{name: what its block says}"""
    inside = compose[compose.index("\nservices:\n") : compose.index("\nvolumes:\n")]
    return dict(re.findall(r"^  (\w+):\n((?:    .*\n|\n)+)", inside, re.MULTILINE))


def test_compose_starts_the_base_the_two_programs_the_nightly_tasks_and_nginx():
    compose = (DEPLOY / "compose.yaml").read_text()
    services = services_of(compose)

    assert list(services) == ["database", "prepare", "pages", "flux", "nightly", "nginx"]
    for name, program in {
        "pages": "gunicorn",
        "flux": "uvicorn",
        "prepare": "prepare.sh",
        "nightly": "every_night.sh",
    }.items():
        assert program in services[name]
        assert "<<: *portal" in services[name]
    mounted = re.findall(r"- (\./\S+?):", services["nginx"])
    assert [one for one in mounted if one != "./tls" and not (DEPLOY / one).exists()] == []
    assert re.findall(r"^  (\w+):$", compose[compose.index("\nvolumes:\n") :], re.MULTILINE) == [
        "database",
        "data",
        "backups",
        "static",
    ]


def test_a_yaml_reader_reads_compose():
    readers = [sys.executable, "/usr/bin/python3"]
    command = "import json, sys, yaml; print(json.dumps(yaml.safe_load(open(sys.argv[1]))))"
    for reader in readers:
        done = subprocess.run([reader, "-c", command, DEPLOY / "compose.yaml"], capture_output=True, text=True)
        if done.returncode == 0:
            break
    else:
        pytest.skip("no YAML reader on this machine")
    services = json.loads(done.stdout)["services"]
    assert services["pages"]["environment"]["PORTAIL_PAGES"] == "0.0.0.0:8000"
    assert services["pages"]["environment"]["DATABASE_URL"].startswith("postgres://portail:${DATABASE_PASSWORD:?")
    assert services["prepare"]["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert services["flux"]["depends_on"] == {"prepare": {"condition": "service_completed_successfully"}}


def test_the_image_copies_no_secret_nor_what_it_makes_itself():
    left_out = (DEPLOY / "Dockerfile.dockerignore").read_text().split()

    assert {".git", ".venv", ".build", "node_modules", "var", "deploy/portail.env", "deploy/tls"} <= set(left_out)


# ---- Scripts ----------------------------------------------------------------------------------------------------


SOURCED = {"common.sh": "/bin/sh", "bare_debian.sh": "/bin/bash"}


@pytest.mark.parametrize("script", sorted(DEPLOY.glob("*.sh")), ids=lambda script: script.name)
def test_every_script_can_be_read_by_its_shell(script):
    shell = SOURCED.get(script.name) or script.read_text().splitlines()[0].removeprefix("#!")

    assert subprocess.run([shell, "-n", script], capture_output=True).returncode == 0
    assert script.name in SOURCED or os.access(script, os.X_OK)


def test_the_page_about_putting_to_work_starts_both_programs():
    said = (DEPLOY / "README.md").read_text()

    assert ".venv/bin/gunicorn --config deploy/gunicorn.conf.py" in said
    assert ".venv/bin/uvicorn rlp_portal.asgi:application" in said


def test_the_page_about_putting_to_work_names_files_that_exist():
    said = (DEPLOY / "README.md").read_text()
    table = re.findall(r"^\| (`.*`) \|", said, re.MULTILINE)
    named = {name for cell in table for name in re.findall(r"`([\w./-]+\.\w+|[\w-]+/|Dockerfile)`", cell)}

    assert named >= {"portail.env.example", "systemd/", "nginx/", "compose.yaml", "gunicorn.conf.py", "manage.sh"}
    assert [name for name in named if not (DEPLOY / name).exists()] == []
