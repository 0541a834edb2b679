"""F17: the static files of the previous build are served for seven days to the pages that were drawn with it."""

import importlib.util
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
DAY = 24 * 3600
NOON = 1_800_000_000


def load():
    spec = importlib.util.spec_from_file_location("retired_static", TOP / "deploy" / "retired_static.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


prune = load().prune


@pytest.fixture
def build(tmp_path):
    """`build(day, live="a1")`: collects live.js under the name of its content, then prunes: what went."""

    def collect(day, **files):
        paths = {f"js/{name}.js": f"js/{name}.{mark}.js" for name, mark in files.items()}
        (tmp_path / "js").mkdir(exist_ok=True)
        for name in {*paths, *paths.values()}:
            for ending in ("", ".gz"):
                (tmp_path / f"{name}{ending}").touch()
        (tmp_path / "staticfiles.json").write_text(json.dumps({"paths": paths}))
        return prune(tmp_path, now=NOON + day * DAY)

    return collect


def kept(folder):
    return sorted(path.name for path in (folder / "js").iterdir() if path.suffix == ".js")


def test_the_files_of_the_build_before_stay_a_week_after_they_were_replaced_then_go(build, tmp_path):
    assert build(0, live="a1") == []
    assert build(30, live="b2") == []  # a1 served for a month: its week begins now
    assert build(36, live="b2") == []
    assert kept(tmp_path) == ["live.a1.js", "live.b2.js", "live.js"]

    assert build(37.1, live="b2") == ["js/live.a1.js", "js/live.a1.js.gz"]
    assert kept(tmp_path) == ["live.b2.js", "live.js"]


def test_a_file_that_comes_back_begins_anew(build, tmp_path):
    for day, mark in [(0, "a1"), (1, "b2"), (5, "a1"), (6, "b2")]:
        build(day, live=mark)

    assert build(12, live="b2") == []
    assert build(13.1, live="b2") == ["js/live.a1.js", "js/live.a1.js.gz"]


def test_a_source_that_is_no_longer_there_goes_alike(build, tmp_path):
    build(0, live="a1", old="c3")
    build(1, live="a1")

    assert build(8.1, live="a1") == ["js/old.c3.js", "js/old.c3.js.gz", "js/old.js", "js/old.js.gz"]


def test_collecting_keeps_what_the_pages_already_open_ask_for(tmp_path):
    """The true command, on a copy of what it needs: a script changes, both are served."""
    shutil.copy(TOP / "manage.py", tmp_path)
    for name in ("deploy", "rlp_portal", "worksheets"):
        shutil.copytree(TOP / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / ".venv").symlink_to(TOP / ".venv")
    (tmp_path / "static" / "js").mkdir(parents=True)
    (tmp_path / ".build" / "theme").mkdir(parents=True)
    script = tmp_path / "static" / "js" / "live.js"

    for words in ("const one = 1;\n", "const two = 2;\n"):
        script.write_text(words)
        collect(tmp_path)

    served = sorted((tmp_path / ".build/collected/js").glob("live.*.js"))
    assert sorted(path.read_text() for path in served) == ["const one = 1;\n", "const two = 2;\n"]
    retired = json.loads((tmp_path / ".build/collected/retired.json").read_text())
    assert {name.split(".")[0] for name in retired} == {"js/live"}


def collect(folder):
    environment = {**os.environ, "PORTAIL_VAR": str(folder / "var")}
    done = subprocess.run(["deploy/collect_static.sh"], cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
