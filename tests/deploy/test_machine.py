"""What `make run` says of a machine where something is missing: one sentence, never a trace."""

import os
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "deploy" / "machine.py"


@pytest.fixture
def machine(monkeypatch, tmp_path):
    """The script as a module, on a machine that has everything and where we are not root."""
    spec = spec_from_file_location("machine", SCRIPT)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "can_load", lambda library: True)
    monkeypatch.setattr(module, "has_module", lambda name: True)
    monkeypatch.setattr(module, "glob", lambda pattern: [pattern])
    monkeypatch.setattr(module.shutil, "which", lambda program: f"/usr/bin/{program}")
    monkeypatch.setattr(module.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(module, "node_version", lambda: "v18.20.4")
    monkeypatch.chdir(tmp_path)
    return module


def lacking(*missing):
    return lambda program: None if program in missing else f"/usr/bin/{program}"


def sentence_of(machine, purpose="run"):
    with pytest.raises(machine.NotReady) as refusal:
        machine.main(purpose)
    return str(refusal.value)


def test_a_missing_pango_is_named_with_the_command_that_installs_it(machine, monkeypatch):
    monkeypatch.setattr(machine, "can_load", lambda library: library != "libpango-1.0.so.0")

    assert sentence_of(machine) == (
        "Il manque libpango-1.0-0. Demandez à une personne qui administre la machine de lancer\u00a0: "
        "sudo apt install libpango-1.0-0\nPuis refaites make run"
    )


def test_everything_that_the_tests_lack_is_asked_at_once(machine, monkeypatch):
    monkeypatch.setattr(machine.shutil, "which", lacking("chromium-headless-shell", "pdftoppm", "initdb"))
    monkeypatch.setattr(machine, "glob", lambda pattern: [])

    assert sentence_of(machine, "test") == (
        "Il manque chromium-headless-shell, poppler-utils, postgresql. "
        "Demandez à une personne qui administre la machine de lancer\u00a0: "
        "sudo apt install chromium-headless-shell poppler-utils postgresql\nPuis refaites make test"
    )


def test_running_the_portal_does_not_ask_for_a_browser(machine, monkeypatch):
    monkeypatch.setattr(machine.shutil, "which", lacking("chromium-headless-shell", "pdftoppm", "initdb"))

    assert machine.missing_packages("run") == []


def test_without_apt_the_names_are_given(machine, monkeypatch):
    monkeypatch.setattr(machine, "has_module", lambda name: False)
    monkeypatch.setattr(machine.shutil, "which", lacking("apt-get"))

    assert sentence_of(machine) == (
        "Il manque des éléments du système, que Debian appelle\u00a0: python3-venv. "
        "Installez leur équivalent, puis refaites make run"
    )


def test_an_environment_whose_python_is_gone_is_made_again(machine, tmp_path):
    (tmp_path / ".venv/bin").mkdir(parents=True)
    (tmp_path / ".venv/bin/python").symlink_to("/nowhere/python3")

    machine.main("run")

    assert not (tmp_path / ".venv").exists()


def test_an_environment_that_works_is_kept(machine, monkeypatch, tmp_path):
    (tmp_path / ".venv/bin").mkdir(parents=True)
    (tmp_path / ".venv/bin/python").symlink_to(machine.sys.executable)
    monkeypatch.setattr(machine, "runs_pip", lambda python: True)

    machine.main("run")

    assert (tmp_path / ".venv/bin/python").exists()


def test_an_old_python_is_refused(machine, monkeypatch):
    monkeypatch.setattr(machine.sys, "version_info", (3, 9, 2))

    assert sentence_of(machine) == (
        "Python 3.9 est trop vieux\u00a0: il faut Python 3.11 ou plus récent. "
        "S’il est installé sous un autre nom, écrivez par exemple make run PYTHON=python3.12"
    )


@pytest.mark.parametrize("version", ["v16.20.2", "v0.10.48"])
def test_an_old_node_is_refused(machine, monkeypatch, version):
    monkeypatch.setattr(machine, "node_version", lambda: version)

    assert sentence_of(machine) == (f"Node.js {version[1:]} est trop vieux\u00a0: il faut Node.js 18 ou plus récent.")


@pytest.mark.parametrize("version", ["v18.20.4", "v24.1.0"])
def test_a_recent_node_is_accepted(machine, monkeypatch, version):
    monkeypatch.setattr(machine, "node_version", lambda: version)

    assert machine.main("run") is None


def test_apt_that_fails_is_said_with_the_place_of_its_words(machine, monkeypatch, tmp_path):
    fake_apt = tmp_path / "apt-get"
    fake_apt.write_text("#!/bin/sh\necho 'Temporary failure resolving'; exit 100\n")
    fake_apt.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr(machine.os, "geteuid", lambda: 0)
    monkeypatch.setattr(machine, "LOG", tmp_path / "apt.txt")
    monkeypatch.setattr(machine, "can_load", lambda library: False)

    sentence = sentence_of(machine)

    assert sentence == (f"apt n’a pas réussi. Le réseau est-il en marche? Le détail est dans {tmp_path}/apt.txt.")
    assert (tmp_path / "apt.txt").read_text() == "Temporary failure resolving\n"


def test_the_script_ends_with_its_sentence_alone(tmp_path):
    # an empty PATH is a machine without node, npm or apt
    done = subprocess.run(
        [sys.executable, SCRIPT, "run"], cwd=tmp_path, env={"PATH": str(tmp_path)}, capture_output=True, text=True
    )

    assert (done.returncode, done.stdout, done.stderr) == (
        1,
        "",
        "Il manque des éléments du système, que Debian appelle\u00a0: nodejs, npm. "
        "Installez leur équivalent, puis refaites make run\n",
    )
