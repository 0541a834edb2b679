"""What `make run` says when it cannot serve; the rest of it is seen by the browser journeys."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]


def serve(*arguments, top=TOP, **environment):
    return subprocess.run(
        [sys.executable, "deploy/serve.py", *arguments],
        cwd=top,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_a_busy_port_is_said_with_another_to_try():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = serve("127.0.0.1", str(port))

    assert (done.returncode, done.stdout, done.stderr) == (
        1,
        "",
        f"Le port {port} est déjà pris. Fermez l’autre programme, ou choisissez-en un autre\u00a0: "
        f"make run PORT={port + 1}\n",
    )


@pytest.mark.parametrize("port", ["abc", "0", "70000", "-1", "²"])
def test_a_port_that_is_none_is_said(port):
    done = serve("127.0.0.1", port)

    assert (done.returncode, done.stderr) == (
        1,
        f"PORT vaut «\u00a0{port}\u00a0». Écrivez un nombre de 1 à 65535, par exemple PORT=8011\n",
    )


def test_an_address_of_another_machine_is_said():
    done = serve("192.0.2.1", "8999")

    assert (done.returncode, done.stderr) == (
        1,
        "HOST vaut «\u00a0192.0.2.1\u00a0», qui n’est pas une adresse de cette machine.\n",
    )


def test_a_database_that_does_not_answer_is_said(tmp_path):
    done = serve("127.0.0.1", free_port(), DATABASE_URL=f"sqlite:///{tmp_path}/absent/portail.sqlite3")

    assert (done.returncode, done.stdout, done.stderr) == (
        1,
        "",
        "La base de données ne s’ouvre pas. Vérifiez DATABASE_URL, ou les droits sur le dossier var. "
        "Elle a répondu\u00a0: unable to open database file\n",
    )


def test_an_address_of_database_that_cannot_be_read_is_said():
    done = serve("127.0.0.1", free_port(), DATABASE_URL="mysql://localhost/portail")

    assert (done.returncode, done.stderr) == (
        1,
        "DATABASE_URL doit commencer par «\u00a0sqlite:///\u00a0» ou «\u00a0postgres://\u00a0». "
        "Exemple\u00a0: postgres://portail:motdepasse@localhost:5432/portail\n",
    )


def test_a_broken_module_of_the_catalogue_is_said_and_nothing_is_served(tmp_path):
    for part in ("deploy", "rlp_portal", "worksheets", "templates"):
        shutil.copytree(TOP / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "worksheets" / "catalogue" / "compass.py").write_text("INSTRUMENT = Instrument()\n")

    done = serve("127.0.0.1", free_port(), top=tmp_path, DATABASE_URL=f"sqlite:///{tmp_path}/db.sqlite3")

    assert (done.returncode, done.stdout, done.stderr) == (
        1,
        "",
        "worksheets/catalogue/compass.py\u00a0: Le module ne se charge pas\u00a0: "
        "NameError à la ligne 1 (name 'Instrument' is not defined).\n",
    )


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])
