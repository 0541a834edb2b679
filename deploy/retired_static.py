"""The static files of earlier builds: a page that is still open asks for them, so they stay a week after the build
that replaced them, then go.

    .venv/bin/python deploy/retired_static.py FOLDER        after the files were collected
"""

import json
import sys
import time
from pathlib import Path

WEEK = 7 * 24 * 3600
RETIRED = "retired.json"  # {file: when a build first did without it}
COMPRESSED = ("", ".gz", ".br")


def main(folder):
    prune(Path(folder), now=time.time())


def prune(folder, *, now):
    """The names of the files that went."""
    known = folder / RETIRED
    before = json.loads(known.read_text()) if known.exists() else {}
    retired = {name: before.get(name, now) for name in sorted(names_in(folder) - current(folder))}
    gone = [name for name, since in retired.items() if now - since > WEEK]
    for name in gone:
        (folder / name).unlink()
    known.write_text(json.dumps({name: since for name, since in retired.items() if name not in gone}))
    return gone


def current(folder):
    """What the last build names: each file by its own name, by that of its content, and compressed."""
    paths = json.loads((folder / "staticfiles.json").read_text())["paths"]
    return {name + ending for name in {*paths, *paths.values()} for ending in COMPRESSED}


def names_in(folder):
    files = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    return files - {RETIRED, *(f"staticfiles.json{ending}" for ending in COMPRESSED)}


if __name__ == "__main__":
    main(sys.argv[1])
