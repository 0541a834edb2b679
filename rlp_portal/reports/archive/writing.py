"""The zip itself: whole or not at all, with the list of what it holds."""

import hashlib
import os
import secrets

from rlp_portal.reports.archive.contents import as_of_rlp, files_of_all, files_of_one
from rlp_portal.reports.exports.still_zip import StillZip
from rlp_portal.rlps.models import Rlp

SUMS, HALF = "SHA256SUMS.txt", ".part"


def archive_one(rlp, target, *, with_names, note=lambda: None):
    """`note` is called after each file."""
    as_of = as_of_rlp(rlp)
    write_zip(target, files_of_one(rlp, with_names=with_names, as_of=as_of), as_of=as_of, note=note)


def archive_all(target, *, with_names):
    """How many RLPs."""
    rlps = list(Rlp.objects.all())
    if not rlps:
        return 0
    as_of = max(as_of_rlp(rlp) for rlp in rlps)
    write_zip(target, files_of_all(rlps, with_names=with_names, as_of=as_of), as_of=as_of)
    return len(rlps)


def write_zip(target, files, *, as_of, note=lambda: None):
    """Written beside, then renamed; for the owner's eyes only."""
    part = target.with_name(f"{target.name}.{secrets.token_hex(4)}{HALF}")
    try:
        part.touch(mode=0o600)
        with StillZip(part, as_of=as_of) as archive:
            fill(archive, files, note=note)
        flush_to_disk(part)
        os.replace(part, target)
    finally:
        part.unlink(missing_ok=True)


def forget_halves(target):
    """What a process that was killed left beside."""
    for part in target.parent.glob(f"{target.name}.*{HALF}"):
        part.unlink(missing_ok=True)


def fill(archive, files, *, note):
    sums = []
    for name, content in files:
        archive.writestr(name, content)
        sums.append(f"{hashlib.sha256(content).hexdigest()}  {name}\n")
        note()
    archive.writestr(SUMS, "".join(sums).encode())


def flush_to_disk(path):
    with path.open("rb") as written:
        os.fsync(written.fileno())
