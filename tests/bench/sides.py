"""The two sides of a comparison: a database for each on the same engine, and the programs that fill it."""

import os
import subprocess
import sys

from tests.postgres import throwaway_cluster

ENGINES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def environment(engine, folder, side, stack):
    """A database for each side, with the same durability."""
    url = f"sqlite:///{folder}/{side}.sqlite3"
    if engine == "postgresql":
        url = stack.enter_context(throwaway_cluster())
    return {"DATABASE_URL": url, "PORTAIL_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "rlp_portal.settings"}


def run(module, *arguments, env, given=None):
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        env={**os.environ, **env},
        input=given,
        stdout=subprocess.PIPE,
        check=True,
    )
    return done.stdout
