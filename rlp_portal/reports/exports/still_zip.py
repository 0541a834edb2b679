"""A zip that says nothing of the moment it was made: the same files give the same bytes."""

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils import timezone

OWNER_MAY_WRITE = 0o644 << 16


class StillZip(ZipFile):
    """Every file bears the date of the data, `as_of`."""

    def __init__(self, target, *, as_of):
        super().__init__(target, "w", ZIP_DEFLATED)
        self.stamp = timezone.localtime(as_of).timetuple()[:6]

    def writestr(self, name, content, *args, **kwargs):
        info = ZipInfo(name if isinstance(name, str) else name.filename, self.stamp)
        info.compress_type, info.external_attr = ZIP_DEFLATED, OWNER_MAY_WRITE
        super().writestr(info, content)

    def write(self, path, name=None, *args, **kwargs):
        self.writestr(name or Path(path).name, Path(path).read_bytes())
