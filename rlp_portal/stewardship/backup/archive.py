"""The file itself: a ZIP that is written once, then checked before anyone trusts it."""

import hashlib
import json
import zipfile

FORMAT = 1
MANIFEST = "manifest.json"


class BrokenArchive(Exception):
    """The file is not a backup, or what it holds is not what its manifest says."""


def table_name(label):
    return f"tables/{label}.jsonl"


def read_manifest(archive):
    try:
        manifest = json.loads(archive.read(MANIFEST))
    except (KeyError, ValueError, zipfile.BadZipFile):
        raise BrokenArchive("Ce fichier n’est pas une sauvegarde du portail.") from None
    if manifest.get("format") != FORMAT:
        raise BrokenArchive("Cette sauvegarde vient d’une autre version du portail.")
    return manifest


def check(archive, manifest):
    """Every part is there, whole. Raises BrokenArchive."""
    parts = {table_name(label): table["sha256"] for label, table in manifest["tables"].items()} | manifest["files"]
    for name, expected in parts.items():
        if sha256_of(archive, name) != expected:
            raise BrokenArchive(f"La sauvegarde est abîmée\u00a0: {name}.")


def sha256_of(archive, name):
    digest = hashlib.sha256()
    try:
        with archive.open(name) as part:
            while chunk := part.read(1 << 20):
                digest.update(chunk)
    except (KeyError, zipfile.BadZipFile, OSError):
        return ""
    return digest.hexdigest()
