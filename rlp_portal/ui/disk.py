"""Room left on the disk. The last 5 % are for people’s words: what can be made again is refused first."""

import shutil

from django.conf import settings

RESERVE = 0.05


def free_space():
    """(bytes free, share of the disk that is free), where the data lie."""
    folder = settings.VAR_DIR if settings.VAR_DIR.exists() else settings.BASE_DIR
    usage = shutil.disk_usage(folder)
    return usage.free, usage.free / usage.total


def has_reserve():
    return free_space()[1] >= RESERVE
