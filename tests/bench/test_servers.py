"""The applications that are compared come up: a bench is run by hand, and seldom."""

import os
import subprocess
import sys

import pytest

from tests.bench.__main__ import APPLICATIONS


@pytest.mark.parametrize("application", [*APPLICATIONS.values(), "rlp_portal.wsgi:application"])
def test_each_application_comes_up(application, tmp_path):
    module, _colon, name = application.partition(":")
    url = f"sqlite:///{tmp_path}/base.sqlite3"
    env = {**os.environ, "DATABASE_URL": url, "PORTAIL_VAR": str(tmp_path)}
    env.pop("DJANGO_SETTINGS_MODULE", None)

    subprocess.run([sys.executable, "-c", f"from {module} import {name}"], env=env, check=True)
