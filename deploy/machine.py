"""What the machine itself must have, installed by apt when we may, said in one sentence when we may not.

    python3 deploy/machine.py run     what `make run` needs
    python3 deploy/machine.py test    what `make test` needs besides

Standard library only, and readable by the old Pythons it turns away.
"""

import ctypes
import ctypes.util
import os
import shutil
import subprocess
import sys
from glob import glob
from pathlib import Path

OLDEST_PYTHON = (3, 11)
OLDEST_NODE = 18
LOG = Path(".build/log/apt.txt")

# The Debian package of each library: what WeasyPrint opens when it starts, and what Playwright's own Node needs.
LIBRARIES = {
    "run": {
        "libgobject-2.0.so.0": "libpango-1.0-0",
        "libpango-1.0.so.0": "libpango-1.0-0",
        "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
        "libfontconfig.so.1": "libpangoft2-1.0-0",
        "libharfbuzz.so.0": "libpangoft2-1.0-0",
        "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
    },
    "test": {"libatomic.so.1": "libatomic1"},
}
PROGRAMS = {
    "run": {"node": "nodejs", "npm": "npm"},
    "test": {"chromium-headless-shell": "chromium-headless-shell", "pdftoppm": "poppler-utils", "git": "git"},
}
CLUSTER_SETTINGS = Path("/etc/postgresql-common/createcluster.conf")


class NotReady(Exception):
    """The machine lacks something; the message is the sentence to read."""


def main(purpose):
    check_python()
    forget_broken_environment()
    missing = missing_packages(purpose)
    if missing:
        install(missing, purpose)
        missing = missing_packages(purpose)
    if missing:
        raise NotReady(f"Il manque encore\u00a0: {', '.join(missing)}. Le détail est dans {LOG}.")
    check_node()


def forget_broken_environment():
    """A Python that was upgraded, or a project that was moved, leaves a .venv that runs nothing."""
    if Path(".venv").exists() and not runs_pip(".venv/bin/python"):
        shutil.rmtree(".venv")


def runs_pip(python):
    try:
        return subprocess.run([python, "-c", "import pip"], capture_output=True).returncode == 0
    except OSError:
        return False


def check_python():
    if sys.version_info[:2] < OLDEST_PYTHON:
        raise NotReady(
            "Python {}.{} est trop vieux\u00a0: il faut Python 3.11 ou plus récent. "
            "S’il est installé sous un autre nom, écrivez par exemple make run PYTHON=python3.12".format(
                *sys.version_info[:2]
            )
        )


def check_node():
    version = node_version().lstrip("v")
    if int(version.split(".")[0]) < OLDEST_NODE:
        raise NotReady(f"Node.js {version} est trop vieux\u00a0: il faut Node.js 18 ou plus récent.")


def node_version():
    return subprocess.run(["node", "--version"], capture_output=True, text=True).stdout.strip()


def missing_packages(purpose):
    purposes = ["run", "test"] if purpose == "test" else ["run"]
    missing = set()
    for each in purposes:
        missing |= {package for library, package in LIBRARIES[each].items() if not can_load(library)}
        missing |= {package for program, package in PROGRAMS[each].items() if not shutil.which(program)}
    if not has_module("ensurepip"):
        missing.add("python3-venv")
    if purpose == "test" and not has_postgresql():
        missing.add("postgresql")
    return sorted(missing)


def can_load(library):
    if not sys.platform.startswith("linux"):
        return True  # the names differ elsewhere; WeasyPrint itself will say
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_postgresql():
    return bool(glob("/usr/lib/postgresql/*/bin/initdb") or shutil.which("initdb"))


def has_module(name):
    try:
        __import__(name)
    except ImportError:
        return False
    return True


def install(packages, purpose):
    command = "apt install " + " ".join(packages)
    if not shutil.which("apt-get"):
        raise NotReady(
            f"Il manque des éléments du système, que Debian appelle\u00a0: {', '.join(packages)}. "
            f"Installez leur équivalent, puis refaites make {purpose}"
        )
    if os.geteuid() != 0:
        raise NotReady(
            f"Il manque {', '.join(packages)}. Demandez à une personne qui administre la machine de lancer\u00a0: "
            f"sudo {command}\nPuis refaites make {purpose}"
        )
    print(f"Installation par apt\u00a0: {', '.join(packages)}…", flush=True)
    if "postgresql" in packages:
        keep_postgresql_idle()
    LOG.parent.mkdir(parents=True, exist_ok=True)
    with LOG.open("w") as log:
        run_apt(["update", "-q"], log)
        run_apt(["install", "-q", "-y", "--no-install-recommends", *packages], log)


def keep_postgresql_idle():
    """The tests start their own cluster: Debian must neither create nor start one for us."""
    if not CLUSTER_SETTINGS.exists() and not glob("/etc/postgresql/*/*"):
        CLUSTER_SETTINGS.parent.mkdir(parents=True, exist_ok=True)
        CLUSTER_SETTINGS.write_text("# Only the programs are wanted.\ncreate_main_cluster = false\n")


def run_apt(arguments, log):
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C"}
    done = subprocess.run(["apt-get", *arguments], stdout=log, stderr=subprocess.STDOUT, env=environment)
    if done.returncode != 0:
        raise NotReady(f"apt n’a pas réussi. Le réseau est-il en marche? Le détail est dans {LOG}.")


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except NotReady as sentence:
        sys.exit(str(sentence))
