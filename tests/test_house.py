"""The house as architecture draws it: what may lie at the top, what is never committed, what the locks hold."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parent.parent
DRAWN = {
    "manage.py",
    "pyproject.toml",
    "README.md",
    "rlp_portal",
    "worksheets",
    "templates",
    "static",
    "fixtures",
    "tests",
}
ADDED = {"Makefile", "LICENSE", "deploy", "package.json"}
LOCKS = {"requirements.txt", "requirements-dev.txt", "package-lock.json"}

THIRD_PARTY = re.compile(r"\.min\.(js|css)$|\.(woff2?|ttf|otf|eot|map)$|(^|/)(node_modules|vendor|\.build|var)/")
REASONED_DEPENDENCY = re.compile(r'^ {4}"[^"]+",\s+# \S.{9,}$')
LOCKED_PACKAGE = re.compile(r"^[a-z0-9][a-z0-9._-]*==[^ ]+( ; .+)? \\$")


def files_of_the_project():
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=TOP, capture_output=True, text=True, check=True).stdout.split("\0")
    return [name for name in names if name and (TOP / name).exists()]


def test_the_top_level_holds_what_was_drawn_and_nothing_else():
    top = {name.split("/")[0] for name in files_of_the_project()}

    assert {name for name in top if not name.startswith(".")} - DRAWN - ADDED - LOCKS == set()


def test_no_third_party_file_is_committed():
    assert [name for name in files_of_the_project() if THIRD_PARTY.search(name)] == []


def test_every_dependency_says_why_it_is_there():
    lines = (TOP / "pyproject.toml").read_text().splitlines()
    starts = [lines.index("dependencies = ["), lines.index("dev = [")]

    silent = []
    for start in starts:
        end = lines.index("]", start)
        silent += [line for line in lines[start + 1 : end] if not REASONED_DEPENDENCY.match(line)]

    assert silent == []


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_every_locked_python_package_has_its_version_and_hashes(lock):
    lines = (TOP / lock).read_text().splitlines()
    packages = [number for number, line in enumerate(lines) if line and line[0] not in " #"]

    assert packages
    assert [lines[number] for number in packages if not LOCKED_PACKAGE.match(lines[number])] == []
    assert [lines[number] for number in packages if not lines[number + 1].startswith("    --hash=sha256:")] == []


def test_every_declared_dependency_is_locked():
    project = tomllib.loads((TOP / "pyproject.toml").read_text())
    wanted = {normal_name(line) for line in project["project"]["dependencies"]}
    wanted_by_tests = {normal_name(line) for line in project["dependency-groups"]["dev"]}

    assert wanted - locked_names("requirements.txt") == set()
    assert (wanted | wanted_by_tests) - locked_names("requirements-dev.txt") == set()


def normal_name(requirement):
    return re.sub(r"[-_.]+", "-", re.match(r"[A-Za-z0-9._-]+", requirement)[0]).lower()


def locked_names(lock):
    return {normal_name(line) for line in (TOP / lock).read_text().splitlines() if LOCKED_PACKAGE.match(line)}


@pytest.mark.parametrize("lock", sorted(LOCKS))
def test_locks_name_no_registry(lock):
    text = (TOP / lock).read_text()

    assert re.findall(r"--(?:extra-)?index-url|--find-links|\"resolved\"|file://|@ http", text) == []


def test_every_npm_package_is_locked_by_its_content():
    # one package per "node_modules/..." key; npm ci refuses a package without integrity only when told to
    text = (TOP / "package-lock.json").read_text()

    assert text.count('"node_modules/') == text.count('"integrity": "sha512-') > 0
