import tomllib
from functools import cache

from django.conf import settings


@cache
def portal_version():
    return tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
